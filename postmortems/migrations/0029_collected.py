import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0028_prepared")]

    operations = [
        migrations.CreateModel(
            name="Collected",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="postmortems.review"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="postmortems.review"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("theme", "review"), name="collected_once")],
            },
        ),
    ]
