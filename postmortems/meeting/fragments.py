"""What each screen of a room gets when something changes: rendered once for all who look at the same screen."""

from collections.abc import Callable
from functools import partial

from django.template.loader import render_to_string

from postmortems.meeting.cockpit import Cockpit
from postmortems.meeting.everybody import Everybody
from postmortems.meeting.models import Meeting
from postmortems.meeting.phone import Phone
from postmortems.meeting.room import Room
from postmortems.meeting.topics import ASK, CARDS, MINE, NOW, STORY, TOPICS, TRAY

PROJECTOR, COCKPIT, PHONE = "projector", "cockpit", "phone"
_VIEWS: dict[str, type[Everybody]] = {PROJECTOR: Everybody, COCKPIT: Cockpit, PHONE: Phone}
# The places of each screen that a topic changes; each is a template of its own.
PLACES: dict[tuple[str, str], tuple[str, ...]] = {
    (NOW, PROJECTOR): ("projector_now", "projector_cards"),
    (NOW, COCKPIT): ("cockpit_now", "cockpit_deck", "cockpit_hour"),
    (NOW, PHONE): ("phone_now", "phone_kind"),
    (CARDS, PROJECTOR): ("projector_cards",),
    (CARDS, COCKPIT): ("cockpit_cards", "cockpit_parked"),
    (CARDS, PHONE): ("phone_cards",),
    (TRAY, COCKPIT): ("cockpit_tray", "cockpit_counts"),
    (STORY, COCKPIT): ("cockpit_story",),
    (MINE, PHONE): ("phone_stamp",),
    (ASK, PHONE): ("phone_ask",),
    (ASK, COCKPIT): ("cockpit_counts",),
}


def room_of(meeting: Meeting) -> Room | None:
    """Where the room stands, with what every screen needs of it; one query."""
    return Room.objects.filter(meeting=meeting).select_related("meeting", "review", "spotlight").first()


def view_of(meeting: Meeting, screen: str) -> Everybody:
    """The meeting as this screen shows it; one query."""
    return _VIEWS[screen](meeting, room_of(meeting))


def changed(topic: str, object_id: int, audience: str) -> str | None:
    """The places of the topic, each to be put where its twin stands."""
    places = PLACES.get((topic, audience))
    meeting = (
        Meeting.objects.filter(pk=object_id).select_related("facilitator", "second", "scribe").first()
        if places
        else None
    )
    if meeting is None or not places:
        return None
    context = {"seen": view_of(meeting, audience), "is_news": True}
    return "\n".join(render_to_string(f"meeting/{place}.html", context).strip() for place in places)


RENDERERS: dict[str, Callable[[int, str], str | None]] = {topic: partial(changed, topic) for topic in TOPICS}
