"""What stands in the list of the week, as its reader may see it when it is sent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.actions.needs import check_due, decision_needed
from postmortems.actions.states import OPEN
from postmortems.actions.words import plain_day
from postmortems.followup.answers import address
from postmortems.followup.lists import LIST, items_of
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.shared import clock
from postmortems.shared.reading_for import date_words
from postmortems.shared.weeks import end_of_week, start_of_week
from postmortems.workspace.document_names import Names, names_in

MOST = 7  # lines under one heading; the board has the rest


@dataclass(frozen=True)
class Line:
    """One thing with its day and its page."""

    words: str
    day: str
    href: str


def week_matters(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """The present week's list in full; an older one is settled and says its week only."""
    return {row.pk: _week(row) if _is_of_this_week(row) else _over(row) for row in rows}


def _is_of_this_week(row: Delivery) -> bool:
    person = row.recipient
    return row.local_date >= start_of_week(clock.today(person.zone), starts=person.week_starts)


def _over(row: Delivery) -> Matter:
    return Matter({"is_over": True, "day": row.local_date, "link": _board()}, is_wanted=False)


def _week(row: Delivery) -> Matter:
    person, today = row.recipient, clock.today(row.recipient.zone)
    mine, end = items_of(person), end_of_week(today, starts=person.week_starts)
    need = mine.filter(decision_needed(today))
    soon = mine.filter(state__in=OPEN, due_on__range=(today, end)).exclude(pk__in=need.values("pk"))
    checks = mine.filter(check_due(today))
    rows = [list(_with_keepers(pile)[:MOST]) for pile in (need, soon, checks)]
    names = names_in(list({item.review_id: item.review for items in rows for item in items}.values()))
    piles = [_lines(items, names, today) for items in rows]
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


def _with_keepers(items: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    return items.select_related("review__owner", "review__facilitator", "review__filed_by")


def _lines(items: Sequence[ActionItem], names: dict[int, Names], today: dt.date) -> list[Line]:
    """In the words of the shared page: roles where it says roles."""
    return [Line(names[one.review_id].words(one.sentence), _day(one, today), address(one)) for one in items]


def _day(item: ActionItem, today: dt.date) -> str:
    return plain_day(item.due_on, today=today) if item.due_on else ""


def _board() -> str:
    return settings.BASE_URL + reverse("actions")


def register_all() -> None:
    """Called when the application starts."""
    kinds.register(kinds.Kind(name=LIST, matters=week_matters, timing=kinds.Timing.DIGEST, topic=Topic.LIST))
