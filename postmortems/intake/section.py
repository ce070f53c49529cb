"""What the page of a batch shows."""

from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postmortems.intake import queries
from postmortems.intake.forms import ClockForm, Sorts, VoicesForm
from postmortems.intake.models import Batch, Line
from postmortems.intake.queries import VIEWS
from postmortems.shared.clock import local
from postmortems.timeline.importers.entries import Noise
from postmortems.timeline.importers.registry import name_of

NOISE = {
    Noise.COMING: _("coming and going"),
    Noise.BOT: _("posted by programs"),
    Noise.NOTIFY: _("who was called"),
    Noise.DELETED: _("deleted"),
    Noise.HIDDEN: _("hidden there"),
}
MOST_VOICES = 40


def sorts_of(batch: Batch) -> Sorts:
    """Which questions its times leave open; one query."""
    found = batch.lines.exclude(at=None).aggregate(
        zone=BoolOr(Q(names_its_zone=False)), day=BoolOr("is_day_guessed"), either=BoolOr("is_either_order")
    )
    return Sorts(
        has_no_zone=bool(found["zone"]), is_day_guessed=bool(found["day"]), is_either_order=bool(found["either"])
    )


def section(
    batch: Batch,
    *,
    view: str = "shown",
    after: int = 0,
    clock_form: ClockForm | None = None,
    voices_form: VoicesForm | None = None,
) -> dict[str, Any]:
    """What `intake/batch.html` needs."""
    sorts, counts = sorts_of(batch), queries.counts(batch)
    view = view if view in VIEWS else "shown"
    return {
        "batch": batch,
        "review": batch.review,
        "format": name_of(batch.importer),
        "counts": counts,
        "view": view,
        "views": views_of(counts, view),
        "rows": rows_of(batch, view=view, after=after),
        "is_document": queries.is_document(batch),
        "not_read": queries.not_read(batch),
        "sorts": sorts,
        "clock_form": clock_form or ClockForm(batch=batch, sorts=sorts),
        "voices_form": voices_form or VoicesForm(voices=list(batch.voices.select_related("user")[:MOST_VOICES])),
        "noise": [(kind, NOISE[Noise(kind)], count, kind in batch.shown_noise) for kind, count in batch.noise.items()],
    }


def views_of(counts: queries.Counts, view: str) -> list[tuple[str, Any, int, bool]]:
    """The views to choose from: name, words, lines in it, whether it is this one."""
    words = {"shown": _("To look through"), "starred": _("Starred"), "aside": _("Set aside")}
    return [(name, words[name], getattr(counts, name), name == view) for name in VIEWS]


def rows_of(batch: Batch, *, view: str, after: int = 0) -> dict[str, Any]:
    """One page of lines as rows: each with its moment on the review's clock, and the day where a new one begins."""
    excerpt = queries.page_of(batch, view=view, after=after)
    rows, day = [], None
    for line in excerpt.lines:
        row = row_of(line, batch, here=excerpt.here)
        row["day"] = row["there"].date() if row["there"].date() != day else None
        day = row["there"].date()
        rows.append(row)
    return {"rows": rows, "following": excerpt.following, "after": after}


def row_of(line: Line, batch: Batch, *, here: frozenset[str]) -> dict[str, Any]:
    """A line, its moment where the review is, and whether the story tells it already."""
    there = local(line.moment(batch.clock), batch.review.zone)
    shown = {"time": f"{there:%H:%M}", "moment": there.isoformat()}
    return {"line": line, "there": there, "is_here": line.identity in here, **shown}
