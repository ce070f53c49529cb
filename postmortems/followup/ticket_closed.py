"""The one question that a closed ticket asks: is it done? It goes to the owner of what follows the ticket, once."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from postmortems.actions.following import TICKET_CLOSED
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.actions.strength import Type
from postmortems.followup.answers import Door, address
from postmortems.followup.facts import askable
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.reviews.access import visible_to


def matters(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """What these messages say, as far as their recipients may see it. One query, and one a recipient."""
    items = askable().select_related("ticket").in_bulk({int(row.about.partition(":")[2]) for row in rows})
    found = {}
    for row in rows:
        item = items.get(int(row.about.partition(":")[2]))
        if item and visible_to(row.recipient).filter(pk=item.review_id).exists():
            found[row.pk] = Matter(_words(item), _is_wanted(item, row))
    return found


def _is_wanted(item: ActionItem, row: Delivery) -> bool:
    is_asked = item.asked_if_done_at is not None and item.state in OPEN
    return is_asked and item.owner_id == row.recipient_id


def _words(item: ActionItem) -> dict[str, Any]:
    done = "outcome" if item.type == Type.TRY else "done"
    return {
        "item": item,
        "review": item.review,
        "ticket": item.ticket.name if item.ticket else "",
        "doors": [Door(_("Done"), address(item, done)), Door(_("Not yet"), address(item, "not_yet"))],
        "link": address(item),
        "why": _("This comes to you, once, because it is yours and follows that ticket."),
        "review_link": settings.BASE_URL + reverse("review", args=[item.review.ref]),
    }


def register() -> None:
    """Called when the application starts."""
    kind = kinds.Kind(name=TICKET_CLOSED, matters=matters, timing=kinds.Timing.DIGEST, topic=Topic.PROMISES)
    kinds.register(kind)
