"""The story: read it, add to it, change it, take out, bring back."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from postmortems.live.services import version
from postmortems.reviews.access import EDIT, VIEW, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer
from postmortems.shared.text import clean
from postmortems.timeline import fragments, markup, queries, services
from postmortems.timeline.forms import EARLIEST, LATEST, EventForm, NewEventForm
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.reading import Row
from postmortems.timeline.section import blank_form, section
from postmortems.wording.bringing import bring_back
from postmortems.wording.models import Draft
from postmortems.wording.queries import drafts_of
from postmortems.wording.services import Conflict, drop_draft, keep_draft

PAGE, EDIT_PAGE = "timeline/page.html", "timeline/edit.html"


@require_http_methods(["GET", "HEAD", "POST"])
def timeline(request: Request, ref: str) -> HttpResponse:
    """The story on its own page. `?after=` an entry: what follows it; `?form=open`: with a form. POST adds."""
    review = review_for(request, ref, EDIT if request.method == "POST" else VIEW)
    if request.method == "POST":
        return _add(request, review)
    if review.is_settled and review.names_as_roles:
        return redirect("document-story", ref)
    asked = request.GET.get("form", "")
    if asked and EDIT in review.powers:
        place = _place(request)
        form = blank_form(review, at=_moment(request), place=place) if asked == "open" else None
        if form and not place:
            bring_back(form, user=request.user, target=f"review:{review.pk}", slot="event", field="body")
        return _page(request, review, fragment="timeline-form", form=form, place=place)
    following = _named(request, review, "after")
    removed = _named(request, review, "removed") if EDIT in review.powers else None
    fragment = "timeline-rows" if following else "timeline"
    return _page(request, review, fragment=fragment, following=following, removed=removed)


@require_http_methods(["GET", "HEAD", "POST"])
def event(request: Request, ref: str, pk: int) -> HttpResponse:
    """One entry; POST saves it."""
    review = review_for(request, ref, EDIT if request.method == "POST" else VIEW)
    found = _event(review, pk)
    if request.method == "POST":
        return _save(request, review, found)
    if review.is_settled and review.names_as_roles:
        return redirect("document-story", ref)
    if request.htmx:
        story = markup.story_of(review, may_tell=EDIT in review.powers)
        return HttpResponse(markup.event(Row(found, zone=review.zone), story, focus=True))
    return _page(request, review, following=queries.page_before(found))


@require_safe
def edit(request: Request, ref: str, pk: int) -> HttpResponse:
    """The form to change an entry, in its place or on a page of its own."""
    review = review_for(request, ref, EDIT)
    found = _event(review, pk)
    return _form(request, review, EventForm.of(found, zone=review.zone), found)


@require_POST
def remove(request: Request, ref: str, pk: int) -> HttpResponse:
    """Put an entry in the trash."""
    review = review_for(request, ref, EDIT)
    found = services.remove_event(event=_event(review, pk, removed=True), actor=request.user)
    if _has_list(request):
        return _changed(request, found, event_removed=found)
    return redirect(f"{reverse('timeline', args=[ref])}?removed={pk}")


@require_POST
def restore(request: Request, ref: str, pk: int) -> HttpResponse:
    """Bring an entry back."""
    review = review_for(request, ref, EDIT)
    found = services.restore_event(event=_event(review, pk, removed=True), actor=request.user)
    return _changed(request, found, focus=True) if request.htmx else _to(found)


def _add(request: Request, review: Review) -> HttpResponse:
    place = _place(request)
    form = NewEventForm(request.POST, zone=review.zone, place=place)
    if not form.is_valid():
        return _page(request, review, fragment="timeline-form", form=form, place=place, status=422)
    made = services.add_event(
        review=review, entry=form.entry, author=request.user, form_key=form.cleaned_data["form_key"]
    )
    drop_draft(author=request.user, target=f"review:{review.pk}", slot="event")
    if not request.htmx:
        return _to(made)
    fresh = None if place else blank_form(review)
    return _changed(request, made, focus=bool(place), event_form=fresh, event_added=not place)


def _save(request: Request, review: Review, found: TimelineEvent) -> HttpResponse:
    form = EventForm.of(found, zone=review.zone, data=request.POST)
    if not form.is_valid():
        return _form(request, review, form, found, status=422)
    joined = form.joined()
    if form.errors:
        return _overtaken(request, review, form, found)
    if not joined.is_valid():  # each change is sound, together they are not
        return _form(request, review, joined, found, status=422)
    follower = queries.after(found).first()
    try:
        saved = services.change_event(event=found, entry=joined.entry, base_version=found.version, author=request.user)
    except Conflict:  # between our reading and our writing: read again, and merge again
        return _save(request, review, _event(review, found.pk))
    return _changed(request, saved, follower=follower, focus=True) if _has_list(request) else _to(saved)


def _overtaken(request: Request, review: Review, form: EventForm, found: TimelineEvent) -> HttpResponse:
    """Somebody else changed the same field: theirs is shown, mine stays in the field, and its words become a draft."""
    conflict = None
    if "body" in form.errors:
        mine = clean(request.POST.get("body", ""))
        conflict = Conflict(mine=mine, theirs=found.body, version=found.version)
        place: dict[str, Any] = {"author": request.user, "target": f"event:{found.pk}", "slot": "body"}
        form.draft = keep_draft(**place, body=mine, why=Draft.Why.CONFLICT, base_version=found.version)
    return _form(request, review, form.over(), found, conflict=conflict, status=409)


def _page(
    request: Request, review: Review, *, fragment: str = "timeline", place: str = "", status: int = 200, **shown: Any
) -> HttpResponse:
    seen = version()  # before the story is read, so that nothing falls between
    context = {"review": review, "place": place, "live_version": seen, **section(review, user=request.user, **shown)}
    return answer(request, PAGE, context, fragment=fragment, status=status)


def _form(
    request: Request,
    review: Review,
    form: EventForm,
    found: TimelineEvent,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    if not form.is_bound and (kept := drafts_of(request.user, target=f"event:{found.pk}").get("body")):
        form.initial["body"], form.draft = kept.body, kept
        if kept.why == Draft.Why.CONFLICT and kept.body != found.body:
            conflict = Conflict(mine=kept.body, theirs=found.body, version=found.version)
    context = {"review": review, "event": found, "form": form, "conflict": conflict}
    return answer(request, EDIT_PAGE, context, fragment="timeline-event-form", status=status)


def _has_list(request: Request) -> bool:
    """Whether the page shows the story, into which htmx puts what changed; the page of one form does not."""
    return bool(request.htmx) and not (request.htmx.current_url_abs_path or "").endswith("/edit/")


def _changed(
    request: Request, found: TimelineEvent, *, follower: TimelineEvent | None = None, focus: bool = False, **more: Any
) -> HttpResponse:
    """What htmx puts in place after a write: the entry where it stands now, and whatever follows from that."""
    changes = [fragments.changed(found, may_tell=True, focus=focus)]
    if follower:
        follower.review = found.review
        changes.append(fragments.before_of(follower, may_tell=True))
    return answer(request, "timeline/changed.html", {"review": found.review, "changes": changes, **more})


def _event(review: Review, pk: int, *, removed: bool = False) -> TimelineEvent:
    rows = review.events.all() if removed else queries.told(review)
    found = get_object_or_404(rows, pk=pk)
    found.review = review
    return found


def _to(found: TimelineEvent) -> HttpResponse:
    """The page that shows the entry, at the entry."""
    last = queries.page_before(found)
    ref = found.review.ref
    page = f"{reverse('timeline', args=[ref])}?after={last.pk}" if last else reverse("review", args=[ref])
    return redirect(f"{page}#timeline-event-{found.pk}")


def _named(request: Request, review: Review, name: str) -> TimelineEvent | None:
    """The entry of this review whose number stands in the address under `name`."""
    number = request.GET.get(name, "")
    if not number:
        return None
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    return _event(review, int(number), removed=True)


def _place(request: Request) -> str:
    """Where on the page the form stands: "" for the top, or the number of the entry before which it fills a silence."""
    place = (request.POST if request.method == "POST" else request.GET).get("place", "")
    return place if request.htmx and place.isdecimal() and len(place) < 19 else ""


def _moment(request: Request) -> dt.datetime | None:
    """The moment that the form starts from; anything else in the address is left aside."""
    try:
        found = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        return None
    return found if found and found.tzinfo and EARLIEST <= found.date() <= LATEST else None
