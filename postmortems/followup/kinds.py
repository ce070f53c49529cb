"""The messages about action items: what they say, and to whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import State
from postmortems.actions.words import plain_day
from postmortems.factors.models import ContributingFactor
from postmortems.followup.answers import address, doors
from postmortems.followup.facts import Terms, askable, keeper_of, known_of, leads_of
from postmortems.followup.policy import REPLAN, ROOM, ROOM_SOON, STEPS, Promised, Step, slot_of
from postmortems.followup.wanted import is_wanted
from postmortems.followup.why import why
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.reviews.access import visible_to
from postmortems.shared import clock
from postmortems.shared.reading_for import date_words
from postmortems.wording.policy import PUBLISHABLE

OF_KEEPERS = ("action_room", "action_needs_home")


def matters(step: Step, rows: Sequence[Delivery]) -> dict[int, Matter]:
    """What these messages say, without those whose action item their recipient may not see. Two queries, one more a
    recipient, and a few for those who are asked next.
    """
    items = askable().select_related("ticket").prefetch_related(_answered()).in_bulk({_key(row) for row in rows})
    visible, tells_next = _visible(rows, items), step in (REPLAN, ROOM_SOON)
    leads = leads_of(items.values()) if tells_next or step is ROOM else {}
    next_words = _who_is_next(list(items.values()), leads) if tells_next else {}
    found = {}
    for row in rows:
        item = items.get(_key(row))
        if item and (row.recipient_id, item.review_id) in visible:
            words = _words(step, item, row.recipient) | next_words.get(item.pk, {})
            is_mine = item.owner_id == row.recipient_id
            words["why"] = why(step, is_mine=is_mine, leads=row.recipient in leads.get(item.pk, []))
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
        "ticket": item.ticket.name if item.ticket else "",
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


def _who_is_next(items: list[ActionItem], leads: dict[int, list[User]]) -> dict[int, dict[str, Any]]:
    """Whom the next step asks about each item, and when: said before it happens."""
    terms = Terms.current()
    known = known_of(items, terms)
    return {item.pk: _next_step(item, facts, terms, leads.get(item.pk, [])) for item, facts in known}


def _next_step(item: ActionItem, facts: Promised, terms: Terms, leads: list[User]) -> dict[str, Any]:
    keeper, hours, now = keeper_of(item), facts.hours, clock.now()
    known = Promised(
        state=item.state,
        hours=hours,
        touched_at=item.touched_at,
        due_on=item.due_on,
        room_asked_at=item.room_asked_at,
        told={ROOM_SOON.kind: item.touched_at},
    )
    planned = slot_of(ROOM, known, terms.rules) or now
    rested = hours.morning(hours.add(hours.day_of(facts.told_at or now), terms.rules.rest))
    at = max(planned, rested)
    day = hours.list_day(hours.day_of(at) + dt.timedelta(days=6), terms.rules.list_day) if terms.is_small else None
    people = leads or ([keeper] if keeper else [])
    names = [person.first_name for person in people if person != item.owner]
    return {"next_names": names, "next_day": day_name(day or hours.day_of(at), today=hours.day_of(now))}


def day_name(day: dt.date, *, today: dt.date) -> str:
    """ "Thursday" within a week, "Thursday 26 Nov" further away or past."""
    name = date_words(day, "l")
    is_near = dt.timedelta() <= day - today < dt.timedelta(days=7)
    return str(name) if is_near else f"{name} {plain_day(day, today=today)}"


def register_all() -> None:
    """Called when the application starts."""
    from postmortems.followup import list_kinds, news, review_kinds

    for step in STEPS:
        look: Callable[[Sequence[Delivery]], dict[int, Matter]] = partial(matters, step)
        timing = kinds.Timing.NOTICE if step.in_app else kinds.Timing.DIGEST
        topic = Topic.REVIEWS if step.kind in OF_KEEPERS else Topic.PROMISES
        kinds.register(kinds.Kind(name=step.kind, matters=look, timing=timing, topic=topic))
    news.register_all()
    review_kinds.register_all()
    list_kinds.register_all()
