"""The mail that asks those involved whether the account is right. It goes at once: their working day has begun."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from postmortems.mail import kinds
from postmortems.mail.models import Delivery
from postmortems.reviews.access import VIEW, may
from postmortems.reviews.models import Participant
from postmortems.reviews.moments import plain_moment
from postmortems.shared import clock
from postmortems.workspace.gate_facts import day_ends_at
from postmortems.workspace.sharing import ASKED


def part_of(delivery: Delivery) -> Participant | None:
    """The recipient's part in the review, as long as it was shown to them and is not shared."""
    _kind, _colon, pk = delivery.about.partition(":")
    rows = Participant.objects.filter(review=int(pk), user=delivery.recipient_id, review__deleted_at=None)
    part = rows.select_related("review", "review__owner", "user").first()
    if part is None or part.review.shown_at is None or part.review.is_settled:
        return None
    return part


def still_wanted(delivery: Delivery) -> bool:
    """Not once they have said that it is right, and only as long as they may see it."""
    part = part_of(delivery)
    return part is not None and part.fine_at is None and part.user is not None and may(part.user, part.review, VIEW)


def context(delivery: Delivery) -> dict[str, Any]:
    part = part_of(delivery)
    ends = day_ends_at(part.review) if part else None
    if part is None or ends is None:
        raise LookupError("the review moved on between asking and writing")
    return {
        "review": part.review,
        "until": plain_moment(ends, now=clock.now(), zone=delivery.recipient.zone),
        "link": settings.BASE_URL + reverse("review", args=[part.review.ref]) + "#asked",
    }


def register_all() -> None:
    """Called when the application starts."""
    kinds.register(kinds.Kind(name=ASKED, still_wanted=still_wanted, context=context))
