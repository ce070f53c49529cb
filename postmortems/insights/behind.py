"""The list behind a number: the reviews, action items or services that it counts, read again through the gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE
from django.urls import reverse

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.insights.figure import ACTION, REVIEW, Behind
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Service
from postmortems.wording.policy import WordingState
from postmortems.workspace.document_names import names_in

PAGE = 50
KEEPERS = ("review__owner", "review__facilitator", "review__filed_by")


@dataclass(frozen=True)
class Line:
    """One thing of a list: its page, its words, what stands beside them."""

    href: str
    words: str
    beside: str = ""


@dataclass(frozen=True)
class Listed:
    """One page of the list behind a number; `next` is where the following one begins, 0 after the last."""

    behind: Behind
    lines: Sequence[Line]
    next: int


def listed(behind: Behind, *, user: User, start: int = 0) -> Listed:
    """The things from place `start` on, in the words of the shared page; one query, for action items one more."""
    keys = behind.keys[start : start + PAGE]
    readers = {REVIEW: _reviews, ACTION: _actions}
    lines = readers.get(behind.kind, _services)(keys, user)
    more = start + PAGE
    return Listed(behind, [lines[key] for key in keys if key in lines], more if more < behind.n else 0)


def _reviews(keys: Sequence[int], user: User) -> dict[int, Line]:
    rows = visible_to(user).filter(pk__in=keys).only("number", "title", "state").fetch_mode(FETCH_RAISE)
    return {
        row.pk: Line(reverse("review", args=[row.ref]), row.title, f"{row.ref} · {row.state_label}") for row in rows
    }


def _actions(keys: Sequence[int], user: User) -> dict[int, Line]:
    rows = ActionItem.objects.alive().filter(pk__in=keys, review__in=visible_to(user))
    rows = (
        rows.exclude(sentence_state=WordingState.HELD)
        .select_related("team", "review", *KEEPERS)
        .fetch_mode(FETCH_RAISE)
    )
    names = names_in(list({row.review_id: row.review for row in rows}.values()))
    return {
        row.pk: Line(
            reverse("action", args=[row.pk]),
            names[row.review_id].words(row.sentence),
            " · ".join(filter(None, (row.review.ref, row.get_state_display(), row.team.name if row.team else ""))),
        )
        for row in rows
    }


def _services(keys: Sequence[int], user: User) -> dict[int, Line]:
    rows = Service.objects.filter(pk__in=keys).select_related("team").fetch_mode(FETCH_RAISE)
    return {
        row.pk: Line(reverse("service", args=[row.pk]), row.name, row.team.name if row.team else "") for row in rows
    }
