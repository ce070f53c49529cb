"""What can change in a room, as live changes call it; each is one or more places on each of the three screens."""

from postmortems.live.services import announce
from postmortems.meeting.models import Meeting

NOW = "meeting-now"  # phase, clock, prompt, entry, what phones write
CARDS = "meeting-cards"  # what is turned over, conditions, how many wait, the parking lot
TRAY = "meeting-tray"  # the facilitator's alone
STORY = "meeting-story"  # the entries beside the capture box
MINE = "meeting-mine"  # something happened to cards: every phone looks after its own
ASK = "meeting-ask"  # what phones are asked: a vote, a count
FLOOR = "meeting-floor"  # hands, turns, who is done: remembered by the live processes alone (floor.py)
TOPICS = (NOW, CARDS, TRAY, STORY, MINE, ASK)


def tell(meeting: Meeting, *topics: str) -> None:
    """Let every screen of the room know, with the commit. Nothing is said of who caused it."""
    for topic in topics:
        announce(room=meeting.room, topic=topic, object_id=meeting.pk)
