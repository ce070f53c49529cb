"""The board: what needs a decision, what is near, what is done. By team, never by person, except one's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Team, User
from postmortems.actions.access import keeps, standing_of
from postmortems.actions.choosing import MINE, NEED, TEAMS, Choice
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import ASKS_FOR_ROOM, check_due, decision_needed
from postmortems.actions.piles import pile_of, piled
from postmortems.actions.queries import in_full, teams_led_by
from postmortems.actions.section import Row, row_of, say_since_when
from postmortems.actions.states import OPEN, State
from postmortems.reviews.access import visible_to
from postmortems.shared import clock

MOST = 50  # rows of one group on one page
MANY = 1000  # counting ends here: nobody plans with a larger number
LATELY = dt.timedelta(days=14)
GROUPS: dict[str, str | Promise] = {
    "decide": gettext_lazy("Needs a decision"),
    "week": gettext_lazy("This week"),
    "later": gettext_lazy("Later"),
    "effect": gettext_lazy("Did it help?"),
    "done": gettext_lazy("Done lately"),
}


@dataclass(frozen=True)
class Counts:
    """The numbers of the sentence on top."""

    opened: int
    decide: int
    room: int
    answer: int

    @property
    def headline(self) -> str:
        """ "12 open. 2 need a decision, 1 asks for room." """
        if not self.opened:
            return _("Nothing is open here.")
        opened = ngettext("%(n)s open.", "%(n)s open.", self.opened) % {"n": _many(self.opened)}
        if not self.decide:
            return opened
        decide = ngettext("%(n)s needs a decision", "%(n)s need a decision", self.decide) % {"n": _many(self.decide)}
        room = ngettext("%(n)s asks for room", "%(n)s ask for room", self.room) % {"n": _many(self.room)}
        return f"{opened} {decide}, {room}." if self.room else f"{opened} {decide}."

    @property
    def for_you(self) -> str:
        """What else the sentence on top says to the person who reads it."""
        if not self.answer:
            return _("Nothing else waits for you.")
        waiting = ngettext("%(n)s waits for your answer.", "%(n)s wait for your answer.", self.answer)
        return waiting % {"n": _many(self.answer)}


@dataclass(frozen=True)
class Group:
    """Some rows under one heading; `older` leads to those that did not fit."""

    name: str
    heading: str | Promise
    rows: list[Row] = field(default_factory=list)
    older: str = ""


@dataclass(frozen=True)
class Board:
    choice: Choice
    counts: Counts
    groups: list[Group]
    next: str = ""  # the place from which a board in other groups goes on


def _many(count: int) -> str:
    return _("%(n)d or more") % {"n": MANY} if count > MANY else str(count)


def end_of_week(today: dt.date) -> dt.date:
    """The Sunday of this week."""
    return today + dt.timedelta(days=7 - today.isoweekday())


def board(user: User, *, teams: Sequence[Team], choice: Choice) -> Board:
    """What this person may see, in the groups that they chose. As many queries however much there is."""
    rows, leads = chosen(user, teams, choice.show), teams_led_by(user)
    counts = count(user, teams=teams, show=choice.show)
    if choice.by != NEED:
        found, older = piled(in_full(rows.filter(state__in=OPEN)), by=choice.by, after=choice.after, most=MOST * 2)
        return Board(choice, counts, _piles(found, choice.by, user, leads), older)
    names = [choice.only] if choice.only in GROUPS else list(GROUPS)
    groups = [_group(rows, name, choice.after, user, leads) for name in names]
    return Board(choice, counts, [group for group in groups if group.rows])


def chosen(user: User, teams: Sequence[Team], show: str) -> QuerySet[ActionItem]:
    rows = ActionItem.objects.alive().filter(review__in=visible_to(user))
    if show == MINE:
        return rows.filter(owner=user)
    return rows.filter(team__in=teams) if show == TEAMS else rows


def count(user: User, *, teams: Sequence[Team], show: str) -> Counts:
    """The numbers on top, each counted no further than MANY; four queries."""
    rows, today = chosen(user, teams, show), clock.today(user.zone)
    mine = chosen(user, teams, MINE).filter(Q(state=State.OFFERED) | check_due(today))
    asked = (rows.filter(state__in=OPEN), rows.filter(decision_needed(today)), rows.filter(ASKS_FOR_ROOM), mine)
    return Counts(*(one.order_by()[: MANY + 1].count() for one in asked))


def _belongs(name: str, today: dt.date) -> Q:
    """What stands in a group. Each is asked for by itself, so that its first rows come straight from the index."""
    near, decide = Q(due_on__lte=end_of_week(today)), decision_needed(today)
    if name == "decide":
        return decide
    if name in ("week", "later"):
        # a row without a date is not near; `NOT (date <= day)` alone would lose it
        is_there = near if name == "week" else Q(due_on=None) | Q(due_on__gt=end_of_week(today))
        return Q(state__in=OPEN) & is_there & _goes_on(today)
    if name == "effect":
        return check_due(today)
    since = today - LATELY
    lately = Q(done_on__gte=since) | Q(effect_answered_on__gte=since)
    is_asked = Q(effect="", effect_check_on__isnull=False, effect_check_on__lte=today)
    return Q(state=State.DONE) & lately & ~is_asked


def _goes_on(today: dt.date) -> Q:
    """The opposite of `decision_needed` for what is open, written so that the database need not turn it round."""
    is_in_time = Q(due_on=None) | Q(due_on__gte=today)
    return Q(owner__is_active=True, room_asked_at=None) & ~Q(state=State.BLOCKED) & is_in_time


def _group(chosen: Any, name: str, after: str, user: User, leads: frozenset[int]) -> Group:
    rows = in_full(chosen.filter(_belongs(name, clock.today(user.zone)))).order_by("due_on", "pk")
    if place := _place(after):
        rows = rows.filter(place)
    found: list[Any] = list(rows[: MOST + 1])
    last = found[MOST - 1] if len(found) > MOST else None
    older = f"{last.due_on or ''}_{last.pk}" if last else ""
    return Group(name, GROUPS[name], board_rows(found[:MOST], user, leads), older)


def _place(after: str) -> Q | None:
    """What comes after "2026-11-26_17"; rows without a date come last, as in "_17"."""
    day, _underscore, pk = after.partition("_")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    if not day:
        return Q(due_on=None, pk__gt=int(pk))
    try:
        there = dt.date.fromisoformat(day)
    except ValueError:
        return None
    return Q(due_on=None) | Q(due_on__gt=there) | Q(due_on=there, pk__gt=int(pk))


def _piles(found: list[Any], by: str, user: User, leads: frozenset[int]) -> list[Group]:
    groups: dict[str, Group] = {}
    for item, row in zip(found, board_rows(found, user, leads), strict=True):
        name, heading = pile_of(item, by)
        groups.setdefault(name, Group(name, heading)).rows.append(row)
    return list(groups.values())


def board_rows(items: list[Any], user: User, leads: frozenset[int]) -> list[Row]:
    """The rows of these items; at most one query. What the board cannot know of somebody's powers, the item's own page
    knows.
    """
    rows = []
    for item in items:
        standing = standing_of(item, user, leads=leads, may_change=keeps(item, user, leads=leads))
        rows.append(row_of(item, user=user, standing=standing))
    say_since_when(rows, user=user)
    return rows
