"""What the views of the story have in common: finding an entry, and answering with the rows that changed."""

import datetime as dt
import re
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from accounts.requests import Request
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer
from postmortems.timeline import fragments, markup, queries
from postmortems.timeline.forms import EARLIEST, LATEST
from postmortems.timeline.joining import Joined
from postmortems.timeline.kept_back import kept_back_by, readable_by
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.undoing import Undo, merging, removal, splitting

_UNDO = re.compile(r"(?P<what>removed|merged|split)-(?P<pk>\d{1,18})(?:-(?P<first>\d{1,18}))?")
_PLACE = re.compile(r"(below-)?\d{1,18}")


def has_list(request: Request) -> bool:
    """Whether the page shows the story, into which htmx puts what changed; the page of one entry does not."""
    path = (request.htmx.current_url_abs_path or "").partition("?")[0] if request.htmx else ""
    return bool(request.htmx) and not path.endswith(("/edit/", "/menu/", "/split/", "/evidence/", "/evidence/files/"))


def changed(
    request: Request,
    found: TimelineEvent,
    *others: TimelineEvent,
    follower: TimelineEvent | None = None,
    focus: bool = False,
    **more: Any,
) -> HttpResponse:
    """What htmx puts in place after a write: the entry where it stands now, `others` that changed with it, and whatever
    follows from that. `follower` is the entry that stood behind it before it moved.
    """
    review = found.review
    yours = markup.own_clock(review, request.user)
    changes = [fragments.changed(found, may_tell=True, focus=focus, yours=yours)]
    changes += [fragments.changed(other, may_tell=True, yours=yours) for other in others]
    if follower:
        follower.review = review
        changes.append(fragments.before_of(follower, may_tell=True))
    return answer(request, "timeline/changed.html", {"review": review, "changes": changes, **more})


def kept_back(request: Request, review: Review, **more: Any) -> HttpResponse:
    """What htmx puts in place after this person kept an entry back: all that they keep back, seen by them alone."""
    mine = list(kept_back_by(request.user, review))
    context = {"review": review, "is_kept_back_new": True, "events_kept_back": mine, **more}
    return answer(request, "timeline/changed.html", context)


def event_for(request: Request, review: Review, pk: int, *, removed: bool = False) -> TimelineEvent:
    """The entry, with what this person keeps back themselves; with `removed` also from the trash. Http404."""
    rows = readable_by(request.user).filter(review=review)
    found = get_object_or_404(rows if removed else rows.filter(deleted_at=None), pk=pk)
    found.review = review
    return found


def shared_event(review: Review, pk: int, *, removed: bool = False) -> TimelineEvent:
    """The entry if everybody may read it. Http404."""
    rows = review.events.all() if removed else review.events.alive()
    found: TimelineEvent = get_object_or_404(rows, pk=pk)
    found.review = review
    return found


def to_entry(found: TimelineEvent, *, undo: str = "") -> HttpResponse:
    """The page that shows the entry, at the entry. `undo` names what can be taken back there (undoing.py)."""
    page = reverse("timeline", args=[found.review.ref])
    if found.is_kept_back:
        return redirect(f"{page}#timeline-kept-back")
    last = queries.page_before(found)
    if undo:
        return redirect(f"{page}?undo={undo}")
    if last is None and not found.is_noise:
        page = reverse("review", args=[found.review.ref])
    return redirect(f"{page}{f'?after={last.pk}' if last else ''}#timeline-event-{found.pk}")


def named(request: Request, review: Review, name: str) -> TimelineEvent | None:
    """The entry of this review whose number stands in the address under `name`."""
    number = request.GET.get(name, "")
    if not number:
        return None
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    return shared_event(review, int(number), removed=True)


def undo_in(request: Request, review: Review) -> Undo | None:
    """What the address says was just done and can be taken back: removed-12, merged-12, split-13-12."""
    found = _UNDO.fullmatch(request.GET.get("undo", ""))
    if found is None:
        return None
    event = shared_event(review, int(found["pk"]), removed=True)
    if found["what"] == "removed":
        return removal(event) if event.deleted_at else None
    above = event.merged_into_id if found["what"] == "merged" else found["first"]
    if above is None or (found["what"] == "split" and event.deleted_at):
        return None
    joined = Joined(shared_event(review, int(above), removed=True), event)
    return merging(joined) if found["what"] == "merged" else splitting(joined)


def place_in(request: Request) -> str:
    """Where on the page the form stands: "" for the top, the number of the entry before which it fills a silence, or
    "below-" and the number of the entry that it stands under.
    """
    place = (request.POST if request.method == "POST" else request.GET).get("place", "")
    return place if request.htmx and _PLACE.fullmatch(place) else ""


def moment_in(request: Request) -> dt.datetime | None:
    """The moment that the form starts from; anything else in the address is left aside."""
    try:
        found = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        return None
    return found if found and found.tzinfo and EARLIEST <= found.date() <= LATEST else None
