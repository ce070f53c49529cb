"""Where in a review somebody can be named: what stands there now, who wrote it last, and its address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.factors.models import ContributingFactor
from postmortems.questions.models import Question
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Text, TextRevision
from postmortems.workspace.sections import SECTIONS


@dataclass(frozen=True)
class Named:
    """Words that name somebody, as they stand now. `part` is what a reader calls the place."""

    review: int
    words: str
    part: str | Promise
    author: User | None
    address: Callable[[str], str]


Read = Callable[[set[int]], dict[int, Named]]


def named_in(abouts: Iterable[str]) -> dict[str, Named]:
    """What stands at each of these places ("event:12"); what is gone is left out. Two queries a kind at most."""
    wanted: dict[str, set[int]] = {}
    for about in abouts:
        kind, _colon, pk = about.partition(":")
        wanted.setdefault(kind, set()).add(int(pk))
    return {
        f"{kind}:{pk}": one for kind, pks in wanted.items() if kind in PLACES for pk, one in PLACES[kind](pks).items()
    }


def _texts(pks: set[int]) -> dict[int, Named]:
    found = {}
    for text in Text.objects.filter(owner_kind="review", pk__in=pks).select_related("changed_by"):
        section = SECTIONS.get(text.slot)
        part = section.heading if section else ""
        found[text.pk] = Named(text.owner_id, text.body, part, text.changed_by, _on_review(f"text-{text.slot}"))
    return found


def _questions(pks: set[int]) -> dict[int, Named]:
    rows = Question.objects.alive().filter(pk__in=pks).select_related("asked_by", "answered_by")
    part = _("open questions")
    return {
        row.pk: Named(
            row.review_id,
            f"{row.body}\n{row.answer}",
            part,
            row.answered_by or row.asked_by,
            _on_review(f"question-{row.pk}"),
        )
        for row in rows
    }


def _events(pks: set[int]) -> dict[int, Named]:
    def address(pk: int) -> Callable[[str], str]:
        return lambda ref: f"{reverse('timeline-event', args=[ref, pk])}#timeline-event-{pk}"

    words = "{0.body}\n{0.other_view}".format
    return _rows("event", TimelineEvent.objects.alive().filter(pk__in=pks), words, _("the story"), address)


def _factors(pks: set[int]) -> dict[int, Named]:
    rows = ContributingFactor.objects.alive().filter(pk__in=pks)
    part = _("what made it possible")
    return _rows("factor", rows, "{0.sentence}".format, part, lambda pk: _on_review(f"factor-{pk}"))


def _actions(pks: set[int]) -> dict[int, Named]:
    def address(pk: int) -> Callable[[str], str]:
        return lambda ref: reverse("action", args=[pk])

    rows = ActionItem.objects.alive().filter(pk__in=pks)
    return _rows("action", rows, "{0.sentence}".format, _("action items"), address)


def _rows(
    kind: str,
    rows: QuerySet[Any],
    words: Callable[[Any], str],
    part: Promise | str,
    address: Callable[[int], Callable[[str], str]],
) -> dict[int, Named]:
    found = {row.pk: row for row in rows}
    wrote = TextRevision.objects.filter(owner_kind=kind, owner_id__in=found).select_related("author")
    last = {one.owner_id: one.author for one in wrote.order_by("version", "pk")}
    return {pk: Named(row.review_id, words(row), part, last.get(pk), address(pk)) for pk, row in found.items()}


def _on_review(anchor: str) -> Callable[[str], str]:
    return lambda ref: f"{reverse('review', args=[ref])}#{anchor}"


PLACES: dict[str, Read] = {
    "text": _texts,
    "event": _events,
    "factor": _factors,
    "action": _actions,
    "question": _questions,
}
