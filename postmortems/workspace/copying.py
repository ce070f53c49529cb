"""What of a review can be copied: its plan, a read-out of at most 90 seconds, the whole page."""

import datetime as dt
import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from postmortems.actions.words import plain_day
from postmortems.questions.queries import questions_of
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.copying import Item, Marked, Paper, Part, spoken
from postmortems.timeline.beside import evidence_by_entry
from postmortems.timeline.importers.result import ImportedEvidence
from postmortems.timeline.importers.shown import written
from postmortems.timeline.models import Evidence, TimelineEvent
from postmortems.timeline.queries import told as events_of
from postmortems.workspace.document_parts import Condition, Promise, Told, made_by
from postmortems.workspace.models import Correction
from postmortems.workspace.sections import ASKED_TOO, sections_of
from postmortems.workspace.thanked import thanked

# A read-out takes at most 90 seconds (PRACTICE.md section 2.3), at 150 words a minute. Each part has its share of them.
READ_OUT = {"felt": 35, "learned": 35, "conditions": 60, "helped": 30, "next": 45, "accepted": 20}
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def plan_paper(parts: Told, *, href: str) -> Paper:
    """What is promised and how it stands, and what is accepted for now."""
    return Paper(_("Plan: %(title)s") % {"title": parts.title}, (_plan(parts), _accepted(parts)), href)


def readout_paper(parts: Told, *, href: str) -> Paper:
    """What people felt, what we learned, conditions, what helped, what we do next, what we accept."""
    promised = [_said(promise) for promise in parts.promises if promise.is_open]
    return Paper(
        parts.title,
        (
            _prose(_("What people felt"), parts.source("impact") or parts.source("summary"), "felt"),
            _prose(_("What surprised us"), parts.source("lessons"), "learned"),
            _list(_("What made it possible"), [one.sentence for one in parts.causes], "conditions"),
            _list(_("What helped"), [one.sentence for one in parts.helped], "helped"),
            _list(_("What we do next"), promised, "next"),
            _list(_("What we accept for now"), [one.sentence for one in parts.accepted], "accepted"),
        ),
        href,
    )


def page_paper(parts: Told, *, href: str) -> Paper:
    """The whole page in its order, with every entry of the story."""
    review = parts.review
    return Paper(
        parts.title,
        (
            _notes(parts),
            _text(parts, "lessons", _("What we learned")),
            _together(parts),
            *(_text(parts, slot, str(sections_of(review)[slot].heading)) for slot in ASKED_TOO),
            _text(parts, "impact", _("What people felt")),
            _story(parts),
            Part(_("What made it possible"), items=_conditions(parts.causes)),
            Part(_("What helped, and luck"), items=_conditions(parts.helped)),
            _plan(parts),
            _accepted(parts),
            _text(parts, "closing", _("What is different now")),
            _thanks(parts),
            _questions(parts),
            _text(parts, "imported", _("As it was imported")),
            Part(_("How this was made"), paragraphs=tuple(made_by(review, parts))),
        ),
        href,
    )


PAPERS: dict[str, Callable[..., Paper]] = {"plan": plan_paper, "readout": readout_paper, "page": page_paper}


def _text(parts: Told, slot: str, heading: str) -> Part:
    source = parts.source(slot)
    return Part(heading, paragraphs=(Marked(source),) if source else ())


def _together(parts: Told) -> Part:
    items = tuple(Item(one.title, one.href, f"{one.ref}, {one.state}") for one in parts.together)
    return Part(_("Looked at together"), items=items)


def _notes(parts: Told) -> Part:
    rows = Correction.objects.filter(review=parts.review)
    said = [f"**{_day(row.written_at, parts.review)}** {parts.names.words(row.body)}" for row in rows]
    return Part(_("Corrections"), paragraphs=tuple(Marked(one) for one in said))


