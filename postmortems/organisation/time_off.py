"""Days without work, of a person or of everybody."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import TimeOff, User
from postmortems.audit.services import record
from postmortems.organisation.services import CHAIN
from postmortems.shared import clock


def time_off_of(person: User | None) -> QuerySet[TimeOff]:
    """What is not over yet; without a person, everybody's."""
    return TimeOff.objects.filter(user=person, last_on__gte=clock.today(person.zone if person else "UTC"))


@transaction.atomic
def add_time_off(*, actor: User, person: User | None, first_on: dt.date, last_on: dt.date) -> None:
    """Said twice, it stands once."""
    _span, is_new = TimeOff.objects.get_or_create(user=person, first_on=first_on, last_on=last_on)
    if is_new:
        record(verb="added days off", chain=_chain(person), actor=actor, fields=("time_off",))


@transaction.atomic
def remove_time_off(*, actor: User, person: User | None, pk: int) -> None:
    """Take one away again; one that is gone already stays gone."""
    gone, _by_model = TimeOff.objects.filter(user=person, pk=pk).delete()
    if gone:
        record(verb="took days off back", chain=_chain(person), actor=actor, fields=("time_off",))


def away_until(person: User) -> dt.date | None:
    """The day on which somebody who is away today is back."""
    lasts = _going_on(person).values_list("last_on", flat=True)
    return max(lasts) + dt.timedelta(days=1) if lasts else None


@transaction.atomic
def set_away(*, person: User, until: dt.date | None) -> None:
    """Away from today until that day, or here again: what of it is over stays, and is counted as days off."""
    today, spans = clock.today(person.zone), _going_on(person)
    yesterday = today - dt.timedelta(days=1)
    changed = spans.filter(first_on=today).delete()[0] + spans.update(last_on=yesterday)
    if until is not None:
        add_time_off(actor=person, person=person, first_on=today, last_on=until - dt.timedelta(days=1))
    elif changed:
        record(verb="took days off back", chain=_chain(person), actor=person, fields=("time_off",))


def _going_on(person: User) -> QuerySet[TimeOff]:
    today = clock.today(person.zone)
    return TimeOff.objects.filter(user=person, first_on__lte=today, last_on__gte=today)


def _chain(person: User | None) -> str:
    return f"person:{person.pk}" if person else CHAIN
