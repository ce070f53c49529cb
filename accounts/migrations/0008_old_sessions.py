"""The table of Django's own sessions, which are kept in accounts_session now: nobody reads it any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_signing_in")]

    operations = [migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop)]