def _story(parts: Told) -> Part:
    summary, events = parts.source("summary"), list(events_of(parts.review))
    shown = evidence_by_entry({event.pk for event in events})
    items = tuple(_entry(event, shown[event.pk], parts) for event in events)
    return Part(_("Story"), paragraphs=(Marked(summary),) if summary else (), items=items)


def _entry(event: TimelineEvent, shown: Iterable[Evidence], parts: Told) -> Item:
    """One entry on the clock of the review, its distance from UTC beside it, and below it what shows it."""
    there = clock.local(event.occurred_at, parts.review.zone)
    offset = f"{there:%:z}" if there.utcoffset() else "UTC"
    when = f"{'~' if event.is_about else ''}{there:%Y-%m-%d %H:%M} {offset}"
    below = tuple(Marked(_shown(one, parts.names.words)) for one in shown)
    return Item(Marked(f"{when} {parts.names.words(event.body)}"), below=below)


def _shown(one: Evidence, say: Callable[[str], str]) -> str:
    """What shows an entry, in Markdown that an import reads back; a picture or file by its number."""
    file = one.attachment
    if file is None:
        return written(ImportedEvidence(say(one.quote), say(one.said_by), one.url, say(one.label)))
    words = say(file.alt or file.name).translate(str.maketrans("[]\n", "() "))
    return f"{'!' if file.is_image else ''}[{words}]({file.ref})"


def _conditions(found: Iterable[Condition]) -> tuple[Item, ...]:
    return tuple(
        Item(one.sentence, after=" · ".join(filter(None, (str(one.factor.get_sign_display()), one.kind))))
        for one in found
    )


def _plan(parts: Told) -> Part:
    items = tuple(
        Item(one.sentence, settings.BASE_URL + reverse("action", args=[one.item.pk]), _state(one))
        for one in parts.promises
    )
    return Part(_("What happens next"), items=items)


def _accepted(parts: Told) -> Part:
    items = tuple(Item(one.sentence, after=one.accepted_because) for one in parts.accepted)
    return Part(_("Accepted for now"), items=items)


def _thanks(parts: Told) -> Part:
    items = tuple(Item(one.words, after=one.beside) for one in thanked(parts.review, parts.names))
    return Part(_("Thanks"), items=items)


def _questions(parts: Told) -> Part:
    rows = questions_of(parts.review)
    items = tuple(Item(parts.names.words(row.body), after=parts.names.words(row.answer)) for row in rows)
    return Part(_("Open questions"), items=items)


def _state(promise: Promise) -> str:
    """ "promised, Lea Brandt, 26 Nov"."""
    owner = promise.item.owner.display_name if promise.item.owner else _("nobody yet")
    day = "" if promise.item.done_on else promise.day
    return ", ".join(filter(None, [str(promise.item.get_state_display()), owner, day]))


def _said(promise: Promise) -> str:
    owner = promise.item.owner.first_name if promise.item.owner else ""
    return ", ".join(filter(None, [promise.sentence.rstrip("."), owner, promise.day]))


def _sentences(source: str) -> list[str]:
    return [said for said in _SENTENCE.split(" ".join(spoken(Marked(source)).split())) if said]


def _list(heading: str, lines: Iterable[str], share: str) -> Part:
    return Part(heading, items=tuple(Item(line) for line in _fitting(lines, share)))


def _prose(heading: str, source: str, share: str) -> Part:
    said = " ".join(_fitting(_sentences(source), share))
    return Part(heading, paragraphs=(said,) if said else ())


def _fitting(sentences: Iterable[str], share: str) -> list[str]:
    """As many whole sentences as fit into the part's share of words; the first one is cut where it alone is longer."""
    left = READ_OUT[share]
    said: list[str] = []
    for sentence in sentences:
        words = sentence.split()
        if len(words) > left:
            if not said:
                said.append(" ".join(words[:left]) + " …")
            break
        said.append(sentence)
        left -= len(words)
    return said


def _day(moment: dt.datetime, review: Review) -> str:
    there = clock.local(moment, review.zone)
    return plain_day(there.date(), today=clock.today(review.zone))
