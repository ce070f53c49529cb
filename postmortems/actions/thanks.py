"""The good news: what was promised exists. Whoever wrote it down, keeps its review or has it hears so, once."""

from typing import Any

from django.db.models import Q

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import target_of
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all
from postmortems.reviews.models import Review
from postmortems.shared import clock

THANKS = "action_thanks"  # the kind of message (followup/news.py)


def thank(item: ActionItem, *, actor: User) -> None:
    """Belongs into the transaction that makes it done, after it was told. Nobody is told what they just said."""
    if item.done_on is None:
        return
    keeper = Review.objects.filter(pk=item.review_id).values("owner")
    near = Q(pk__in=(item.owner_id, item.written_by_id)) | Q(pk__in=keeper)
    said: dict[str, Any] = {"kind": THANKS, "about": target_of(item), "local_date": item.done_on, "due_at": clock.now()}
    people = User.objects.filter(near, is_active=True).exclude(pk=actor.pk)
    queue_all([Delivery(recipient=person, **said) for person in people])
