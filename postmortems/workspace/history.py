"""What every text of a review said before, who changed it, and bringing an earlier version back."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import FETCH_RAISE
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Power
from postmortems.actions.access import may_change
from postmortems.actions.queries import in_full
from postmortems.actions.services import change_action
from postmortems.factors.services import change_factor
from postmortems.language import Level
from postmortems.reviews.models import Review
from postmortems.shared.difference import Piece, difference
from postmortems.timeline.services import Entry, change_event
from postmortems.wording.known import known
from postmortems.wording.models import Dispute, TextRevision
from postmortems.wording.queries import texts_of
from postmortems.workspace.facts import save_facts
from postmortems.workspace.sections import SECTIONS
from postmortems.workspace.services import save_section

A_PAGE = 20


@dataclass(frozen=True)
class Told:
    """One text of a review: where its versions are kept, what it says now, and who may change it."""

    what: str
    heading: str | Promise
    kind: str
    pk: int
    slot: str
    now: str
    back: str
    may_restore: bool
    is_guarded: bool = False
    row: Any = None


@dataclass(frozen=True)
class Version:
    """One version as one person may read it: told as changes of the one before it."""

    revision: TextRevision
    pieces: list[Piece]
    is_now: bool
    is_hidden: bool = False


def told(review: Review, what: str) -> Told | None:
    """The text called `what` in an address: a section's slot, "title", or "event-12", "factor-7", "action-9"."""
    kind, dash, number = what.partition("-")
    if dash:
        return _of_a_thing(review, kind, int(number)) if number.isdecimal() and len(number) < 19 else None
    page, may_edit = reverse("review", args=[review.ref]), Power.EDIT in review.powers
    if what == "title":
        return Told(what, _("Title"), "review", review.pk, what, review.title, page, may_edit)
    if what not in SECTIONS:
        return None
    standing = texts_of(kind="review", pk=review.pk).get(what)
    body = standing.body if standing else ""
    section, back = SECTIONS[what], f"{page}#text-{what}"
    return Told(what, section.heading, "review", review.pk, what, body, back, may_edit, row=standing)


def _of_a_thing(review: Review, kind: str, pk: int) -> Told | None:
    page, what, may_edit = reverse("review", args=[review.ref]), f"{kind}-{pk}", Power.EDIT in review.powers
    if kind == "event" and (event := review.events.alive().filter(pk=pk).first()):
        back = reverse("timeline-event", args=[review.ref, pk])
        return Told(what, _("An event of the story"), kind, pk, "body", event.body, back, may_edit, row=event)
    if kind == "factor" and (factor := review.factors.alive().filter(pk=pk).first()):
        sentence, heading = factor.sentence, _("What made it possible, what helped")
        return Told(what, heading, kind, pk, "sentence", sentence, f"{page}#{what}", may_edit, True, factor)
    if kind == "action" and (item := in_full(review.actions.alive().filter(pk=pk)).first()):
        item.review.powers = review.powers
        may, heading = may_change(item.review), _("What will exist that does not exist today")
        return Told(what, heading, kind, pk, "sentence", item.sentence, f"{page}#{what}", may, True, item)
    return None


def versions(
    text: Told, review: Review, *, reader: User, before: int | None = None
) -> tuple[list[Version], int | None]:
    """A page of versions, the newest first, and the version that the next page starts before. Two queries, two more for
    a sentence that the guard may hold.
    """
    rows = TextRevision.objects.filter(owner_kind=text.kind, owner_id=text.pk, slot=text.slot)
    rows = rows.filter(version__lt=before) if before else rows
    found = list(rows.select_related("author").order_by("-version").fetch_mode(FETCH_RAISE)[: A_PAGE + 1])
    hidden = _hidden(text, review, found, reader) if text.is_guarded else set()
    shown = [_version(text, one, earlier, hidden) for one, earlier in zip(found, [*found[1:], None], strict=False)]
    shown = [replace(one, is_now=before is None and index == 0) for index, one in enumerate(shown)]
    return shown[:A_PAGE], found[A_PAGE - 1].version if len(found) > A_PAGE else None


def _version(text: Told, one: TextRevision, earlier: TextRevision | None, hidden: set[int]) -> Version:
    if one.pk in hidden:
        return Version(one, [], False, is_hidden=True)
    before = "" if earlier is None or earlier.pk in hidden else earlier.body
    return Version(one, difference(before, one.body) if before else [Piece("same", one.body)], False)


def _hidden(text: Told, review: Review, found: list[TextRevision], reader: User) -> set[int]:
    """The versions that a facilitator holds or held: read by who wrote them and by who settles, by nobody else."""
    if Power.SETTLE in review.powers:
        return set()
    here = known()
    outcome = Dispute.Outcome.ALLOWED
    allowed = set(
        Dispute.objects.filter(target=f"{text.kind}:{text.pk}", outcome=outcome).values_list("words", flat=True)
    )
    return {
        one.pk
        for one in found
        if one.author_id != reader.pk and one.body not in allowed and here.check(one.body).level == Level.BLAME
    }


def restore(text: Told, review: Review, *, body: str, actor: User) -> None:
    """Let an earlier version stand again, as a new one. It goes the way of any other change: the guard is asked.

    Raises BlameRefused, or Conflict and Overtaken when somebody saved just now.
    """
    row = text.row
    if text.kind == "event":
        change_event(event=row, entry=Entry.of(row, body=body), base_version=row.version, author=actor)
    elif text.kind == "factor":
        change_factor(factor=row, sentence=body, was=row.sentence_seal, actor=actor)
    elif text.kind == "action":
        change_action(item=row, changes={"sentence": body}, actor=actor)
    elif text.slot == "title":
        save_facts(review=review, incident=None, changes={"title": body}, author=actor)
    else:
        version = row.version if row else 0
        save_section(review=review, slot=text.slot, body=body, base_version=version, author=actor)
