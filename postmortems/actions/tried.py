"""What was tried before: action items of earlier reviews that answer the same kind of condition on the same service,
with what came of them. Nobody promises a second time what did not help the first.
"""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import LET_GO
from postmortems.factors.models import ContributingFactor
from postmortems.factors.taxonomy import Code
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Incident, Review, Service
from postmortems.wording.policy import PUBLISHABLE

MOST = 5


@dataclass(frozen=True)
class Tried:
    """An earlier action item, and the codes of the conditions that both reviews cite."""

    item: ActionItem
    kinds: list[str]


def tried_before(review: Review, *, user: User) -> list[Tried]:
    """What this person may see of it: what is done first, the newest first; two queries. `review` cites conditions of
    some kinds (those without a code say nothing) and touched some services.
    """
    same = _same_kind(review).filter(actions=OuterRef("pk"))
    touched = Service.objects.filter(incidents__review=review, incidents__deleted_at=None)
    there = Incident.objects.filter(review=OuterRef("review"), deleted_at=None, services__in=touched)
    rows = ActionItem.objects.alive().filter(Exists(same), Exists(there), sentence_state__in=PUBLISHABLE)
    rows = rows.filter(review__in=visible_to(user)).exclude(Q(review=review) | Q(state__in=LET_GO))
    rows = rows.select_related("review").order_by(F("done_on").desc(nulls_last=True), "-pk").fetch_mode(FETCH_RAISE)
    items = list(rows[:MOST])
    return [Tried(item, kinds) for item, kinds in zip(items, _kinds(review, items), strict=True)]


def _same_kind(review: Review) -> QuerySet[ContributingFactor]:
    cited = review.factors.alive().exclude(code="").values("code")
    found: QuerySet[ContributingFactor] = ContributingFactor.objects.alive().filter(code__in=cited)
    return found


def _kinds(review: Review, items: list[ActionItem]) -> list[list[str]]:
    pairs = _same_kind(review).filter(actions__in=items).values_list("actions", "code").distinct() if items else ()
    found: dict[int, set[str]] = {}
    for pk, code in pairs:
        found.setdefault(pk, set()).add(str(Code(code).label))
    return [sorted(found.get(item.pk, ())) for item in items]
