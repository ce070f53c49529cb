"""The story as the review page and its own page show it."""

import datetime as dt
from typing import Any

from accounts.models import User
from accounts.roles import Power
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.timeline import queries
from postmortems.timeline.filtering import Filter
from postmortems.timeline.forms import NewEventForm
from postmortems.timeline.kept_back import kept_back_by
from postmortems.timeline.models import TimelineEvent


def section(
    review: Review,
    *,
    user: User,
    form: NewEventForm | None = None,
    following: TimelineEvent | None = None,
    undo: dict[str, Any] | None = None,
    asked: Filter | None = None,
) -> dict[str, Any]:
    """What `timeline/page.html#timeline` needs. `review` comes from the gate. The form is shown when there is one.

    `following` starts the excerpt after that entry; `undo` can be taken back (undoing.py).
    """
    may_tell = Power.EDIT in review.powers
    excerpt = queries.excerpt(review, following=following, asked=asked)
    return {
        "events": excerpt.rows,
        "events_more": excerpt.rows[-1].event if excerpt.more else None,
        "events_axes": queries.axes(review),
        "events_from_start": following is None,
        "event_form": form,
        "events_query": asked.query if asked else "",
        "event_undo": undo,
        "may_tell": may_tell,
        "events_kept_back": list(kept_back_by(user, review)) if may_tell else [],
    }


def blank_form(review: Review, *, at: dt.datetime | None = None, place: str = "") -> NewEventForm:
    """A form for the next entry, on the day where the story stands; with `at`, on that moment."""
    last = at or _last_moment(review)
    there = clock.local(last, review.zone)
    initial = {"date": there.date(), "time": there.time()} if at else {"date": there.date()}
    return NewEventForm(initial=initial, review=review, place=place)


def _last_moment(review: Review) -> dt.datetime:
    last = queries.told(review).last()
    if last:
        return last.occurred_at
    incident = review.incidents.exclude(started_at=None).first()
    onset = incident and incident.started_at
    return onset or clock.now()
