"""Questions on the screen: from the deck, pinned ones first, and the organisation's own."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from postmortems.meeting.deck import MOST_PINS, Words, at_hand, find
from postmortems.meeting.fit import flagged
from postmortems.meeting.helps import Twin, twin_of
from postmortems.meeting.models import Meeting
from postmortems.meeting.own_question import OwnQuestion
from postmortems.meeting.room import Room
from postmortems.meeting.steering import locked
from postmortems.meeting.topics import NOW, tell


@dataclass(frozen=True)
class AtHand:
    """One question as the cockpit offers it."""

    slug: str
    words: Words
    purpose: Words
    is_pinned: bool
    was_asked: bool


class ThreePins(Exception):
    """Three questions of the phase are pinned already."""


class DoesNotFit(Exception):
    """The words would not be let onto the big screen, or ask for a person. `twin` asks the same of the system."""

    def __init__(self, twin: Twin | None) -> None:
        super().__init__()
        self.twin = twin


def hand(room: Room, phase: str) -> list[AtHand]:
    """The questions of a phase: pinned ones, the organisation's own, then the deck's; one query."""
    pins = room.meeting.pins
    pinned, others = at_hand(phase, pins=pins)
    own = OwnQuestion.objects.filter(phase=phase)
    dealt = [(one.slug, one.words, one.group.purpose) for one in (*pinned, *others)]
    all_of_it = [*dealt[: len(pinned)], *((one.slug, one.words, "") for one in own), *dealt[len(pinned) :]]
    return [AtHand(slug, words, why, slug in pins, slug in room.asked) for slug, words, why in all_of_it]


@transaction.atomic
def show_question(*, meeting: Meeting, slug: str) -> Room:
    """Put a question on all screens; a name that is none takes it away again."""
    room = locked(meeting)
    words = _words_of(slug)
    room.prompt = words[:300]
    if words and slug not in room.asked:
        room.asked = [*room.asked, slug]
    room.save(update_fields=["prompt", "asked"])
    tell(meeting, NOW)
    return room


def _words_of(slug: str) -> str:
    if slug.startswith("own-") and slug[4:].isdecimal():
        own = OwnQuestion.objects.filter(pk=int(slug[4:][:18])).first()
        return own.words if own else ""
    dealt = find(slug)
    return str(dealt.words) if dealt else ""


@transaction.atomic
def pin(*, meeting: Meeting, slug: str, phase: str) -> None:
    """Keep a question of a phase at hand, or let it go again. Raises ThreePins."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if slug in held.pins:
        held.pins = [one for one in held.pins if one != slug]
    elif find(slug):
        if len(at_hand(phase, pins=held.pins)[0]) >= MOST_PINS:
            raise ThreePins
        held.pins = [*held.pins, slug]
    held.save(update_fields=["pins"])


@transaction.atomic
def add_own(*, words: str, phase: str, actor: User, form_key: uuid.UUID) -> OwnQuestion:
    """Keep a question of our own for every meeting from now on. Raises DoesNotFit."""
    twin = twin_of(words)
    if twin or flagged(words):
        raise DoesNotFit(twin)
    kept = {"words": words, "phase": phase, "added_by": actor}
    question, _ = OwnQuestion.objects.get_or_create(form_key=form_key, defaults=kept)
    return question
