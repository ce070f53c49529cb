from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0032_outgoing")]

    operations = [
        migrations.CreateModel(
            name="Backup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(db_index=True)),
                ("size", models.PositiveBigIntegerField(help_text="bytes")),
                ("is_sealed", models.BooleanField()),
                ("tried_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
