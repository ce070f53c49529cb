"""The messages about action items: what they say, to whom, and when they may go out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.dateformat import format as date_words

from accounts.models import Organisation, User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import State
from postmortems.actions.words import plain_day
from postmortems.factors.models import ContributingFactor
from postmortems.followup.answers import address, doors
from postmortems.followup.facts import askable, hours_of, keeper_of, leads_of
from postmortems.followup.hours import next_working_moment, week_opens
from postmortems.followup.policy import REPLAN, ROOM, STEPS, Promised, Step, slot_of
from postmortems.followup.wanted import is_wanted
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.reviews.access import visible_to
from postmortems.shared import clock
from postmortems.wording.policy import PUBLISHABLE


def matters(step: Step, rows: Sequence[Delivery]) -> dict[int, Matter]:
    """What these messages say, without those whose action item their recipient may not see. Two queries, one more a
    recipient, and up to two for those who are asked next.
    """
    items = askable().prefetch_related(_answered()).in_bulk({_key(row) for row in rows})
    visible = _visible(rows, items)
    leads = leads_of(items.values()) if step is REPLAN else {}
    is_small = step in (REPLAN, ROOM) and Organisation.current().size == Organisation.Size.SMALL
    found = {}
    for row in rows:
        item = items.get(_key(row))
        if item and (row.recipient_id, item.review_id) in visible:
            next_people = [] if is_small else leads.get(item.pk, [])
            words = _words(step, item, row.recipient) | {"is_small": is_small}
            words |= _who_is_next(item, next_people, is_small=is_small) if step is REPLAN else {}
            found[row.pk] = Matter(words, is_wanted(step, item, row))
    return found


def _answered() -> "Prefetch[Any]":
    """What an action item answers, in words that are settled."""
    factors = ContributingFactor.objects.alive().filter(sentence_state__in=PUBLISHABLE)
    return Prefetch("factors", queryset=factors, to_attr="reasons")


def _key(row: Delivery) -> int:
    _kind, _colon, pk = row.about.partition(":")
    return int(pk)


def _visible(rows: Sequence[Delivery], items: dict[int, ActionItem]) -> set[tuple[int, int]]:
    """Pairs of recipient and review, as far as the one may see the other."""
    asked: dict[User, set[int]] = defaultdict(set)
    for row in rows:
        if item := items.get(_key(row)):
            asked[row.recipient].add(item.review_id)
    return {
        (person.pk, review)
        for person, reviews in asked.items()
        for review in visible_to(person).filter(pk__in=reviews).values_list("pk", flat=True)
    }


def _words(step: Step, item: ActionItem, recipient: User) -> dict[str, Any]:
    today, day = clock.today(recipient.zone), item.due_on
    return {
        "item": item,
        "reason": next((factor.sentence for factor in item.reasons), ""),  # type: ignore[attr-defined]
        "review": item.review,
        "team": item.team or item.review.team,
        "is_mine": item.owner_id == recipient.pk,
        "is_promised": item.state != State.OFFERED,
        "day": day_name(day, today=today) if day else "",
        "is_today": day == today,
        "is_past": day is not None and day < today,
        "done_on": plain_day(item.done_on, today=today) if item.done_on else "",
        "doors": doors(step, item),
        "link": address(item),
        "review_link": settings.BASE_URL + reverse("review", args=[item.review.ref]),
    }


def _who_is_next(item: ActionItem, leads: list[User], *, is_small: bool) -> dict[str, Any]:
    """Whom the next step asks, and when: said before it happens."""
    keeper, owner = keeper_of(item), item.owner
    people = leads or ([keeper] if keeper else [])
    if owner is None:
        return {}
    hours, now = hours_of(owner), clock.now()
    known = Promised(
        state=item.state, hours=hours, touched_at=item.touched_at, due_on=item.due_on, room_asked_at=item.room_asked_at
    )
    planned, rested = slot_of(ROOM, known) or now, hours.morning(hours.add(hours.day_of(now), 5))
    at = max(planned, rested)
    if is_small and keeper:
        at = week_opens(at, hours_of(keeper))
    names = [person.first_name for person in people if person != owner]
    return {"next_names": names, "next_day": day_name(hours.day_of(at), today=hours.day_of(now))}


def day_name(day: dt.date, *, today: dt.date) -> str:
    """ "Thursday" within a week, "Thursday 26 Nov" further away or past."""
    name = date_words(day, "l")
    is_near = dt.timedelta() <= day - today < dt.timedelta(days=7)
    return str(name) if is_near else f"{name} {plain_day(day, today=today)}"


def goes_out(delivery: Delivery, now: dt.datetime) -> dt.datetime:
    return next_working_moment(now, hours_of(delivery.recipient))


def register_all() -> None:
    """Called when the application starts."""
    for step in STEPS:
        look: Callable[[Sequence[Delivery]], dict[int, Matter]] = partial(matters, step)
        kinds.register(kinds.Kind(name=step.kind, matters=look, goes_out=goes_out, timing=kinds.Timing.DIGEST))
