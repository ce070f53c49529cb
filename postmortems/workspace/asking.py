"""What a review asks in its texts, by kind and depth: the organisation's newest template, else the built-in one.

A review keeps what it began with. When it grows, from a note to an hour together, it asks for more, and what was
written stays in its place.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.audit.services import record
from postmortems.reviews.models import Depth, Kind
from postmortems.reviews.templates import ReviewTemplate
from postmortems.shared import clock
from postmortems.workspace.sections import SECTIONS

# The texts that a template may ask for, in the order of the page.
CHOICE = tuple(slot for slot in SECTIONS if slot != "imported")
Lines = list[dict[str, str]]

BY_DEPTH: dict[str, tuple[str, ...]] = {
    Depth.NOTE: ("summary", "lessons"),
    Depth.HUDDLE: ("summary", "surprise", "lessons"),
    Depth.FOUR_QUESTIONS: ("expected", "summary", "gap", "lessons"),
    Depth.FULL: ("summary", "impact", "surprise", "lessons"),
    Depth.THEME: ("summary", "surprise", "lessons"),
    Depth.WEEKLY_SLOT: ("summary", "impact", "lessons"),
}


@dataclass(frozen=True)
class Words:
    """A heading and its prompt."""

    heading: str | Promise
    prompt: str | Promise


BY_KIND: dict[str, dict[str, Words]] = {
    Kind.NEAR_MISS: {
        "summary": Words(_("What nearly happened"), _("In a few sentences: how close it came, and what stopped it.")),
        "impact": Words(_("What it could have done"), _("On another day, or without what held it back.")),
    },
    Kind.PROJECT: {
        "expected": Words(_("What was planned"), _("The aim, and what people thought it would take.")),
        "summary": Words(_("What was done"), _("Two or three sentences that another team understands.")),
        "impact": Words(_("What is different now"), _("For those who use it, and for those who run it.")),
    },
    Kind.DRILL: {
        "summary": Words(_("How it went"), _("From the first call to the end of the scene, for who was not there.")),
        "expected": Words(_("What was practised"), _("The scene, and what was expected of it.")),
        "impact": Words(_("What it showed"), _("What worked, what took longer, what nobody knew.")),
        "gap": Words(_("Where it left the plan"), _("And what would have been different on a day that is no drill.")),
    },
    Kind.SUCCESS: {
        "summary": Words(_("What went well"), _("Two or three sentences that another team understands.")),
        "expected": Words(_("What people were ready for"), _("And how such a day goes when it goes as usual.")),
        "impact": Words(_("Who was better off"), _("And how it was noticed.")),
        "gap": Words(_("What made the difference"), _("Conditions that can be kept, or made elsewhere.")),
    },
}


def built_in(kind: str, depth: str) -> Lines:
    """The sections that the product itself asks for. Pure."""
    return [_line(kind, slot) for slot in CHOICE if slot in BY_DEPTH[depth]]


def usual(kind: str) -> Lines:
    """Every text that may be asked for, in the product's own words for this kind. Pure."""
    return [_line(kind, slot) for slot in CHOICE]


def _line(kind: str, slot: str) -> dict[str, str]:
    section = SECTIONS[slot]
    words = BY_KIND.get(kind, {}).get(slot, Words(section.heading, section.hint))
    return {"slot": slot, "heading": str(words.heading), "prompt": str(words.prompt)}


def newest(kind: str, depth: str) -> ReviewTemplate | None:
    """The organisation's own version that holds now; None where it made none."""
    return ReviewTemplate.objects.filter(kind=kind, depth=depth).order_by("-version").first()


def asked_by(kind: str, depth: str) -> tuple[ReviewTemplate | None, Lines]:
    """What a review that begins now asks. One query."""
    own = newest(kind, depth)
    return own, own.sections if own else built_in(kind, depth)


@transaction.atomic
def save_template(*, kind: str, depth: str, sections: Lines, actor: User) -> ReviewTemplate:
    """Keep a new version; reviews that began with an older one keep it. The same sections again make no version."""
    standing = newest(kind, depth)
    if standing and standing.sections == sections:
        return standing
    rows = ReviewTemplate.objects.filter(kind=kind, depth=depth)
    version = (rows.aggregate(last=Max("version"))["last"] or 0) + 1
    made = {"version": version, "sections": sections, "made_by": actor, "made_at": clock.now()}
    template = ReviewTemplate.objects.create(kind=kind, depth=depth, **made)
    record(verb="changed a template", chain="organisation:1", actor=actor, fields=(f"{kind} {depth}",))
    return template
