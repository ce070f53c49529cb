"""Which reviews a later one comes back to: by naming it in its words, or by looking at it together with others."""

import re
from collections.abc import Iterable

from accounts.models import User
from postmortems.library.models import Collected
from postmortems.reviews.access import visible_to
from postmortems.wording.models import Text
from postmortems.wording.policy import WordingState

NAMED = re.compile(r'data-ref="PIR-([1-9][0-9]{0,8})"')
MOST = 10_000  # texts; the newest ones


def linked_for(user: User) -> frozenset[int]:
    """The keys of the reviews that a later review names, among what this person may see. Three queries."""
    seen = visible_to(user)
    numbers = dict(seen.values_list("number", "pk"))
    texts = Text.objects.filter(owner_kind="review", owner_id__in=seen.values("pk"), html__contains='data-ref="PIR-')
    said = texts.exclude(body_state=WordingState.HELD).order_by("-pk").values_list("owner_id", "html")[:MOST]
    order = {pk: number for number, pk in numbers.items()}
    named = _named(said, order) & numbers.keys()
    together = Collected.objects.filter(theme__in=seen.values("pk")).values_list("review", flat=True)
    return frozenset({numbers[number] for number in named} | set(together))


def _named(said: Iterable[tuple[int, str]], order: dict[int, int]) -> set[int]:
    """The numbers that texts of later reviews name. Pure."""
    return {int(one) for owner, html in said for one in NAMED.findall(html) if int(one) < order.get(owner, 0)}
