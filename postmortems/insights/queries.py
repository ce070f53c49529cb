"""What figures are made of, read as plain rows: only what this reader may see, each kind at most once a request."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from accounts.models import Organisation, User
from postmortems.actions.check import EffectCheck
from postmortems.actions.models import ActionItem, Replan
from postmortems.actions.states import LET_GO, OPEN, State
from postmortems.factors.models import ContributingFactor
from postmortems.factors.taxonomy import Sign
from postmortems.insights.linked import linked_for
from postmortems.insights.rows import Check, Condition, Happened, Hour, Known, Prepared, Promise, Thanked, Told
from postmortems.insights.window import LENGTHS, Window
from postmortems.library.themes import Met, met_by
from postmortems.meeting.counting import Tally
from postmortems.meeting.models import Meeting
from postmortems.preparedness.asked import QUESTIONS
from postmortems.preparedness.models import Preparedness
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Incident, Service
from postmortems.reviews.restoring import HOLDS_FOR
from postmortems.reviews.states import SETTLED
from postmortems.shared import clock
from postmortems.shared.statements import Statement
from postmortems.thanks.models import Thanks
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import TextRevision
from postmortems.workspace.reach import TeamRead

TEAMS = """
SELECT w.review, count(DISTINCT m.team_id) FROM ({writers}) w(review, writer)
JOIN accounts_membership m ON m.user_id = w.writer GROUP BY w.review
"""
MOST = 10_000  # rows of a kind; the newest ones. A figure says when there were more


class Facts:
    """Everything that the figures of one page need, for one reader and one window."""

    def __init__(self, user: User, days: int) -> None:
        self.user = user
        here = Organisation.current()
        self.zone, self.place, self.is_small = here.zone, here.holiday_place, here.size == Organisation.Size.SMALL
        self.window = Window(days, clock.today(self.zone))
        self.is_cut = False

    @cached_property
    def promises(self) -> list[Promise]:
        """What was taken on and matters now: first due or promised in the window, or open."""
        near, today = self.window.before, self.window.today
        taken = Q(accepted_at__isnull=False) | Q(state=State.DONE)
        wanted = Q(first_due_on__gt=near, first_due_on__lte=today) | Q(accepted_at__gte=self._since) | Q(state__in=OPEN)
        moves = Replan.objects.filter(action=OuterRef("pk")).order_by("pk").values("in_the_way")
        rows: QuerySet[Any] = ActionItem.objects.alive().filter(taken, wanted, review__in=visible_to(self.user))
        rows = rows.annotate(
            accepted_on=self._day("accepted_at"),
            was_done_on=Coalesce("first_done_on", "done_on"),
            ended_on=Case(When(state__in=LET_GO, then=self._day("touched_at"))),
            moves=ArraySubquery(moves),
        )
        found = rows.order_by("-pk").values_list(
            *("pk", "review", "state", "accepted_on", "first_due_on", "was_done_on", "ended_on", "strength", "moves")
        )
        return [Promise._make((*row, tuple(moved))) for *row, moved in self._first(found)]

    @cached_property
    def checks(self) -> list[Check]:
        near, today = self.window.before, self.window.today
        asked = Q(answered_on__gt=near, answered_on__lte=today) | Q(
            effect="", planned_on__gt=near, planned_on__lte=today
        )
        rows = EffectCheck.objects.filter(asked, action__deleted_at=None, action__review__in=visible_to(self.user))
        found = rows.order_by("-pk").values_list("action", "effect", "planned_on", "answered_on")
        return [Check(*row) for row in self._first(found)]

    @cached_property
    def incidents(self) -> list[Happened]:
        """Of reviews that were put on record in the window."""
        filed = visible_to(self.user).filter(filed_at__gte=self._since)
        rows = Incident.objects.filter(review__in=filed).order_by("-review__number", "pk")
        found = rows.values_list(
            "pk", "review", "review__number", "review__title", "found_by", "about", *Incident.STAMPS
        )
        return [
            Happened(
                pk, review, f"PIR-{number}", title, by, dict(zip(Incident.STAMPS, stamps, strict=True)), tuple(about)
            )
            for pk, review, number, title, by, about, *stamps in self._first(found)
        ]

    @cached_property
    def reviews(self) -> list[Told]:
        """Those that were put on record or shared in the window."""
        wanted = Q(filed_at__gte=self._since) | Q(published_at__gte=self._since)
        said = TextRevision.objects.filter(owner_kind="review", owner_id=OuterRef("pk"), slot="acknowledgement")
        rows = visible_to(self.user).filter(wanted).order_by("-number")
        found = rows.annotate(
            filed_on=self._day("filed_at"),
            decided_on=self._day("depth_decided_at"),
            shared_on=self._day("published_at"),
            closed_on=self._day("closed_at"),
            over_on=self._day(_over()),
            began_at=_began(),
            said_at=Subquery(said.order_by("version").values("written_at")[:1]),
            readers=_readers(),
        ).values_list(
            *("pk", "number", "title", "kind", "state", "depth", "source_url", "filed_on", "decided_on"),
            *("shared_on", "closed_on", "over_on", "began_at", "said_at", "readers"),
        )
        rows_found = self._first(found)
        teams = self._teams([row[0] for row in rows_found])
        return [_told(row, teams) for row in rows_found]

    def _teams(self, reviews: Sequence[int]) -> dict[int, int]:
        """How many teams those belong to who wrote an entry of each story. Who wrote comes first, each once: a story
        has many entries of few people.
        """
        wrote = TimelineEvent.objects.alive().filter(review__in=reviews).order_by()
        writers = Statement.of(wrote.values("review", "written_by").distinct()) if reviews else None
        # The inner part is the ORM's own SQL.
        return dict(Statement(TEAMS.format(writers=writers.sql), writers.values).ask({})) if writers else {}  # nosec

    @cached_property
    def conditions(self) -> list[Condition]:
        """Of reviews that were shared in the window; what held it back needs no answer."""
        shared = visible_to(self.user).filter(published_at__gte=self._since)
        through: Any = ActionItem.factors.through
        promised = through.objects.filter(contributingfactor=OuterRef("pk"), actionitem__deleted_at=None)
        # The first of them, looked for by the condition: for "is there any" the planner reads all action items.
        first = promised.exclude(actionitem__state__in=LET_GO).values("actionitem")[:1]
        rows = ContributingFactor.objects.alive().filter(review__in=shared).exclude(sign=Sign.HELD_BACK)
        found = rows.annotate(action=Subquery(first)).order_by("-pk")
        listed = self._first(found.values_list("review", "action", "accepted_because"))
        return [Condition(review, action is not None or bool(because)) for review, action, because in listed]

    @cached_property
    def prepared(self) -> list[Prepared]:
        """Of reviews that were put on record in the window."""
        filed = visible_to(self.user).filter(filed_at__gte=self._since)
        rows = Preparedness.objects.filter(review__in=filed).order_by("-review__number")
        found = self._first(rows.values_list("review", *QUESTIONS))
        return [Prepared(review, dict(zip(QUESTIONS, answers, strict=True))) for review, *answers in found]

    @cached_property
    def services(self) -> list[Known]:
        lately = Q(restorers__confirmed_at__gte=clock.now() - HOLDS_FOR, restorers__user__is_active=True)
        rows = Service.objects.filter(archived_at=None).annotate(by=Count("restorers", filter=lately)).order_by("name")
        return [Known(*row) for row in self._first(rows.values_list("pk", "name", "by"))]

    @cached_property
    def hours(self) -> list[Hour]:
        """Meetings that ended in the window, about something that this reader may see. Two queries."""
        through: Any = Meeting.reviews.through
        seen = Exists(through.objects.filter(meeting=OuterRef("pk"), review__in=visible_to(self.user)))
        rows = Meeting.objects.filter(seen, ended_at__gte=self._since, is_practice=False).order_by("-pk")
        about = through.objects.filter(meeting=OuterRef("pk"), review__in=visible_to(self.user)).order_by("pk")
        rows = rows.annotate(about=ArraySubquery(about.values("review")))
        meetings = self._first(rows.values_list("pk", "ended_at", "facilitator", "about", "attended", "wrote"))
        given: dict[int, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        told = Tally.objects.filter(meeting__in=[pk for pk, *_numbers in meetings])
        for pk, what, value, times in told.values_list("meeting", "what", "value", "given"):
            given[pk][what][value] = times
        return [
            Hour(
                pk, clock.local(end, self.zone).date(), ran == self.user.pk, tuple(about), there, wrote, dict(given[pk])
            )
            for pk, end, ran, about, there, wrote in meetings
        ]

    @cached_property
    def thanks(self) -> list[Thanked]:
        """Said in the window, as far as they are for everybody."""
        near, today = self.window.before, self.window.today
        rows = Thanks.objects.filter(is_private=False, review__in=visible_to(self.user))
        rows = rows.filter(said_on__gt=near, said_on__lte=today).order_by("-pk")
        return [Thanked(*row) for row in self._first(rows.values_list("review", "kind"))]

    @cached_property
    def linked(self) -> frozenset[int]:
        """What a later review comes back to. Three queries."""
        return linked_for(self.user)

    @cached_property
    def met(self) -> Met:
        """Which kinds of condition were met on which services within a year. One query."""
        return met_by(self.user, days=LENGTHS[-1])

    @property
    def _since(self) -> dt.datetime:
        """The first moment of the window."""
        return clock.at(self.window.before + dt.timedelta(days=1), dt.time(), self.zone)

    def _day(self, moment: Any) -> Cast:
        """The day of a moment on the organisation's clock, said by the database: of most rows nobody needs the time."""
        return Cast(Func(Value(self.zone), moment, function="timezone", output_field=DateTimeField()), DateField())

    def _first(self, rows: QuerySet[Any, Any]) -> list[Any]:
        found = list(rows[: MOST + 1])
        self.is_cut = self.is_cut or len(found) > MOST
        return found[:MOST]


