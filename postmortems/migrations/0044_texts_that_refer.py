"""Insights ask which texts name a review: a few of half a million, which were all read for it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0043_newest_places_first")]

    operations = [
        migrations.AddIndex(
            "text",
            models.Index(fields=["owner_id"], condition=Q(html__contains='data-ref="PIR-'), name="text_that_refers"),
        ),
    ]
