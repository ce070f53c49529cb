"""Which reviews a later one comes back to: by naming it in its words, or by looking at it together with others."""

import re
from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from postmortems.reviews.access import visible_to
from postmortems.reviews.collected import Collected
from postmortems.wording.models import Text
from postmortems.wording.policy import WordingState

NAMED = re.compile(r'data-ref="PIR-([1-9][0-9]{0,8})"')
MOST = 10_000  # texts; the newest ones


def linked_for(user: User) -> frozenset[int]:
    """The keys of the reviews that a later review names, among what this person may see. Three queries."""
    seen = visible_to(user)
    texts = Text.objects.filter(owner_kind="review", owner_id__in=seen.values("pk"), html__contains='data-ref="PIR-')
    said = texts.exclude(body_state=WordingState.HELD).order_by("-pk").values_list("owner_id", "html")[:MOST]
    named = {(owner, int(number)) for owner, html in said for number in NAMED.findall(html)}
    owners, numbers = {owner for owner, _number in named}, {number for _owner, number in named}
    of_these = seen.filter(Q(pk__in=owners) | Q(number__in=numbers)).order_by()
    order = dict(of_these.values_list("pk", "number"))
    together = Collected.objects.filter(theme__in=seen.values("pk")).values_list("review", flat=True)
    return frozenset(_named(named, order) | set(together))


def _named(named: Iterable[tuple[int, int]], order: dict[int, int]) -> set[int]:
    """The reviews that a later one names, from (key of who names, number that is named). Pure."""
    keys = {number: pk for pk, number in order.items()}
    return {keys[number] for owner, number in named if number in keys and number < order.get(owner, 0)}
