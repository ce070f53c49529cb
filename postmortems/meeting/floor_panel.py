"""The floor as the facilitator's private panel shows it. Nobody else gets anything of it."""

from django.template.loader import render_to_string

from postmortems.live.services import remind
from postmortems.meeting.floor import Floor, Seen
from postmortems.meeting.fragments import COCKPIT
from postmortems.meeting.models import Meeting
from postmortems.meeting.seat import Seat
from postmortems.meeting.topics import FLOOR


class FloorPanel(Floor):
    """The floor as a memory of the live processes (live/memory.py)."""

    event = "change"

    def render(self, room: str, audience: str) -> str:
        """The queue and two names that may be invited; one query."""
        if audience != COCKPIT:
            return ""
        seen = self.seen(room)
        return render_to_string("meeting/cockpit_floor.html", {**_named(seen), "is_news": True})


def _named(seen: Seen) -> dict[str, object]:
    seats = Seat.objects.select_related("user").filter(pk__in={*seen.queue, *seen.quiet})
    names = {seat.pk: seat.called for seat in seats}
    return {
        "queue": [(pk, names[pk], pk in seen.away) for pk in seen.queue if pk in names],
        "writing": seen.writing,
        "quiet": [names[pk] for pk in seen.quiet if pk in names],
        "done": seen.done,
        "present": seen.here,
    }


def say_on_floor(*, meeting: Meeting, seat: int, does: str) -> None:
    """Tell the live processes what a seat does; kept by nobody else."""
    remind(room=meeting.room, topic=FLOOR, page=str(seat), here={"does": does})
