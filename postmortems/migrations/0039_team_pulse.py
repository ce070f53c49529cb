"""A team pulse, switched off: the switch, sums of answers, and who need not be asked again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_checks_in"), ("postmortems", "0038_found_at_once")]

    operations = [
        migrations.CreateModel(
            name="PulseMark",
            fields=[
                (
                    "tag",
                    models.CharField(
                        help_text="a keyed hash of person, team and round",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("asked_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="PulseSwitch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_on", models.BooleanField(default=False)),
                ("first_on", models.DateField(help_text="the day from which rounds are counted")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="pulse_switch_is_one")],
            },
        ),
        migrations.CreateModel(
            name="PulseSums",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_on", models.DateField(help_text="the day on which the round opened")),
                (
                    "given",
                    models.JSONField(default=dict, help_text="by question, from the lowest answer to the highest"),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.team"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("team", "asked_on"), name="pulse_sums_once")],
            },
        ),
    ]
