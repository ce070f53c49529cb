"""The gate of every place where words are typed, and the way back to its form.

A place is a target and a slot, as drafts name it: ("review:12", "summary"), ("factor:7", "sentence").
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from accounts.requests import Request
from accounts.roles import Power
from postmortems.actions.access import action_for
from postmortems.actions.section import SLOT as ACTION
from postmortems.factors.forms import FACTOR, HELPED
from postmortems.factors.models import ContributingFactor
from postmortems.questions.section import SLOT as QUESTION
from postmortems.questions.section import may_write as may_ask
from postmortems.reviews.access import EDIT, STEER, VIEW, review_for, visible_to
from postmortems.reviews.models import Review
from postmortems.reviews.states import State
from postmortems.timeline.kept_back import readable_by
from postmortems.wording.policy import SLOTS
from postmortems.workspace.sections import SECTIONS

EVENT, RECORD = "event", ("record:0", "noticed")
OF_A_REVIEW = ("event", "factor")
# A leader's word is said by who need not write the review, the last word by who keeps it.
NEEDS = {"acknowledgement": VIEW, "closing": STEER}
ADDED = {ACTION, FACTOR, HELPED, EVENT}
# Slot of a review -> the address of its form, and what comes after it.
FORMS = {
    "acknowledgement": ("acknowledgement", ""),
    "closing": ("move", f"?to={State.CLOSED}"),
    ACTION: ("review-actions", "#action-form"),
    EVENT: ("timeline", "?form=open#timeline-form"),
    FACTOR: ("factors", f"#factors-form-{FACTOR}"),
    HELPED: ("factors", f"#factors-form-{HELPED}"),
    QUESTION: ("questions", "#questions-form"),
}


@dataclass(frozen=True)
class Place:
    """Where somebody may type just now."""

    target: str
    slot: str
    review: Review | None

    @property
    def form(self) -> str:
        """The address of the form in which the words stand again."""
        return door(self.target, self.slot, self.review.ref if self.review else "")


def place_for(request: Request, target: str, slot: str) -> Place:
    """The place, if the person signed in may write there now. Http404 or PermissionDenied."""
    kind, _, number = target.partition(":")
    if (target, slot) == RECORD:
        return Place(target, slot, None)
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    return Place(target, slot, _review(request, kind, int(number), slot))


def _review(request: Request, kind: str, pk: int, slot: str) -> Review:
    if kind == "review" and slot in {*SLOTS, *ADDED}:
        return _found(request, pk, NEEDS.get(slot, EDIT))
    if (kind, slot) == ("review", QUESTION):
        return _to_ask(request, pk)
    if kind == "action" and slot == "sentence":
        return action_for(request, pk, to_change=True).review
    rows: Any = readable_by(request.user) if kind == "event" else ContributingFactor.objects
    row = rows.filter(pk=pk, deleted_at=None).first() if kind in OF_A_REVIEW else None
    if row is None or slot != ("body" if kind == "event" else "sentence"):
        raise Http404
    return _found(request, row.review_id, EDIT)


def _found(request: Request, pk: int, need: Power = VIEW) -> Review:
    number = visible_to(request.user).filter(pk=pk).values_list("number", flat=True).first()
    if number is None:
        raise Http404
    return review_for(request, f"PIR-{number}", need)


def _to_ask(request: Request, pk: int) -> Review:
    review = _found(request, pk)
    if not may_ask(review):
        raise PermissionDenied
    return review


def door(target: str, slot: str, ref: str) -> str:
    """The address of the form for a place; `ref` names its review. Empty for a place that has no form of its own."""
    kind, _, pk = target.partition(":")
    if kind == "record":
        return reverse("record")
    if kind == "review":
        return _of_a_review(slot, ref)
    if kind == "action":
        return reverse("action-edit", args=[pk])
    if kind in OF_A_REVIEW:
        return reverse("timeline-event-edit" if kind == "event" else "factor-edit", args=[ref, pk])
    return ""


def _of_a_review(slot: str, ref: str) -> str:
    if slot in SECTIONS:
        return reverse("text", args=[ref, slot])
    name, more = FORMS.get(slot, ("review", ""))
    return reverse(name, args=[ref]) + more


def typed_at(
    name: str, kwargs: dict[str, object], fields: dict[str, list[str]], review_pk: int
) -> tuple[str, str, str]:
    """Which place a form that was sent to the address called `name` writes to: target, slot and the words in it.

    Empty words for an address that is none of them.
    """
    pk, said = kwargs.get("pk"), {key: values[-1] for key, values in fields.items() if values}
    places = {
        "record": (*RECORD, "noticed"),
        "text": (f"review:{review_pk}", str(kwargs.get("slot")), "body"),
        "factors": (f"review:{review_pk}", said.get("slot", FACTOR), "sentence"),
        "review-actions": (f"review:{review_pk}", ACTION, "sentence"),
        "acknowledgement": (f"review:{review_pk}", "acknowledgement", "body"),
        "move": (f"review:{review_pk}", "closing", "body"),
        "questions": (f"review:{review_pk}", QUESTION, "body"),
        "timeline": (f"review:{review_pk}", EVENT, "body"),
        "timeline-event": (f"event:{pk}", "body", "body"),
        "factor": (f"factor:{pk}", "sentence", "sentence"),
        "action-edit": (f"action:{pk}", "sentence", "sentence"),
    }
    target, slot, field = places.get(name, ("", "", ""))
    return target, slot, said.get(field, "")
