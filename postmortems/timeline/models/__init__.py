"""The story: what was seen and done, when, from which source, and what shows it."""

from postmortems.timeline.models.event import TimelineEvent
from postmortems.timeline.models.evidence import Evidence
from postmortems.timeline.models.last_look import LastLook
from postmortems.timeline.models.source import EventSource, Source

__all__ = ["EventSource", "Evidence", "LastLook", "Source", "TimelineEvent"]
