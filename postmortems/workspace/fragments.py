"""What other people's pages get when a section of text changes."""

from django.template.loader import render_to_string

from postmortems.reviews.models import Incident, Review
from postmortems.wording.models import Text
from postmortems.wording.queries import texts_of
from postmortems.workspace.people_section import room_of
from postmortems.workspace.sections import SECTIONS, Shown, sections_of
from postmortems.workspace.standing import standing

TEXT = "text"
INCIDENT = "incident"
ACKNOWLEDGEMENT = "acknowledgement"
ROOM = "room"
EDITOR = "editor"


def text_changed(object_id: int, audience: str) -> str | None:
    """The section, for those who may edit it with the way to do so."""
    text = Text.objects.filter(pk=object_id, owner_kind="review", slot__in=SECTIONS).first()
    review = Review.objects.alive().filter(pk=text.owner_id).first() if text else None
    if text is None or review is None:
        return None
    may_edit = audience == EDITOR and not review.is_settled
    context = {"review": review, "shown": Shown(sections_of(review)[text.slot], text, may_edit), "is_news": True}
    return render_to_string("workspace/section.html", context)


def incident_changed(object_id: int, audience: str) -> str | None:
    """Where the incident stands, for those who may edit it with what can be pressed."""
    incident = Incident.objects.filter(pk=object_id).select_related("review").first()
    if incident is None:
        return None
    review = incident.review
    context = {
        "review": review,
        "standing": standing(incident, filed_at=review.filed_at),
        "may_edit": audience == EDITOR and not review.is_settled,
        "is_news": True,
    }
    return render_to_string("workspace/standing.html", context)


def acknowledgement_changed(object_id: int, audience: str) -> str | None:
    """A leader's word as everybody reads it."""
    review = Review.objects.alive().filter(pk=object_id).first()
    text = texts_of(kind="review", pk=object_id).get("acknowledgement")
    if review is None or text is None:
        return None
    return render_to_string("workspace/acknowledged.html", {"review": review, "text": text, "is_news": True})


def room_changed(object_id: int, audience: str) -> str | None:
    """Who is in the room, and how many of them are ready."""
    review = Review.objects.alive().filter(pk=object_id).select_related("facilitator", "owner").first()
    if review is None:
        return None
    return render_to_string("workspace/room.html", {"review": review, "room": room_of(review), "is_news": True})
