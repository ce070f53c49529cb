"""Questions that open a story. Pure data in our own words; each group has a purpose (PRACTICE.md 2.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.meeting.script import ARRIVE, CLOSE, CONDITIONS, IDEAS, OPEN, REMEMBER, STORY

Words = str | Promise
MOST_PINS = 3  # of one phase


@dataclass(frozen=True)
class Group:
    """Questions with one purpose, and the phases in which they are at hand."""

    slug: str
    label: Words
    purpose: Words
    phases: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Question:
    """One question. `slug` is what is remembered of it: the group and its place there."""

    slug: str
    words: Words
    group: Group


DECK: tuple[Group, ...] = (
    Group(
        "opening",
        _("Opening"),
        _("lets everybody arrive, and says what the hour is for"),
        (ARRIVE, OPEN),
        (
            _("What would make this hour worth your time?"),
            _("What should we know before we begin, so that we listen well?"),
            _("Which part are you most curious about?"),
            _("What would make it easier to speak today?"),
            _("What do you feel sure of already, and could put aside for an hour?"),
        ),
    ),
    Group(
        "normal",
        _("Before it began"),
        _("shows the work as it usually is, before anything was wrong"),
        (REMEMBER, STORY),
        (
            _("What does an ordinary day with this part of the system look like?"),
            _("Which steps are written down, and which does everybody simply know?"),
            _("What has worked a hundred times in just this way?"),
            _("Which shortcut keeps the place running?"),
            _("What was planned for that day, and what filled it in the end?"),
            _("How would somebody new have learned this?"),
        ),
    ),
    Group(
        "timeline",
        _("Walking the story"),
        _("brings back how it looked then, not how it looks now"),
        (REMEMBER, STORY),
        (
            _("What was on your screen then?"),
            _("What was your picture of the system at this point?"),
            _("What did you expect to happen next?"),
            _("Which choices did you have?"),
            _("What made this one look good?"),
            _("What were you trying to protect?"),
            _("Who else was at work on it without your knowing?"),
            _("What lies between these two entries that nobody has told yet?"),
        ),
    ),
    Group(
        "surprise",
        _("Surprise"),
        _("finds where the picture and the system parted"),
        (STORY,),
        (
            _("When did it first feel odd?"),
            _("What behaved unlike your picture of it?"),
            _("What did you hear today that is new to you?"),
            _("What looked healthy while it was not?"),
            _("What would you have bet on that turned out otherwise?"),
        ),
    ),
    Group(
        "detection",
        _("Noticing"),
        _("asks how a signal got to a human, and what it left out"),
        (STORY, CONDITIONS),
        (
            _("What was the earliest trace of it, and where does it live?"),
            _("How did the signal get to a human?"),
            _("What did the signal say, and what did it leave out?"),
            _("Which other alarms asked for attention at that moment?"),
            _("How might a customer have described it an hour earlier?"),
        ),
    ),
    Group(
        "pressure",
        _("Pressure and trade-offs"),
        _("makes visible which good goals pulled apart"),
        (STORY, CONDITIONS),
        (
            _("Which two good goals pulled in different directions?"),
            _("What was scarce: time, sleep, hands, access, money?"),
            _("What would slowing down have cost, and who would have felt it?"),
            _("What had been put off, and for which good reason?"),
            _("Which promise outside this room had a hand in it?"),
        ),
    ),
    Group(
        "coordination",
        _("Working together"),
        _("looks at how people found each other and what got lost on the way"),
        (STORY, CONDITIONS),
        (
            _("How did people find each other?"),
            _("What had to be said again for each newcomer?"),
            _("How did everybody know who decides?"),
            _("Which handover carried less than it should have?"),
            _("What made it easy to ask for help, and what made it hard?"),
        ),
    ),
    Group(
        "safeguards",
        _("Tools and safeguards"),
        _("asks what the tools made easy, and what stood in the way of harm"),
        (STORY, CONDITIONS),
        (
            _("What did the tool make easy that we would rather have hard?"),
            _("Which safeguard held, and how do we know?"),
            _("Which safeguard did we think was there?"),
            _("How far can one command reach?"),
            _("What would undoing it look like?"),
        ),
    ),
    Group(
        "luck",
        _("Luck"),
        _("shows what kept it small and will not be there every time"),
        (STORY,),
        (
            _("What kept this from growing?"),
            _("On which other day would it have hurt more?"),
            _("Who happened to be around?"),
            _("What very nearly joined in?"),
        ),
    ),
    Group(
        "helped",
        _("What helped"),
        _("gives what went well the same room as what did not"),
        (STORY, CLOSE),
        (
            _("Which earlier work paid off?"),
            _("What did somebody do that is written nowhere and should be?"),
            _("Where did practice show?"),
            _("Whom would you like to thank, and for what?"),
        ),
    ),
    Group(
        "general",
        _("Making it general"),
        _("lifts the condition out of this one story"),
        (CONDITIONS,),
        (
            _("Where else does the same shape wait?"),
            _("With other people on duty, what would have been the same?"),
            _("Have we met a relative of this before?"),
            _("What did this teach us about our picture of the system?"),
        ),
    ),
    Group(
        "measures",
        _("What could change"),
        _("opens ideas without making promises of them"),
        (IDEAS,),
        (
            _("What would make the safe path the easy one?"),
            _("What could we take away, instead of adding something?"),
            _("How could this show itself sooner?"),
            _("How could it hurt less when it comes back?"),
            _("What new trouble might this idea bring?"),
            _("How will we see that it worked, and on which date?"),
            _("What do we accept for now, with open eyes?"),
        ),
    ),
    Group(
        "closing",
        _("Closing"),
        _("takes something along, and lets the rest go"),
        (CLOSE,),
        (
            _("What will be different in your work next week?"),
            _("Which question goes with us?"),
            _("Who outside this room should hear the story?"),
            _("What can we stop talking about after today?"),
        ),
    ),
)


def questions() -> Iterator[Question]:
    """All of them, in the order of the hour."""
    for group in DECK:
        for place, words in enumerate(group.words, start=1):
            yield Question(f"{group.slug}-{place}", words, group)


def at_hand(phase: str, *, pins: list[str]) -> tuple[list[Question], list[Question]]:
    """The questions of a phase: those that are pinned, and the others."""
    found = [one for one in questions() if phase in one.group.phases]
    return [one for one in found if one.slug in pins], [one for one in found if one.slug not in pins]


def find(slug: str) -> Question | None:
    """The question of this name; None for one that this release does not have."""
    return next((one for one in questions() if one.slug == slug), None)
