"""What a letter or a look-back reads, always of reviews that its reader may see (`seen`)."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN, Effect
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


def accepted_before(
    day: dt.datetime, settled: QuerySet[Review], *, again: Collection[str]
) -> QuerySet[ContributingFactor]:
    """What was accepted for now in reviews that were shared before, those first whose kind of condition was met `again`
    since, then what stands so for longest.
    """
    rows = ContributingFactor.objects.alive().filter(sentence_state__in=PUBLISHABLE).exclude(accepted_because="")
    rows = rows.filter(review__in=settled.filter(published_at__lt=day).values("pk"))
    met = Q(code__in=sorted(again))
    return rows.annotate(is_met_again=met).order_by("-is_met_again", "review__published_at", "position", "pk")


def promised_before(day: dt.datetime, seen: QuerySet[Review]) -> QuerySet[ActionItem]:
    """What was written into a plan before and is still open, the oldest first."""
    rows = ActionItem.objects.alive().filter(review__in=seen.values("pk"), sentence_state__in=PUBLISHABLE)
    return rows.filter(state__in=OPEN, written_at__lt=day).order_by("written_at", "pk")
