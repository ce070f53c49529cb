"""What stands in the list of the week and in the letter of the month, as their reader may see it when they are sent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.dateformat import format as date_words

from accounts.models import Membership, User
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import check_due, decision_needed
from postmortems.actions.states import OPEN, Effect, State
from postmortems.actions.words import plain_day
from postmortems.followup.answers import address
from postmortems.followup.lists import LETTER, LIST
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.policy import PUBLISHABLE

MOST = 7  # lines under one heading; the board has the rest


@dataclass(frozen=True)
class Line:
    """One thing with its day and its page."""

    words: str
    day: str
    href: str


def items_of(person: User) -> QuerySet[ActionItem]:
    """Of the teams that this person leads and of the reviews that they keep, as far as they may see them."""
    led = Membership.objects.filter(user=person, role=Membership.Role.LEAD).values("team")
    theirs = Q(team__in=led) | Q(team=None, review__team__in=led)
    theirs |= Q(review__owner=person) | Q(review__facilitator=person)
    rows = ActionItem.objects.alive().filter(theirs, sentence_state__in=PUBLISHABLE, review__in=visible_to(person))
    return rows.select_related("owner").order_by("due_on", "pk")


def week_matters(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """The present week's list in full; an older one is settled and says its week only."""
    return {row.pk: _week(row) if _is_of(row, "%G-W%V") else _over(row) for row in rows}


def month_matters(rows: Sequence[Delivery]) -> dict[int, Matter]:
    return {row.pk: _month(row) if _is_of(row, "%Y-%m") else _over(row) for row in rows}


def _is_of(row: Delivery, form: str) -> bool:
    return row.about.endswith(f":{clock.today(row.recipient.zone):{form}}")


def _over(row: Delivery) -> Matter:
    return Matter({"is_over": True, "day": row.local_date, "link": _board()}, is_wanted=False)


def _week(row: Delivery) -> Matter:
    person, today = row.recipient, clock.today(row.recipient.zone)
    mine, end = items_of(person), today + dt.timedelta(days=7 - today.isoweekday())
    need = mine.filter(decision_needed(today))
    soon = mine.filter(state__in=OPEN, due_on__range=(today, end)).exclude(pk__in=need.values("pk"))
    checks = mine.filter(check_due(today))
    piles = [_lines(pile, today) for pile in (need, soon, checks)]
    counts = [
        pile.count() if len(lines) == MOST else len(lines)
        for pile, lines in zip((need, soon, checks), piles, strict=True)
    ]
    words = {
        "weekday": date_words(today, "l"),
        "need": piles[0], "need_count": counts[0], "soon": piles[1], "checks": piles[2],
        "more": sum(counts) - sum(map(len, piles)), "count": sum(counts), "link": _board(),
    }  # fmt: skip
    return Matter(words, is_wanted=sum(counts) > 0)


def _month(row: Delivery) -> Matter:
    person, today = row.recipient, clock.today(row.recipient.zone)
    last = today.replace(day=1) - dt.timedelta(days=1)
    of_month = (last.replace(day=1), last)
    mine = items_of(person)
    done, waits = mine.filter(state=State.DONE, done_on__range=of_month), mine.filter(decision_needed(today))
    shared = visible_to(person).filter(published_at__date__range=of_month).order_by("-published_at")
    words = {
        "month": date_words(last, "F"),
        "done": _lines(done, today), "done_count": done.count(), "waits": _lines(waits, today),
        "waits_count": waits.count(),
        "helped_count": mine.filter(effect=Effect.HELPED, effect_answered_on__range=of_month).count(),
        "shared": [Line(one.title, one.ref, _page(one)) for one in shared[:MOST]],
        "link": _board(),
    }  # fmt: skip
    return Matter(words, is_wanted=bool(words["done"] or words["waits"] or words["shared"] or words["helped_count"]))


def _lines(items: QuerySet[ActionItem], today: dt.date) -> list[Line]:
    return [Line(item.sentence, _day(item, today), address(item)) for item in items[:MOST]]


def _day(item: ActionItem, today: dt.date) -> str:
    day = item.done_on if item.state == State.DONE else item.due_on
    return plain_day(day, today=today) if day else ""


def _page(review: Review) -> str:
    return settings.BASE_URL + reverse("review", args=[review.ref])


def _board() -> str:
    return settings.BASE_URL + reverse("actions")


def register_all() -> None:
    """Called when the application starts."""
    kinds.register(_kind(LIST, week_matters, Topic.LIST))
    kinds.register(_kind(LETTER, month_matters, Topic.LETTER))


def _kind(name: str, look: Any, topic: Topic) -> kinds.Kind:
    return kinds.Kind(name=name, matters=look, timing=kinds.Timing.DIGEST, topic=topic)
