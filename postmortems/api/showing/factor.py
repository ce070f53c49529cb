"""Contributing factors, put into their shape."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from postmortems.api.shapes.factor import FactorShown
from postmortems.api.showing.voice import Voice
from postmortems.factors.queries import factors_of, linked_events
from postmortems.factors.section import card_of
from postmortems.reviews.models import Review
from postmortems.wording.queries import Asked

ALIKE = ("sign", "code", "level", "confidence", "is_known_bet", "accepted_because", "sentence_state")


def factors_shown(review: Review, *, user: User, after: int = 0, limit: int = 1) -> list[FactorShown]:
    """The factors behind the number `after`, in the order of their numbers; one more than asked for where there are
    more. Three queries at most, three more where the review says roles.
    """
    rows = factors_of(review).filter(pk__gt=after).order_by("pk")
    voice, asked = Voice(review), Asked(review=review.pk)
    return [_shown(row, review, user, voice, asked) for row in rows[: limit + 1]]


def factor_shown(review: Review, pk: int, *, user: User) -> FactorShown | None:
    found = factors_shown(review, user=user, after=pk - 1, limit=0)
    return found[0] if found and found[0].id == pk else None


def _shown(factor: Any, review: Review, user: User, voice: Voice, asked: Asked) -> FactorShown:
    card = card_of(factor, review, user=user, asked=asked, drafts={})
    return FactorShown(
        **{name: getattr(factor, name) for name in ALIKE},
        id=factor.pk,
        own_kind=factor.own_kind or "",
        ref=f"factor-{factor.pk}",
        url=settings.BASE_URL + reverse("factor", args=[review.ref, factor.pk]),
        sentence=voice.say(factor.sentence) if card.reads_words else None,
        shown_by=linked_events(factor),
        answered_by=[item.pk for item in card.answers],
    )
