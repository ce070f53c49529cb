"""Reminding people of what they promised."""

from collections.abc import Iterator

from django.db import transaction

from postmortems.actions.models import ActionItem
from postmortems.actions.queries import target_of
from postmortems.followup.facts import candidates, promised
from postmortems.followup.policy import reminders_due
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all
from postmortems.shared import clock


def remind() -> None:
    """Put every reminder whose time has come into the outbox. Run twice, or by two clocks, it does no more."""
    now = clock.now()
    for batch in candidates(now):
        with transaction.atomic():
            queue_all([delivery for item in batch for delivery in _deliveries(item)])


def _deliveries(item: ActionItem) -> Iterator[Delivery]:
    """One row a due date: `local_date` is the date it is about, so that the same date never asks twice."""
    for reminder in reminders_due(promised(item), now=clock.now()):
        yield Delivery(
            kind=reminder.kind,
            about=target_of(item),
            recipient=item.owner,
            local_date=reminder.about_day,
            due_at=reminder.due_at,
        )
