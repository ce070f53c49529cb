"""What a letter or a look-back reads, always of reviews that its reader may see (`seen`)."""

from django.db.models import QuerySet

from postmortems.actions.models import ActionItem
from postmortems.actions.states import Effect
from postmortems.factors.models import ContributingFactor
from postmortems.factors.taxonomy import Sign
from postmortems.library.spans import Span
from postmortems.questions.models import Question
from postmortems.reviews.models import Review
from postmortems.reviews.states import SETTLED
from postmortems.wording.policy import PUBLISHABLE


def shared_in(span: Span, seen: QuerySet[Review], *, zone: str) -> QuerySet[Review]:
    """What was shared then, by a clock in this zone, and still is."""
    start, end = span.moments(zone)
    return seen.filter(state__in=SETTLED, published_at__gte=start, published_at__lt=end)


def what_held_back(told: QuerySet[Review]) -> QuerySet[ContributingFactor]:
    """What helped in these reviews while it happened."""
    rows = ContributingFactor.objects.alive().filter(sign=Sign.HELD_BACK, sentence_state__in=PUBLISHABLE)
    return rows.filter(review__in=told.values("pk")).order_by("-review__published_at", "position", "pk")


def answered(seen: QuerySet[Review], span: Span, *effects: Effect) -> QuerySet[ActionItem]:
    """The action items of which somebody said in this time what they did, if it is one of these."""
    rows = ActionItem.objects.alive().filter(review__in=seen.values("pk"), sentence_state__in=PUBLISHABLE)
    return rows.filter(effect__in=effects, effect_answered_on__range=span.days).order_by("effect_answered_on", "pk")


def unanswered(told: QuerySet[Review]) -> QuerySet[Question]:
    """What nobody could answer yet in these shared reviews, the newest first."""
    rows = Question.objects.alive().filter(review__in=told.values("pk"), kind=Question.Kind.QUESTION, answered_at=None)
    return rows.order_by("-asked_at", "-pk")
