from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_every_screen'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='session_round',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, help_text='raised to end every session of this person at once'),
        ),
    ]
