"""What is read aloud at the end, filled from the review: ninety seconds at most (PRACTICE.md 2.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.factors.taxonomy import Sign
from postmortems.meeting.idea import Idea
from postmortems.reviews.models import Review
from postmortems.thanks.models import Thanks
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.queries import readable

A_SECOND = 2.5  # words that somebody reads aloud in a second, slowly
MOST = 3  # sentences of one kind: a read-out is no list


@dataclass(frozen=True)
class Piece:
    """One part of the read-out: how it begins, and its sentences."""

    begins: str | Promise
    said: tuple[str, ...]


@dataclass(frozen=True)
class ReadOut:
    pieces: tuple[Piece, ...]

    @property
    def seconds(self) -> int:
        """How long it takes to read aloud."""
        words = sum(len(f"{piece.begins} {' '.join(piece.said)}".split()) for piece in self.pieces)
        return round(words / A_SECOND)


def read_out(review: Review) -> ReadOut:
    """The parts of the template that there is something to say in; six queries."""
    incident = review.incidents.first()
    factors = list(readable(review.factors.alive()))
    made_it, helped = _by_sign(factors, helps=False), _by_sign(factors, helps=True)
    surprises = review.events.alive().filter(kind=TimelineEvent.Kind.KEY_MOMENT).values_list("body", flat=True)
    next_ones = list(readable(review.actions.alive()).values_list("sentence", flat=True))
    ideas = list(Idea.objects.filter(review=review, let_go_at=None).values_list("body", flat=True))
    found = (
        (_("What people felt:"), [incident.noticed] if incident else []),
        (_("What surprised us:"), surprises),
        (_("What made it possible:"), made_it),
        (_("What helped:"), helped),
        (_("What we do next:"), next_ones or ideas),
        (_("Thanks:"), Thanks.objects.filter(review=review, is_private=False).values_list("words", flat=True)),
        (_("What we accept for now:"), [one.accepted_because for one in factors if one.accepted_because]),
    )
    return ReadOut(tuple(Piece(begins, tuple(list(said)[:MOST])) for begins, said in found if list(said)))


def _by_sign(factors: Iterable[object], *, helps: bool) -> list[str]:
    return [one.sentence for one in factors if (one.sign == Sign.HELD_BACK) == helps]  # type: ignore[attr-defined]
