"""What the policy needs to know, read in bounded batches."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.followup.policy import STEPS, Hours, Promised
from postmortems.mail.models import Delivery
from postmortems.wording.policy import PUBLISHABLE

BATCH = 200
# Somebody who works one day a week hears of a date five working days ahead five weeks before it.
AHEAD = dt.timedelta(weeks=max(-step.working_days for step in STEPS), days=2)


def hours_of(user: User) -> Hours:
    return Hours(zone=user.zone, starts=user.work_starts, ends=user.work_ends, days=tuple(user.work_days))


def promised(item: ActionItem) -> Promised:
    """The item as the policy sees it. ValueError for one without an owner or a date."""
    if item.owner is None or item.due_on is None:
        raise ValueError("only what has an owner and a date can be reminded of")
    return Promised(due_on=item.due_on, touched_at=item.touched_at, hours=hours_of(item.owner))


def open_items() -> QuerySet[ActionItem]:
    """Open action items with an owner and a date. Words that wait for a facilitator are not sent to anybody."""
    rows = ActionItem.objects.alive().filter(state__in=OPEN, due_on__isnull=False, owner__is_active=True)
    return rows.filter(sentence_state__in=PUBLISHABLE, review__deleted_at=None).select_related("owner")


def candidates(now: dt.datetime) -> Iterator[list[ActionItem]]:
    """The items whose date is near and that have not had all their messages for it yet, 200 at a time."""
    today = now.date()
    near = _not_all_written(open_items().filter(due_on__range=(today - dt.timedelta(days=1), today + AHEAD)))
    last = 0
    while batch := list(near.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _not_all_written(rows: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    about = Concat(Value("action:"), Cast(OuterRef("pk"), CharField()))
    written = Delivery.objects.filter(
        kind__in=[step.kind for step in STEPS], about=about, recipient=OuterRef("owner"), local_date=OuterRef("due_on")
    )
    count = Subquery(written.order_by().values("about").annotate(count=Count("pk")).values("count"))
    return rows.annotate(written=Coalesce(count, 0)).filter(written__lt=len(STEPS))
