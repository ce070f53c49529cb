"""The board: what needs a decision, what is near, what is done. By team, never by person, except one's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Team, User
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import in_full
from postmortems.actions.section import Row, row_of
from postmortems.actions.states import OPEN, State
from postmortems.reviews.access import visible_to
from postmortems.shared import clock

MOST = 50  # rows of one group on one page
LATELY = dt.timedelta(days=14)
NO_DATE = dt.date.max
TEAMS, MINE, ALL = "teams", "mine", "all"
GROUPS: dict[str, str | Promise] = {
    "decide": gettext_lazy("Needs a decision"),
    "week": gettext_lazy("This week"),
    "later": gettext_lazy("Later"),
    "done": gettext_lazy("Done lately"),
}


@dataclass(frozen=True)
class Group:
    """Some rows under one heading; `older` leads to those that did not fit."""

    name: str
    heading: str | Promise
    rows: list[Row]
    older: str


@dataclass(frozen=True)
class Board:
    shown: str
    open_count: int
    decide_count: int
    answer_count: int
    groups: list[Group]

    @property
    def headline(self) -> str:
        """ "12 open. 2 need a decision." """
        if not self.open_count:
            return _("Nothing is open here.")
        opened = ngettext("%(n)d open.", "%(n)d open.", self.open_count) % {"n": self.open_count}
        if not self.decide_count:
            return opened
        decide = ngettext("%(n)d needs a decision.", "%(n)d need a decision.", self.decide_count)
        return f"{opened} {decide % {'n': self.decide_count}}"

    @property
    def for_you(self) -> str:
        """What else the sentence on top says to the person who reads it."""
        if not self.answer_count:
            return _("Nothing else waits for you.")
        waiting = ngettext("%(n)d waits for your answer.", "%(n)d wait for your answer.", self.answer_count)
        return waiting % {"n": self.answer_count}


def end_of_week(today: dt.date) -> dt.date:
    """The Sunday of this week."""
    return today + dt.timedelta(days=7 - today.isoweekday())


def board(user: User, *, teams: Sequence[Team], shown: str, only: str = "", after: str = "") -> Board:
    """What this person may see. `only` one group, `after` a row of it ("2026-11-26_17"), for what did not fit on the
    first page.
    """
    today = clock.today(user.zone)
    visible = _in_groups(_chosen(user, teams, shown), today)
    counts = dict(visible.order_by().values_list("group").annotate(Count("pk")))
    names = [only] if only in GROUPS else list(GROUPS)
    mine = ActionItem.objects.alive().filter(owner=user, state=State.OFFERED, review__in=visible_to(user))
    return Board(
        shown=shown,
        open_count=sum(counts.get(name, 0) for name in ("decide", "week", "later")),
        decide_count=counts.get("decide", 0),
        answer_count=mine.count(),
        groups=[group for name in names if (group := _group(visible, name, after, user, teams)).rows],
    )


def _chosen(user: User, teams: Sequence[Team], shown: str) -> QuerySet[ActionItem]:
    rows = ActionItem.objects.alive().filter(review__in=visible_to(user))
    if shown == MINE:
        return rows.filter(owner=user)
    return rows.filter(team__in=teams) if shown == TEAMS else rows


def _in_groups(rows: QuerySet[ActionItem], today: dt.date) -> Any:
    """The rows with their `group` and the `day` that they are sorted by."""
    is_open, is_lately = Q(state__in=OPEN), Q(state=State.DONE, done_on__gte=today - LATELY)
    needs_decision = Q(owner=None) | Q(owner__is_active=False) | Q(state=State.BLOCKED) | Q(due_on__lt=today)
    group = Case(
        When(state=State.DONE, then=Value("done")),
        When(needs_decision, then=Value("decide")),
        When(due_on__lte=end_of_week(today), then=Value("week")),
        default=Value("later"),
    )
    return rows.filter(is_open | is_lately).annotate(group=group, day=Coalesce("due_on", Value(NO_DATE)))


def _group(visible: Any, name: str, after: str, user: User, teams: Sequence[Team]) -> Group:
    named: Any = in_full(visible.filter(group=name))
    rows = named.order_by("day", "pk")
    if place := _place(after):
        day, pk = place
        rows = rows.filter(Q(day__gt=day) | Q(day=day, pk__gt=pk))
    found: list[Any] = list(rows[: MOST + 1])
    last = found[MOST - 1] if len(found) > MOST else None
    return Group(
        name=name,
        heading=GROUPS[name],
        rows=[_row(item, user, teams) for item in found[:MOST]],
        older=f"{last.day.isoformat()}_{last.pk}" if last else "",
    )


def _place(after: str) -> tuple[dt.date, int] | None:
    day, _underscore, pk = after.partition("_")
    try:
        return dt.date.fromisoformat(day), int(pk)
    except ValueError:
        return None


def _row(item: ActionItem, user: User, teams: Sequence[Team]) -> Row:
    """The board asks no question a row: what it cannot know of somebody's powers, the item's own page knows."""
    review = item.review
    keeps = user.pk in (review.owner_id, review.facilitator_id) or review.team in teams
    return row_of(item, user=user, asked={}, powers=frozenset(), may_change=keeps)
