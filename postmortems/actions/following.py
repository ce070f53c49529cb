"""One status, not two: an action item that follows a ticket somewhere else.

The ticket's closing ends the reminders and asks the owner once whether it is done; its opening lets them go on.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import CannotAnswer, locked, still_open, tell
from postmortems.actions.states import OPEN
from postmortems.shared import clock
from postmortems.tickets.models import Source, Ticket
from postmortems.tickets.payloads import Told
from postmortems.tickets.sources import hear_once
from postmortems.tickets.trackers import Link


@transaction.atomic
def follow(*, item: ActionItem, link: Link | None, actor: User) -> ActionItem:
    """Let it follow this ticket from now on, or none. Where the ticket was heard to be closed already, its owner is
    asked at once.
    """
    standing = locked(item)
    ticket = _ticket(link) if link else None
    standing.ticket, standing.asked_if_done_at = ticket, None
    standing.touched_at = clock.now()
    standing.save(update_fields=["ticket", "asked_if_done_at", "touched_at"])
    tell(standing, "follows a ticket" if ticket else "follows no ticket", actor, fields=("ticket",))
    if ticket and ticket.is_closed:
        _ask_if_done([standing])
    return standing


def _ticket(link: Link) -> Ticket:
    values = {"tracker": link.tracker, "name": link.name, "url": link.url}
    return Ticket.objects.get_or_create(key=link.key, defaults=values)[0]


@transaction.atomic
def hear(*, source: Source, body: bytes, told: Told) -> bool:
    """Take in what a tracker said of a ticket; whether it was news. The same message twice, an older one after a newer,
    and tickets that nobody follows change nothing.
    """
    if not hear_once(source, body) or told.link.tracker != source.tracker:
        return False
    ticket = Ticket.objects.select_for_update().filter(key=told.link.key).first()
    if ticket is None or (ticket.changed_at is not None and told.at < ticket.changed_at):
        return False
    turned, ticket.changed_at, ticket.is_closed = ticket.is_closed != told.is_closed, told.at, told.is_closed
    ticket.save(update_fields=["changed_at", "is_closed"])
    if turned:
        items = _following(ticket)
        (_ask_if_done if ticket.is_closed else _go_on)(items)
    return turned


def _following(ticket: Ticket) -> list[ActionItem]:
    rows = ActionItem.objects.alive().filter(ticket=ticket, state__in=OPEN).order_by("pk")
    return list(rows.select_for_update())


def _ask_if_done(items: Iterable[ActionItem]) -> None:
    """Say on each that its owner is to be asked, once; whoever reminds people does (followup/policy.py)."""
    for item in items:
        item.asked_if_done_at = clock.now()
        item.save(update_fields=["asked_if_done_at"])
        tell(item, "its ticket was closed", None, fields=("asked_if_done_at",))


def _go_on(items: Iterable[ActionItem]) -> None:
    """The ticket is open again: nobody is asked, and reminders count from now."""
    for item in items:
        item.asked_if_done_at, item.touched_at = None, clock.now()
        item.save(update_fields=["asked_if_done_at", "touched_at"])
        tell(item, "its ticket was opened again", None, fields=("asked_if_done_at",))


@transaction.atomic
def not_yet(*, item: ActionItem, actor: User) -> ActionItem:
    """Its ticket is closed and it is not done: it stays open, and is not asked again about the same closing."""
    standing = still_open(item)
    if standing.asked_if_done_at is None:
        raise CannotAnswer(_("Nobody asks that any more."))
    standing.asked_if_done_at, standing.touched_at = None, clock.now()
    standing.save(update_fields=["asked_if_done_at", "touched_at"])
    tell(standing, "said that it is not done yet", actor, fields=("asked_if_done_at",))
    return standing
