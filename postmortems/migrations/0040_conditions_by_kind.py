"""Which kinds of condition a review met is read from an index of conditions alone, not from every piece of words."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0039_team_pulse")]

    operations = [
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(
                condition=~Q(code="") & Q(part__in=("factor", "helped")),
                fields=["code", "review"],
                include=["part", "sign", "is_settled"],
                name="search_document_of_kind",
            ),
        ),
    ]
