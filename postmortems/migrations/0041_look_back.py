from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("postmortems", "0040_conditions_by_kind"),
    ]

    operations = [
        migrations.AddField(
            model_name="reminderrules",
            name="sends_look_back",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
