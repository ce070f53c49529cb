"""The hour, line by line: what the facilitator says or does next, what the screens ask, what phones write. Pure.

Phases and minutes are those of PRACTICE.md sections 2.1 and 2.5; the two short lengths keep their proportions.
"""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.meeting.card import Kind

Words = str | Promise
ARRIVE, OPEN, REMEMBER, STORY, CONDITIONS, IDEAS, CLOSE = (
    *("arrive", "open", "remember", "story", "conditions", "ideas", "close"),
)
SAFETY, PULSE = "safety", "pulse"


@dataclass(frozen=True)
class Phase:
    """A part of the hour with a clock of its own. `minutes` by the length of the meeting."""

    slug: str
    label: Words
    minutes: dict[int, int]


PHASES: tuple[Phase, ...] = (
    Phase(ARRIVE, _("Arrive"), {20: 2, 45: 5, 60: 5, 90: 5}),
    Phase(OPEN, _("Open"), {20: 1, 45: 3, 60: 5, 90: 7}),
    Phase(REMEMBER, _("Remember alone"), {20: 2, 45: 3, 60: 4, 90: 6}),
    Phase(STORY, _("Walk the story"), {20: 9, 45: 23, 60: 31, 90: 42}),
    Phase(CONDITIONS, _("What made it possible"), {20: 4, 45: 8, 60: 10, 90: 17}),
    Phase(IDEAS, _("Ideas, not promises"), {20: 2, 45: 4, 60: 5, 90: 9}),
    Phase(CLOSE, _("Read out and close"), {20: 2, 45: 4, 60: 5, 90: 9}),
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One step. `label` is the button that leads to it; `says` is for the facilitator alone, `prompt` for all.

    `writes`: what a card written now is. `turns`: the cards that are turned over with it. `asks`: which count is open.
    """

    slug: str
    phase: str
    label: Words
    says: Words
    prompt: Words
    writes: str = ""
    turns: tuple[str, ...] = ()
    asks: str = ""
    votes: bool = False


LINES: tuple[Line, ...] = (
    Line(
        slug="welcome",
        phase=ARRIVE,
        label=_("let people arrive"),
        says=_("Greet whoever comes, and help with joining. Nothing has begun yet."),
        prompt=_("Good to have you here."),
        asks=SAFETY,
    ),
    Line(
        slug="purpose",
        phase=OPEN,
        label=_("say what this hour is for"),
        says=_("“We want to understand, not to repair and not to judge. Passing is always fine. Who is new here?”"),
        prompt=_("Everybody did what made sense to them, with what they knew then. We look for what made it so."),
    ),
    Line(
        slug="roles",
        phase=OPEN,
        label=_("name the roles"),
        says=_("Say who does what today, show the plan of the hour, and agree on a word for “let us go on”."),
        prompt=_("Alone first, then together: remember, walk the story, find conditions, collect ideas."),
    ),
    Line(
        slug="alone",
        phase=REMEMBER,
        label=_("everybody writes alone"),
        says=_(
            "“Quietly, each for yourself: what did you see, when, and what did you make of it? One thing to a card.”"
        ),
        prompt=_("What did you see, when, and what did you make of it?"),
        writes=Kind.MEMORY,
    ),
    Line(
        slug="ordinary",
        phase=STORY,
        label=_("start with an ordinary day"),
        says=_("Begin before the first sign. “What does this look like on a day when nothing happens?”"),
        prompt=_("What does an ordinary day with this part of the system look like?"),
        writes=Kind.MEMORY,
        turns=(Kind.MEMORY,),
    ),
    Line(
        slug="walk",
        phase=STORY,
        label=_("walk from entry to entry"),
        says=_("Step through the entries. Stay long at two of them, and keep one stop free for what comes up."),
        prompt=_("What was your picture of the system at this point?"),
        writes=Kind.MEMORY,
        turns=(Kind.MEMORY,),
    ),
    Line(
        slug="luck",
        phase=STORY,
        label=_("ask what kept it small"),
        says=_("“What kept this from growing? Luck counts. Write it on a card.”"),
        prompt=_("What kept this from growing?"),
        writes=Kind.HELPED,
    ),
    Line(
        slug="check",
        phase=STORY,
        label=_("ask what is missing"),
        says=_("“What is missing, what is told wrongly?” Then hands up: who heard something new? Write down how many."),
        prompt=_("What have we not told yet? What would you tell differently?"),
        writes=Kind.MEMORY,
        turns=(Kind.HELPED, Kind.MEMORY),
    ),
    Line(
        slug="conditions",
        phase=CONDITIONS,
        label=_("write conditions alone"),
        says=_("“Three minutes, quietly: which conditions made this possible? One to a card.”"),
        prompt=_("Which conditions made this possible?"),
        writes=Kind.FACTOR,
    ),
    Line(
        slug="group",
        phase=CONDITIONS,
        label=_("group the cards"),
        says=_("The cards are turned over. Put together what says the same; keep what the room agrees on."),
        prompt=_("Which of these say the same?"),
        writes=Kind.FACTOR,
        turns=(Kind.FACTOR,),
    ),
    Line(
        slug="vote",
        phase=CONDITIONS,
        label=_("vote on what to talk about"),
        says=_("“One minute: which of these shall we talk about? Nobody sees a vote before all are in.”"),
        prompt=_("What shall we talk about? Vote on your own screen."),
        turns=(Kind.FACTOR,),
        votes=True,
    ),
    Line(
        slug="talk",
        phase=CONDITIONS,
        label=_("talk about the first two"),
        says=_("Two minutes for the first, one more where it is worth it. Then the second."),
        prompt=_("What did the screen show, and what did it leave out?"),
        writes=Kind.FACTOR,
        turns=(Kind.FACTOR,),
    ),
    Line(
        slug="ideas",
        phase=IDEAS,
        label=_("collect ideas"),
        says=_("“One idea to a card. No debate today; ask only: what would it change?” What cannot wait gets marked."),
        prompt=_("What would make the safe path the easy one?"),
        writes=Kind.IDEA,
    ),
    Line(
        slug="parked",
        phase=CLOSE,
        label=_("empty the parking lot"),
        says=_("Each thing that was parked gets its way out. Say when the plan session is: two working days from now."),
        prompt=_("Where does each of these go?"),
        writes=Kind.IDEA,
        turns=(Kind.IDEA,),
    ),
    Line(
        slug="readout",
        phase=CLOSE,
        label=_("read out what we learned"),
        says=_("Read it aloud, in ninety seconds at most. Then thanks: from whom, for which deed?"),
        prompt=_("What we learned today"),
    ),
    Line(
        slug="pulse",
        phase=CLOSE,
        label=_("ask three questions"),
        says=_("“Three short questions on your own screen. And: whom can you turn to, if this stays with you?”"),
        prompt=_("Three questions on your own screen, and thank you."),
        asks=PULSE,
    ),
)


@cache
def line_of(slug: str) -> Line:
    """The line of this name; the first one for a name that this release does not know."""
    return next((line for line in LINES if line.slug == slug), LINES[0])


@cache
def phase_of(slug: str) -> Phase:
    return next(phase for phase in PHASES if phase.slug == slug)


def place_of(slug: str) -> tuple[int, int]:
    """Which phase it is and of how many; people arriving are not counted: "4 of 6"."""
    order = [phase.slug for phase in PHASES]
    return order.index(slug), len(PHASES) - 1


def after(line: Line) -> Line | None:
    """The next line, or None at the end of the hour."""
    at = LINES.index(line) + 1
    return LINES[at] if at < len(LINES) else None


def before(line: Line) -> Line | None:
    at = LINES.index(line)
    return LINES[at - 1] if at else None


def first_of(phase: str) -> Line:
    """Where a phase begins."""
    return next(line for line in LINES if line.phase == phase)
