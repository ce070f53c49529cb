"""Everything that the review page shows, composed from what each slice says of itself."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Power
from postmortems.actions import section as actions
from postmortems.factors import section as factors
from postmortems.live.services import version
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.states import moves_from, steps
from postmortems.timeline import section as timeline
from postmortems.wording.models import Dispute, Text
from postmortems.wording.queries import texts_of
from postmortems.workspace.next_step import Holds, NextStep, next_step
from postmortems.workspace.sections import shown


def review_page(review: Review, *, user: User) -> dict[str, Any]:
    """The context of the page. `review` comes from the gate and carries its powers."""
    powers = review.powers
    seen = version()  # before anything else is read, so that nothing falls between
    texts = texts_of(kind="review", pk=review.pk)
    parts = {
        **timeline.section(review, user=user),
        **factors.section(review, user=user),
        **actions.section(review, user=user),
    }
    step = next_step(review.state, _holds(review, texts, parts))
    incident = first_incident(review)
    return {
        "review": review,
        "live_version": seen,
        "may_edit": Power.EDIT in powers,
        "may_steer": Power.STEER in powers,
        "steps": steps(review.state),
        "moves": moves_from(review.state, powers),
        "next": step,
        "next_href": _href(review, step) if Power.EDIT in powers or review.is_settled else "",
        "incident": incident,
        "felt_minutes": dict(incident.minutes_from_onset()).get("resolved_at") if incident else None,
        "participants": review.participants.select_related("user"),
        "before_the_story": shown(texts, may_edit=Power.EDIT in powers, after_the_story=False),
        "after_the_story": shown(texts, may_edit=Power.EDIT in powers, after_the_story=True),
        **parts,
    }


def _href(review: Review, step: NextStep) -> str:
    """The address of the next step's door: an anchor of the page, the story's open form, or a section's form."""
    if not step.where or step.where.startswith("#"):
        return step.where
    if step.where == "timeline":
        return f"{reverse('timeline', args=[review.ref])}?form=open#timeline-form"
    return reverse("text", args=[review.ref, step.where])


def first_incident(review: Review) -> Incident | None:
    """The incident that the facts are about; a project or a drill has none."""
    return review.incidents.prefetch_related("services").first()


def _holds(review: Review, texts: dict[str, Text], parts: dict[str, Any]) -> Holds:
    return Holds(
        summary=bool(texts.get("summary") and texts["summary"].body),
        events=bool(parts["events"]),
        factors=bool(parts["factors"]),
        helped=bool(parts["helped"]),
        actions=bool(parts["actions"]),
        waiting=Dispute.objects.filter(review=review, outcome=Dispute.Outcome.WAITING).count(),
    )
