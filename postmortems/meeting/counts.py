"""Counts without names: safety at the start, the pulse at the end. Shown once, when they are over, never below five.

One answer a seat; which one is not stored with it. Nothing is shown while a count is open, so nobody can tell an answer
from the difference between two looks (RELIABILITY.md bar 14).
"""

from dataclasses import dataclass
from statistics import median

from django.db import transaction
from django.db.models import F

from postmortems.meeting.counting import Tally
from postmortems.meeting.models import Meeting
from postmortems.meeting.room import Room
from postmortems.meeting.script import PULSE, SAFETY
from postmortems.meeting.seat import Seat
from postmortems.shared.handful import FEWEST

YES, NO = 1, 0
PULSES = ("learned", "could_say", "come_again")
VALUES: dict[str, tuple[int, ...]] = {SAFETY: (1, 2, 3, 4, 5), **dict.fromkeys(PULSES, (YES, NO))}


@dataclass(frozen=True)
class Count:
    """What was answered, or nothing of it: `given` is empty for too few answers, and while the count is open."""

    what: str
    is_over: bool
    given: dict[int, int]

    @property
    def is_low(self) -> bool:
        """The rule of PRACTICE.md 2.1: half of the answers at three or less, or any at one."""
        answers = [value for value, times in self.given.items() for _ in range(times)]
        return bool(answers) and (median(answers) <= 3 or min(answers) == 1)


@transaction.atomic
def answer_count(*, seat: Seat, what: str, value: int) -> bool:
    """Count one answer of this seat; False when it had answered, or the count is over. Raises KeyError, ValueError."""
    if value not in VALUES[what]:
        raise ValueError(value)
    held = Seat.objects.select_for_update().get(pk=seat.pk)
    room = Room.objects.filter(meeting=seat.meeting_id).first()
    if room is None or what in held.said or _closed_name(what) in room.closed:
        return False
    held.said = [*held.said, what]
    held.save(update_fields=["said"])
    tally, _ = Tally.objects.get_or_create(meeting_id=seat.meeting_id, what=what, value=value)
    Tally.objects.filter(pk=tally.pk).update(given=F("given") + 1)
    return True


def close_count(room: Room, *, what: str) -> None:
    """No more answers from now on; the caller saves the room."""
    if what not in room.closed:
        room.closed = [*room.closed, what]


def count_of(meeting: Meeting, what: str, *, is_over: bool) -> Count:
    """The count as it may be seen. One query."""
    if not is_over:
        return Count(what, False, {})
    given = dict(Tally.objects.filter(meeting=meeting, what=what).order_by("value").values_list("value", "given"))
    enough = sum(given.values()) >= FEWEST
    return Count(what, True, {value: given.get(value, 0) for value in VALUES[what]} if enough else {})


def _closed_name(what: str) -> str:
    return PULSE if what in PULSES else what
