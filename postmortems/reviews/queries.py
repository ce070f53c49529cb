"""Reading reviews."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, QuerySet

from postmortems.reviews.models import Review, Service

PAGE = 50
CHOICES = 200  # names offered while filing; any other name can be typed


@dataclass(frozen=True)
class Page:
    """One page of a list. `older` is the number before which the next page begins, None on the last."""

    reviews: list[Review]
    older: int | None


def newest(rows: QuerySet[Review], *, before: int | None = None) -> Page:
    """The newest 50 of `rows`, below the number `before`. A page deep in the list costs what the first one costs."""
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows.select_related("team", "owner").order_by("-number").fetch_mode(FETCH_RAISE)[: PAGE + 1])
    return Page(found[:PAGE], older=found[PAGE - 1].number if len(found) > PAGE else None)


def service_names() -> list[str]:
    """The services that somebody who files may choose from."""
    return list(Service.objects.filter(archived_at=None).values_list("name", flat=True)[:CHOICES])
