"""Whether who facilitates stands beside what happened: neither part of it, nor the manager of who was."""

from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation
from postmortems.reviews.models import Participant, Review
from postmortems.workspace.people_section import Room

# Those who acted, and those who tell how it was (PRACTICE.md section 1: facilitator on the timeline).
ACTED = (Participant.Role.LEAD, Participant.Role.RESPONDER, Participant.Role.NARRATOR)


def neutrality(review: Review, room: Room) -> dict[str, object]:
    """What is said about who facilitates; empty words where nothing is. In a small team everybody was there, so it is a
    note there and no warning. One query, two more where something is said.
    """
    words = _words(review, room)
    is_small = bool(words) and Organisation.current().size == Organisation.Size.SMALL
    return {"neutrality": words, "is_only_a_note": is_small}


def _words(review: Review, room: Room) -> str:
    if review.facilitator is None or review.is_settled:
        return ""
    acted = {part.user_id for part in room.people if part.user_id and part.role in ACTED}
    named = {"name": review.facilitator.display_name}
    if review.facilitator_id in acted:
        return _("%(name)s was part of it. Somebody who was not asks the questions more easily.") % named
    if _leads_one_of(review.facilitator_id, acted):
        return _("%(name)s leads one of those who were there. They may speak more freely with somebody else.") % named
    return ""


def _leads_one_of(facilitator: int | None, people: set[int]) -> bool:
    if not people:
        return False
    led = Membership.objects.filter(user=facilitator, role=Membership.Role.LEAD).values("team")
    return Membership.objects.filter(team__in=led, user__in=people).exists()
