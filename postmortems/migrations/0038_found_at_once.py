"""A typed word is turned into what the database compares once a search, not once a row; and people without an account
are found by their name without a look at everybody who took part.

`library_asked` calls nothing whose answer changes but through a configuration that it names: it may be called immutable.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0037_reach")]

    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION library_asked(text) IMMUTABLE", "ALTER FUNCTION library_asked(text) STABLE"
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(condition=~Q(name=""), fields=["name"], name="participant_named"),
        ),
    ]