def _readers() -> Subquery:
    rows = TeamRead.objects.filter(review=OuterRef("pk")).order_by().values("review")
    return Subquery(rows.annotate(n=Count("pk")).values("n"))


def _of_incidents() -> QuerySet[Incident, Any]:
    return Incident.objects.filter(review=OuterRef("pk")).order_by().values("review")


def _over() -> Subquery:
    """When the last incident was over; nothing while one has no such stamp."""
    ends = _of_incidents().annotate(over=Max("resolved_at"), known=Count("resolved_at"), n=Count("pk"))
    return Subquery(ends.filter(known=F("n")).values("over"))


def _began() -> Subquery:
    """When the first one began."""
    return Subquery(_of_incidents().annotate(began=Min("started_at")).values("began"))


def _told(row: tuple[Any, ...], teams: dict[int, int]) -> Told:
    pk, number, title, kind, state, depth, source, filed, decided, shared, closed, over, began, said, readers = row
    is_unsaid = not depth and state in SETTLED and not shared  # "no review needed" is a decision as well
    return Told(
        pk=pk,
        ref=f"PIR-{number}",
        title=title,
        kind=kind,
        state=state,
        is_retold=bool(source),
        filed_on=filed,
        decided_on=decided or (closed if is_unsaid else None),
        is_decided=bool(depth) or state in SETTLED,
        over_on=over,
        shared_on=shared,
        began_at=began,
        acknowledged_at=said,
        teams=teams.get(pk, 0),
        readers=readers or 0,
    )
