"""A shared review as a document: read from top to bottom in the order of PRACTICE.md section 7.1, screen 13.

Fourteen queries beside those of the gate, whatever the review's size. Words that the guard holds are not in it.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Power
from postmortems.attachments.section import section as attachments
from postmortems.questions.section import section as questions
from postmortems.reviews.collected import collected_by
from postmortems.reviews.models import Review
from postmortems.reviews.states import State, moves_from
from postmortems.shared import clock
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.pictured import document_picture
from postmortems.timeline.queries import axes, excerpt
from postmortems.timeline.reading import Row
from postmortems.workspace.document_names import Names
from postmortems.workspace.document_parts import Told, made_by, told
from postmortems.workspace.incidents import first_incident, incident_facts, say_roles
from postmortems.workspace.models import Correction
from postmortems.workspace.sections import ASKED_TOO, sections_of
from postmortems.workspace.sharing_forms import CorrectionForm
from postmortems.workspace.thanked import thanked

# From here on a page is long enough to need its table of contents.
LONG = 12


@dataclass(frozen=True)
class Note:
    """A correction with its day."""

    correction: Correction
    html: str


def document(
    review: Review, *, user: User, correcting: CorrectionForm | None = None, objection: Any = None
) -> dict[str, Any]:
    """What the page shows. `review` comes from the gate and carries its powers."""
    parts = told(review, together=collected_by(review, user=user))
    for one in review.incidents.all():
        say_roles(one, parts.names.words)
    story = story_of(review, parts.names)
    asked = questions(review, user=user)
    may_correct = bool(review.powers & {Power.CORRECT, Power.STEER})
    return {
        "review": review,
        "together": parts.together,
        "told": parts,
        "title": parts.title,
        "lessons": parts.html("lessons"),
        "impact": parts.html("impact"),
        "summary": parts.html("summary"),
        "closing": parts.html("closing"),
        "imported": parts.html("imported"),
        "asked_too": asked_too(parts),
        "acknowledgement": parts.html("acknowledgement"),
        "incident": first_incident(review),
        **incident_facts(review),
        **story,
        "events_axes": axes(review),
        "events_picture": document_picture(review, words=parts.names.words),
        "corrections": _corrections(review, parts.names),
        "correcting": correcting or (CorrectionForm() if may_correct else None),
        "may_steer": Power.STEER in review.powers,
        "is_followed": review.is_followed,
        "moves": moves_from(review.state, review.powers),
        "standing": standing_words(review, parts),
        "thanks": thanked(review, parts.names),
        "made": made_by(review, parts),
        "is_long": len(story["events"]) + len(parts.conditions) + len(parts.promises) > LONG,
        **asked,
        **_names_in(asked["questions"], parts.names),
        **_pictures(review, parts.names),
    }


@dataclass(frozen=True)
class Answered:
    """A section that only some templates ask for, as it was answered."""

    slot: str
    heading: Any
    html: str


def asked_too(parts: Told) -> list[Answered]:
    sections = sections_of(parts.review)
    return [Answered(slot, sections[slot].heading, html) for slot in ASKED_TOO if (html := parts.html(slot))]


def story_of(review: Review, names: Names, *, following: TimelineEvent | None = None) -> dict[str, Any]:
    """The first hundred entries of the story, or those that follow one."""
    found = excerpt(review, following=following)
    rows = [_named(row, names) for row in found.rows]
    return {"events": rows, "events_more": _last(rows) if found.more else None}


def _named(row: Row, names: Names) -> Row:
    """The entry in the words of the shared page, and all that stands beside it; nothing of this is saved."""
    event: Any = row.event
    event.html, event.other_view_html = names.html(event.html), names.html(event.other_view_html)
    event.role = names.words(event.role)
    for one in row.shows:
        one.quote, one.said_by, one.label = (names.words(said) for said in (one.quote, one.said_by, one.label))
        if one.attachment:
            one.attachment.alt = names.words(one.attachment.alt)
            one.attachment.name = names.words(one.attachment.name)
    return replace(row, who=names.words(row.who))


def _last(rows: list[Row]) -> Any:
    return rows[-1].event


def _names_in(asked: list[Any], names: Names) -> dict[str, Any]:
    """Questions are shown with the words of everything else; nothing of this is saved."""
    for one in asked:
        one.question.body = names.words(one.question.body)
        one.question.answer = names.words(one.question.answer)
    return {"questions": asked}


def _pictures(review: Review, names: Names) -> dict[str, Any]:
    """What is attached, described in the same words; who brought it is not said."""
    shown = attachments(review)
    for one in shown["attachments"]:
        one.attachment.alt = names.words(one.attachment.alt)
        one.attachment.name = names.words(one.attachment.name)
    return {**shown, "attach_form": None, "as_document": True}


def _corrections(review: Review, names: Names) -> list[Note]:
    rows = Correction.objects.filter(review=review).select_related("written_by")
    return [Note(row, names.html(row.html)) for row in rows]


@dataclass(frozen=True)
class Where:
    """Where a shared review stands: what is said first, and then."""

    strong: str
    text: str = ""


def standing_words(review: Review, parts: Told) -> Where:
    """What is still open, in one line; of a closed one that it is closed."""
    waiting = [promise for promise in parts.promises if promise.is_open]
    if review.state == State.CLOSED:
        said = _("Nobody is asked about it any more.") if waiting else _("What was learned stays here.")
        return Where(_("Closed."), said)
    if not parts.promises:
        return Where(_("Shared."), _("Nothing was promised, so there is nothing to follow through."))
    if not waiting:
        return Where(_("Everything promised is decided."), _("It can be closed."))
    count = ngettext("%(n)d of %(all)d action items is open.", "%(n)d of %(all)d action items are open.", len(waiting))
    today = clock.today(review.zone)
    dated = next((promise for promise in waiting if promise.item.due_on and promise.item.due_on >= today), None)
    nearest = _("Next: %(day)s, %(what)s") % {"day": dated.day, "what": dated.sentence} if dated else ""
    return Where(count % {"n": len(waiting), "all": len(parts.promises)}, nearest)
