"""The list of the week for those who lead, and the letters of the month and of the quarter: whose, and on which day."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet

from accounts.hours import hours_of_all
from accounts.models import Membership, User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.followup.facts import Terms
from postmortems.followup.rules import Rules
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all
from postmortems.mail.topics import Topic
from postmortems.reviews.access import visible_to
from postmortems.shared.hours import SLOT, Hours
from postmortems.wording.policy import PUBLISHABLE

LIST, LETTER, LOOK_BACK = "week_list", "month_letter", "look_back"
QUARTERS = frozenset({1, 4, 7, 10})  # the months in which one begins


def readers(terms: Terms) -> QuerySet[User]:
    """Who leads a team; in a small organisation, where nobody may, also who keeps a review with open action items."""
    leads = Q(memberships__role=Membership.Role.LEAD, memberships__team__archived_at=None)
    if terms.is_small:
        kept = ActionItem.objects.alive().filter(state__in=OPEN, review__deleted_at=None)
        leads |= Q(pk__in=kept.values("review__owner")) | Q(pk__in=kept.values("review__facilitator"))
    return User.objects.filter(leads, is_active=True).distinct().order_by("pk")


def items_of(person: User) -> QuerySet[ActionItem]:
    """Of the teams that this person leads and of the reviews that they keep, as far as they may see them."""
    led = Membership.objects.filter(user=person, role=Membership.Role.LEAD).values("team")
    theirs = Q(team__in=led) | Q(team=None, review__team__in=led)
    theirs |= Q(review__owner=person) | Q(review__facilitator=person)
    rows = ActionItem.objects.alive().filter(theirs, sentence_state__in=PUBLISHABLE, review__in=visible_to(person))
    return rows.select_related("owner").order_by("due_on", "pk")


def letter_day(day: dt.date, hours: Hours) -> dt.date:
    """The first day of its month on which mail comes."""
    first = day.replace(day=1)
    return first if hours.is_mail_day(first) else hours.day_of(hours.next_slot(hours.morning(first)))


def letters_in(day: dt.date, rules: Rules) -> list[str]:
    """Which letters go out in the month of this day."""
    found = [LETTER] if rules.sends_letter else []
    return found + ([LOOK_BACK] if rules.sends_look_back and day.month in QUARTERS else [])


def due(now: dt.datetime, terms: Terms) -> Iterator[Delivery]:
    """The lists and letters whose morning is now."""
    people = {person.pk: person for person in readers(terms)}
    for pk, hours in hours_of_all(people.values(), terms.organisation).items():
        today = hours.day_of(now)
        if not hours.morning(today) <= now < hours.morning(today) + SLOT:
            continue
        if hours.list_day(today, terms.rules.list_day) == today:
            yield Delivery(kind=LIST, about=f"week:{today:%G-W%V}", recipient=people[pk], local_date=today, due_at=now)
        if letter_day(today, hours) == today:
            for kind in letters_in(today, terms.rules):
                about = f"month:{today:%Y-%m}"
                yield Delivery(kind=kind, about=about, recipient=people[pk], local_date=today, due_at=now)


def mornings(now: dt.datetime, terms: Terms) -> Iterator[dt.datetime]:
    """When the next list and the next letter come to each of those who want them by mail."""
    people = {person.pk: person for person in readers(terms)}
    for pk, hours in hours_of_all(people.values(), terms.organisation).items():
        quiet, today = people[pk].quiet_topics, hours.day_of(now)
        days = (today + dt.timedelta(days=n) for n in range(2 * 7))
        if Topic.LIST not in quiet:
            yield from (hours.morning(day) for day in days if hours.list_day(day, terms.rules.list_day) == day)
        if Topic.LETTER not in quiet:
            months = [today.replace(day=1) + n * dt.timedelta(days=31) for n in range(4)]
            sent = [day for day in months if letters_in(day, terms.rules)]
            yield from (hours.morning(letter_day(day, hours)) for day in sent)


def queue_lists(now: dt.datetime, terms: Terms) -> None:
    """Put them into the outbox, each once."""
    queue_all(list(due(now, terms)))
