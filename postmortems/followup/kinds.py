"""The mails about promises: whether they are still wanted, when they may go out, and what they say."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dateformat import format as date_words

from postmortems.actions.access import may_see
from postmortems.actions.models import ActionItem
from postmortems.actions.states import State
from postmortems.actions.words import plain_day
from postmortems.followup.facts import hours_of, open_items
from postmortems.followup.policy import DUE_SOON, next_working_moment
from postmortems.mail import kinds
from postmortems.mail.models import Delivery
from postmortems.shared import clock


def item_of(delivery: Delivery) -> ActionItem | None:
    """The item, while it still waits for this recipient to keep this date."""
    _kind, _colon, pk = delivery.about.partition(":")
    wanted = open_items().filter(pk=pk, owner=delivery.recipient_id, due_on=delivery.local_date)
    return wanted.select_related("owner", "review").first()


def still_wanted(delivery: Delivery) -> bool:
    """Open, still theirs, for the same day, and still theirs to see."""
    item = item_of(delivery)
    return item is not None and item.owner is not None and may_see(item.owner, item)


def goes_out(delivery: Delivery, now: dt.datetime) -> dt.datetime:
    return next_working_moment(now, hours_of(delivery.recipient))


def context(delivery: Delivery) -> dict[str, Any]:
    item = item_of(delivery)
    if item is None or item.due_on is None:
        raise LookupError("the action item changed between asking and writing")
    today = clock.today(delivery.recipient.zone)
    return {
        "item": item,
        "review": item.review,
        "day": day_name(item.due_on, today=today),
        "date": plain_day(item.due_on, today=today),
        "is_today": item.due_on == today,
        "is_promised": item.state != State.OFFERED,
        "link": settings.BASE_URL + reverse("action", args=[item.pk]),
        "review_link": settings.BASE_URL + reverse("review", args=[item.review.ref]),
    }


def day_name(day: dt.date, *, today: dt.date) -> str:
    """ "Thursday" within a week, "Thursday 26 Nov" further away."""
    name = date_words(day, "l")
    return str(name) if day - today < dt.timedelta(days=7) else f"{name} {plain_day(day, today=today)}"


def register_all() -> None:
    """Called when the application starts."""
    kinds.register(kinds.Kind(name=DUE_SOON.kind, still_wanted=still_wanted, context=context, goes_out=goes_out))
