"""Who hears what happens, as administrators see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Prefetch, Window
from django.db.models.functions import RowNumber

from postmortems.outgoing.kinds import News
from postmortems.outgoing.models import Receiver, Sending

LAST = 10  # lines of the log shown of each


@dataclass(frozen=True)
class Line:
    """One receiver, in words what it hears, and what it was told last."""

    receiver: Receiver
    hears: list[str]
    last: Sequence[Sending]


def lines() -> list[Line]:
    """All of them; two queries. The reviews are not named: to administer is not to see."""
    place = Window(RowNumber(), partition_by="receiver_id", order_by="-pk")
    newest = Sending.objects.annotate(place=place).filter(place__lte=LAST).order_by("-pk")
    rows = Receiver.objects.select_related("owner", "team").defer("sealed", "sealed_url", "sealed_before")
    found = rows.prefetch_related(Prefetch("sendings", newest, to_attr="last")).fetch_mode(FETCH_RAISE)
    return [Line(one, _hears(one), one.last) for one in found]


def _hears(receiver: Receiver) -> list[str]:
    said = [str(News(one).label) for one in receiver.news]
    return [*said, str(News.LIST.label)] if receiver.sends_list else said
