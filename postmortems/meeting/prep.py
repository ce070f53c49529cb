"""What makes a good hour before it begins. Ticks, never gates. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Point:
    slug: str
    words: str | Promise
    why: str | Promise


POINTS: tuple[Point, ...] = (
    Point(
        "talked",
        _("I talked alone with those closest to it"),
        _("Nobody should be surprised in the room. Ask what they would like to be said, and what not."),
    ),
    Point(
        "narrators",
        _("Two people agreed to tell what they saw"),
        _("Asked beforehand, never ambushed. One voice is one view."),
    ),
    Point(
        "read",
        _("Everybody had the story a day before"),
        _("Then the hour is for what is not written yet."),
    ),
    Point(
        "dives",
        _("I chose two entries to stay at"),
        _("Where somebody was surprised, or a choice was hard. A third stop stays free."),
    ),
    Point(
        "leader",
        _("Whoever leads knows: own part first, otherwise last"),
        _("One honest sentence at the start makes room for all the others."),
    ),
    Point(
        "screens",
        _("I tried the big screen and one phone"),
        _("Two minutes today are ten on the day."),
    ),
)


@dataclass(frozen=True)
class Ticked:
    point: Point
    is_done: bool


def checklist(prepared: list[str], *, has_voices: bool = False) -> list[Ticked]:
    """All points in their order, each with whether it is done. `has_voices`: two people said themselves that they tell
    what they saw.
    """
    return [Ticked(point, point.slug in prepared or (has_voices and point.slug == "narrators")) for point in POINTS]
