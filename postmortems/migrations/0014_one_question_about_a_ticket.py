"""What asked about a closed ticket is one of the questions of the policy now."""

from django.db import migrations

RENAME = "UPDATE postmortems_delivery SET kind = 'action_ticket_closed' WHERE kind = 'ticket_closed'"


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0013_checks_get_rows")]
    operations = [migrations.RunSQL(RENAME, migrations.RunSQL.noop)]
