"""The one thing to do next, on top of every review. Pure: from what the review holds to a sentence and a door."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.states import State

Words = str | Promise


@dataclass(frozen=True)
class Holds:
    """What a review has by now."""

    summary: bool = False
    events: bool = False
    factors: bool = False
    helped: bool = False
    actions: bool = False
    waiting: int = 0  # sentences that wait for the facilitator
    settles: bool = False  # the reader is the one whom they wait for
    phase: str = ""  # where the incident stands (standing.py); empty where there is none
    depth: bool = False  # somebody decided how much review it is worth
    meets: str = ""  # the day of a meeting to come, as people say it
    ready: int = 0  # how many of `asked` said that they are ready for it
    asked: int = 0
    asks_me: bool = False  # the reader is one of them, and has not said so yet


@dataclass(frozen=True)
class NextStep:
    """`where` is a section's anchor ("#factors"), "timeline" for its open form, "depth" for how much
    review it is worth, or the slot of a text ("summary").
    """

    strong: Words
    text: Words
    button: Words = ""
    where: str = ""


WRITING: tuple[tuple[str, NextStep], ...] = (
    (
        "summary",
        NextStep(
            _("It is on record."), _("Next: what happened, in two or three sentences."), _("Write it down"), "summary"
        ),
    ),
    (
        "events",
        NextStep(_("The summary stands."), _("Next: the story, one entry at a time."), _("Add an event"), "timeline"),
    ),
    (
        "factors",
        NextStep(_("The story has begun."), _("Next: what made it possible?"), _("Name a condition"), "#factors"),
    ),
    (
        "helped",
        NextStep(
            _("The conditions have names."),
            _("Next: what held it back, and kept it small?"),
            _("Say what helped"),
            "#factors-helped",
        ),
    ),
    (
        "actions",
        NextStep(
            _("What helped is told as well."),
            _("Next: what will exist that does not exist today?"),
            _("Promise one thing"),
            "#review-actions",
        ),
    ),
)
HAPPENING: dict[str, NextStep] = {
    "open": NextStep(
        _("It is on record."), _("Next: say when it eases. The rest can wait."), _("See where it stands"), "#incident"
    ),
    "eased": NextStep(
        _("It has eased."), _("Next: say when it is over. The rest can wait."), _("See where it stands"), "#incident"
    ),
}
DECIDE = NextStep(_("It is over."), _("Next: how much review is it worth?"), _("Decide how much review"), "depth")
SEE_IT_TOLD = NextStep("", _("Next: add what you saw, then say that you are ready."), _("Add what I saw"), "timeline")
READY = NextStep(_("Everything stands."), _("Next: talk it through together, or share it."), _("Move it on"), "#move")
LATER: dict[str, NextStep] = {
    State.SOAK: NextStep(
        _("The meeting is over."), _("Ideas may settle for two days, then share it."), _("Move it on"), "#move"
    ),
    State.PUBLISHED: NextStep(
        _("Shared with everyone who may see it."),
        _("Next: follow the action items through."),
        _("See them"),
        "#review-actions",
    ),
    State.FOLLOW_UP: NextStep(
        _("Being followed through."),
        _("The owners are asked when their day comes."),
        _("See the action items"),
        "#review-actions",
    ),
    State.CLOSED: NextStep(_("Closed."), _("Thank you. What was learned stays here.")),
}


def next_step(state: str, holds: Holds) -> NextStep:
    """What to do next in a review that is in this state and holds this much."""
    if state in LATER:
        return LATER[state]
    if state == State.INCIDENT and holds.phase in HAPPENING:
        return HAPPENING[holds.phase]
    if state == State.INCIDENT and holds.phase and not holds.depth:
        return DECIDE
    if holds.waiting and holds.settles:
        return NextStep(_("A sentence waits for you."), _("Everything else goes on."), _("See it"), "#factors")
    step = next((step for name, step in WRITING if not getattr(holds, name)), READY)
    if holds.meets and holds.asked:
        return replace(SEE_IT_TOLD if holds.asks_me else step, strong=ready_words(holds))
    return step


def ready_words(holds: Holds) -> str:
    """ "2 of 4 ready for Thursday." """
    numbers = {"ready": holds.ready, "asked": holds.asked, "day": holds.meets}
    if holds.ready == holds.asked:
        return __("Everybody is ready for %(day)s.") % numbers
    return __("%(ready)s of %(asked)s ready for %(day)s.") % numbers
