"""What comes in from outside, as administrators see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import FETCH_RAISE, Prefetch, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from postmortems.incoming.kinds import HOW, Kind
from postmortems.incoming.models import Arrival, Endpoint

LAST = 10  # messages shown of each


@dataclass(frozen=True)
class Line:
    """One endpoint: where its messages go, how its sender shows the secret, what came in last."""

    endpoint: Endpoint
    address: str
    how: Any
    last: Sequence[Arrival]


def lines() -> list[Line]:
    """All of them; two queries. The reviews that they opened are not named: to administer is not to see."""
    place = Window(RowNumber(), partition_by="endpoint_id", order_by="-pk")
    newest = Arrival.objects.annotate(place=place).filter(place__lte=LAST).order_by("-pk")
    rows = Endpoint.objects.select_related("owner", "service").defer("sealed")
    found = rows.prefetch_related(Prefetch("arrivals", newest, to_attr="last")).fetch_mode(FETCH_RAISE)
    return [Line(one, address_of(one), HOW[Kind(one.kind)], one.last) for one in found]


def address_of(endpoint: Endpoint) -> str:
    return settings.BASE_URL + reverse("incoming", args=[endpoint.key])
