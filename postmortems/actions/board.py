"""The board: what needs a decision, what is near, what is done. By team, never by person, except one's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, Team, User
from accounts.somebody import somebody
from postmortems.actions.access import keeps, standing_of
from postmortems.actions.choosing import GROUPS, MINE, NEED, SERVICE, TEAMS, Choice
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import ASKS_FOR_ROOM, check_due, decision_needed, not_quiet, quiet
from postmortems.actions.piles import Place, among_first, in_piles, pile_of, piled, place_of
from postmortems.actions.queries import teams_led_by
from postmortems.actions.reading import COLUMNS, items_of
from postmortems.actions.rows import Row, row_of, say_since_when
from postmortems.actions.statements import DAY, SINCE, SINCE_THEN, TODAY, WEEK_ENDS
from postmortems.actions.states import LET_GO, OPEN, State
from postmortems.reviews.access import visible_to
from postmortems.shared import clock
from postmortems.shared.statements import PERSON, ROW, Statement
from postmortems.shared.weeks import end_of_week

MOST = 50  # rows on one page
LEAST = 3  # of each group that has them, however much stands above it
MANY = 1000  # counting ends here: nobody plans with a larger number
LATELY = dt.timedelta(days=14)
_DUE, _PK = COLUMNS.index("due_on"), COLUMNS.index("id")


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
    query: str = ""  # the address of this group alone, or of all again


@dataclass(frozen=True)
class Board:
    choice: Choice
    counts: Counts
    groups: list[Group]
    next: str = ""  # the place from which a board in other groups goes on


def _many(count: int) -> str:
    return _("%(n)d or more") % {"n": MANY} if count > MANY else str(count)


def board(user: User, *, teams: Sequence[Team], choice: Choice, leads: frozenset[int] | None = None) -> Board:
    """What this person may see, in the groups that they chose. As many queries however much there is. `leads` are the
    ids of the teams that they lead, where that was read already.
    """
    leads = teams_led_by(user) if leads is None else leads
    counts = count(user, teams=teams, show=choice.show)
    if choice.by != NEED:
        found, older = piled(_lines(user, choice), most=MOST)
        return Board(choice, counts, _piles(found, choice, user, leads), older)
    return Board(choice, counts, _groups(user, choice, leads))


def _lines(user: User, choice: Choice) -> list[Any]:
    """Those of a page in other groups than by need. One query, or two where few are open."""
    if not user.is_active:
        return []
    near = _piles_read(user, choice, is_near=True) if choice.by == SERVICE else []
    return near if len(near) > MOST else _piles_read(user, choice, is_near=False)


def _piles_read(user: User, choice: Choice, *, is_near: bool) -> list[Any]:
    if place := place_of(choice.after):
        return list(_open_in_piles(user, choice.show, choice.by, place, MOST, is_near=is_near))
    return _first_piles(choice.show, choice.by, MOST, is_near=is_near).ask({PERSON: user.pk})


@lru_cache
def _first_piles(show: str, by: str, most: int, *, is_near: bool) -> Statement:
    return Statement.of(_open_in_piles(somebody(), show, by, None, most, is_near=is_near))


def _open_in_piles(user: User, show: str, by: str, place: Place | None, most: int, *, is_near: bool) -> Any:
    rows = chosen(user, show).filter(state__in=OPEN)
    return in_piles(among_first(rows, place=place) if is_near else rows, by=by, place=place, most=most)


def chosen(user: User, show: str) -> QuerySet[ActionItem]:
    rows = ActionItem.objects.alive().filter(review__in=visible_to(user))
    if show == MINE:
        return rows.filter(owner=user)
    of_mine = Membership.objects.filter(user=user).values("team")
    return rows.filter(team__in=of_mine) if show == TEAMS else rows


def count(user: User, *, teams: Sequence[Team], show: str) -> Counts:
    """The numbers on top, each counted no further than MANY; one query."""
    if not user.is_active:
        return Counts(0, 0, 0, 0)
    return Counts(*_counting(show, MANY).ask(_said(user))[0])


@lru_cache
def _counting(show: str, many: int) -> Statement:
    rows, mine = chosen(somebody(), show), chosen(somebody(), MINE)
    asked = (
        rows.filter(state__in=OPEN),
        rows.filter(decision_needed(TODAY)),
        rows.filter(ASKS_FOR_ROOM),
        mine.filter(Q(state=State.OFFERED) | check_due(TODAY)),
    )
    return Statement.counting([one.order_by().values("pk")[: many + 1] for one in asked])


def _said(user: User, place: tuple[dt.date | None, int] | None = None) -> dict[Any, Any]:
    """What the statements of the board are asked with."""
    today = clock.today(user.zone)
    said = {PERSON: user.pk, TODAY: today, SINCE: today - LATELY}
    said[WEEK_ENDS] = end_of_week(today, starts=user.week_starts)
    said[SINCE_THEN] = clock.at(today - LATELY, dt.time(), user.zone)
    return said | ({DAY: place[0], ROW: place[1]} if place else {})


def _belongs(name: str) -> Q:
    """What stands in a group. Each is asked for by itself, so that its first rows come straight from the index."""
    near, decide = Q(due_on__lte=WEEK_ENDS), decision_needed(TODAY)
    if name == "decide":
        return decide
    if name in ("week", "later"):
        # a row without a date is not near; `NOT (date <= day)` alone would lose it
        is_there = near if name == "week" else Q(due_on=None) | Q(due_on__gt=WEEK_ENDS)
        return Q(state__in=OPEN) & is_there & _goes_on(TODAY)
    if name == "waiting":
        return Q(state__in=OPEN, owner__is_active=True) & quiet(TODAY)
    if name == "effect":
        return check_due(TODAY)
    if name == "let_go":
        return Q(state__in=LET_GO, touched_at__gte=SINCE_THEN)
    lately = Q(done_on__gte=SINCE) | Q(effect_answered_on__gte=SINCE)
    is_asked_later = Q(effect_check_on=None) | Q(effect_check_on__gt=TODAY)
    return Q(state=State.DONE) & lately & is_asked_later


def _goes_on(today: dt.date) -> Q:
    """The opposite of `decision_needed` for what is open, written so that the database need not turn it round."""
    is_in_time = Q(due_on=None) | Q(due_on__gte=today)
    return Q(owner__is_active=True, room_asked_at=None) & ~Q(state=State.BLOCKED) & is_in_time & not_quiet(today)


def _groups(user: User, choice: Choice, leads: frozenset[int]) -> list[Group]:
    """The first rows of every group, or of the one that was asked for; one query."""
    if not user.is_active:
        return []
    place = _place(choice.after)
    begins = "" if place is None else "dated" if place[0] else "dateless"
    found, shown, older = _grouping(choice.show, choice.only, begins, MOST).ask(_said(user, place)), {}, {}
    lines = {name: _in_order(found, name) for name in GROUPS}
    for name, most in _room({name: len(there) for name, there in lines.items()}).items():
        shown[name] = items_of(lines[name][:most])
        if len(lines[name]) > most:
            older[name] = f"{shown[name][-1].due_on or ''}_{shown[name][-1].pk}"
    rows = iter(board_rows([item for items in shown.values() for item in items], user, leads, back=choice.back))
    return [
        Group(name, GROUPS[name], list(islice(rows, len(items))), older.get(name, ""), _turned(choice, name))
        for name, items in shown.items()
        if items
    ]


def _in_order(found: list[Any], name: str) -> list[Any]:
    """The rows of one group by date: the parts of a union come back in any order."""
    lines = (line[1:] for line in found if line[0] == name)
    return sorted(lines, key=lambda line: (line[_DUE] or dt.date.max, line[_PK]))


def _room(there: dict[str, int]) -> dict[str, int]:
    """How many rows each group shows: MOST on the page, those above first, and LEAST of each where that is full."""
    shown, left = {}, MOST
    for name, count in there.items():
        shown[name] = min(count, max(left, LEAST))
        left -= shown[name]
    return shown


def _turned(choice: Choice, name: str) -> str:
    """One press on a heading shows its group alone, the next one all of them."""
    return choice.of_group("" if choice.only else name)


@lru_cache
def _grouping(show: str, only: str, begins: str, most: int) -> Statement:
    """Group after group, each by date; `begins` says what is known of the place from which it goes on."""
    rows, parts = chosen(somebody(), show).filter(_behind(begins)), []
    for name in [only] if only else GROUPS:
        part = rows.filter(_belongs(name)).annotate(group=Value(name)).order_by("due_on", "pk")
        parts.append(part.values_list("group", *COLUMNS)[: most + 1])
    return Statement.of(parts[0].union(*parts[1:], all=True).order_by() if len(parts) > 1 else parts[0])


def _behind(begins: str) -> Q:
    """What comes after a place; rows without a date come last."""
    if not begins:
        return Q()
    if begins == "dateless":
        return Q(due_on=None, pk__gt=ROW)
    return Q(due_on=None) | Q(due_on__gt=DAY) | Q(due_on=DAY, pk__gt=ROW)


def _place(after: str) -> tuple[dt.date | None, int] | None:
    """Where "2026-11-26_17" is; "_17" is among the rows without a date."""
    day, _underscore, pk = after.partition("_")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    try:
        return dt.date.fromisoformat(day) if day else None, int(pk)
    except ValueError:
        return None


def _piles(found: list[Any], choice: Choice, user: User, leads: frozenset[int]) -> list[Group]:
    groups: dict[str, Group] = {}
    for item, row in zip(found, board_rows(found, user, leads, back=choice.back), strict=True):
        name, heading = pile_of(item, choice.by)
        groups.setdefault(name, Group(name, heading)).rows.append(row)
    return list(groups.values())


def board_rows(items: list[Any], user: User, leads: frozenset[int], *, back: str) -> list[Row]:
    """The rows of these items; at most one query. What the board cannot know of somebody's powers, the item's own page
    knows.
    """
    rows = []
    for item in items:
        standing = standing_of(item, user, leads=leads, may_change=keeps(item, user, leads=leads))
        rows.append(row_of(item, user=user, standing=standing, back=back))
    say_since_when(rows, user=user)
    return rows
