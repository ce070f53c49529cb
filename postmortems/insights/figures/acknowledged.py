"""How soon a leader says a word of their own."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.charts.dots import Dot, Dots, Lane
from postmortems.insights.figure import FEWEST, REVIEW, Behind, Definition, Figure, nothing, share
from postmortems.insights.figures.learning import RETOLD
from postmortems.insights.rows import Told
from postmortems.insights.spread import plain, spread
from postmortems.insights.window import Window, working_days
from postmortems.reviews.models import Kind
from postmortems.shared.clock import local

DEFINITION = Definition(
    "acknowledged",
    __("A leader's first word"),
    __("Do leaders own it early, and in the open?"),
    __(
        "Hours from the onset of the first incident of a review to the first acknowledgement, over incident reviews "
        "that were put on record in the window: the middle one, and the share that came by the end of the next "
        "working day. Where nobody knows the onset, or nobody has said anything yet, it is shown beside; a story that "
        "was told first elsewhere is left out."
    ),
)


def measure(reviews: Sequence[Told], window: Window, *, zone: str = "UTC", place: str = "") -> Figure:
    everything = [one for one in reviews if one.kind == Kind.INCIDENT and window.holds(one.filed_on)]
    filed = [one for one in everything if not one.is_retold]
    if not everything:
        return nothing(_("Nothing was put on record in this time."))
    hours = {one.pk: hour for one in filed if (hour := _hours(one)) is not None}
    soon = dict.fromkeys(one.pk for one in filed if one.pk in hours and _is_soon(one, zone, place))
    silent = [one.pk for one in filed if one.acknowledged_at is None]
    unknown = [one.pk for one in filed if one.acknowledged_at and one.pk not in hours]
    behind = (
        Behind("soon", __("within a working day"), REVIEW, tuple(soon)),
        Behind("later", __("later"), REVIEW, tuple(pk for pk in hours if pk not in soon)),
        Behind("silent", __("no word yet"), REVIEW, tuple(silent)),
        Behind("unknown", __("unknown"), REVIEW, tuple(unknown)),
        Behind("retold", RETOLD, REVIEW, tuple(one.pk for one in everything if one.is_retold)),
    )
    rows = tuple((list_.label, list_.n) for list_ in behind)
    found = spread(list(hours.values()))
    if found is None:
        return Figure(_("No leader's word can be timed yet."), 0, behind, (__("First word"), __("Reviews")), rows)
    numbers = {"share": share(len(soon), len(hours)), "hours": plain(found.middle)}
    dots = [Dot(hours[one.pk], one.ref, one.title) for one in filed if one.pk in hours]
    return Figure(
        _("Within a working day: %(share)s; the middle one after %(hours)s hours.") % numbers,
        found.n,
        behind,
        (__("First word"), __("Reviews")),
        rows,
        picture=Dots([Lane(_("hours after the onset"), "", dots)], "hours") if found.n >= FEWEST else None,
    )


def _hours(review: Told) -> float | None:
    if review.began_at is None or review.acknowledged_at is None or review.acknowledged_at < review.began_at:
        return None
    return (review.acknowledged_at - review.began_at) / dt.timedelta(hours=1)


def _is_soon(review: Told, zone: str, place: str) -> bool:
    began, said = (local(at, zone).date() for at in (review.began_at, review.acknowledged_at) if at)
    return working_days(began, said, place=place) <= 1
