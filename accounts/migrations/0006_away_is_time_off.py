"""Being away is days off, as reminders read them: the day of the return is not written down a second time."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_away")]
    operations = [migrations.RemoveField("user", "away_until")]
