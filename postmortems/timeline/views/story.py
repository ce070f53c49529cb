"""The story: read it, add to it, change it, take out, bring back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from postmortems.live.services import version
from postmortems.reviews.access import EDIT, VIEW, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer
from postmortems.shared.text import clean
from postmortems.timeline import markup, queries, services
from postmortems.timeline.beside import with_what_stands_beside
from postmortems.timeline.filtering import Filter, choices_of, in_words
from postmortems.timeline.forms import EventForm, NewEventForm
from postmortems.timeline.looking import look, news_for
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.reading import Row
from postmortems.timeline.section import blank_form, section
from postmortems.timeline.undoing import removal
from postmortems.timeline.views.shown import (
    changed,
    event_for,
    has_list,
    kept_back,
    moment_in,
    named,
    place_in,
    to_entry,
    undo_in,
)
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
        place = place_in(request)
        form = blank_form(review, at=moment_in(request), place=place) if asked == "open" else None
        if form and not place:
            bring_back(form, user=request.user, target=f"review:{review.pk}", slot="event", field="body")
        return _page(request, review, fragment="timeline-form", form=form, place=place)
    following = named(request, review, "after")
    undo = undo_in(request, review) if EDIT in review.powers else None
    fragment = "timeline-rows" if following else "timeline"
    filtered = Filter.asked(request.GET.dict())
    return _page(request, review, fragment=fragment, following=following, undo=undo, asked=filtered)


@require_http_methods(["GET", "HEAD", "POST"])
def event(request: Request, ref: str, pk: int) -> HttpResponse:
    """One entry; POST saves it."""
    review = review_for(request, ref, EDIT if request.method == "POST" else VIEW)
    found = event_for(request, review, pk)
    if request.method == "POST":
        return save(request, review, found)
    if review.is_settled and review.names_as_roles:
        return redirect("document-story", ref)
    if request.htmx:
        story = markup.story_of(review, may_tell=EDIT in review.powers, yours=markup.own_clock(review, request.user))
        row = with_what_stands_beside([Row(found, zone=review.zone)])[0]
        return HttpResponse(markup.event(row, story, focus=True))
    if found.is_kept_back:
        return to_entry(found)
    return _page(request, review, following=queries.page_before(found))


@require_safe
def edit(request: Request, ref: str, pk: int) -> HttpResponse:
    """The form to change an entry, in its place or on a page of its own."""
    review = review_for(request, ref, EDIT)
    found = event_for(request, review, pk)
    return _form(request, review, EventForm.of(found), found)


@require_POST
def remove(request: Request, ref: str, pk: int) -> HttpResponse:
    """Put an entry in the trash."""
    review = review_for(request, ref, EDIT)
    found = services.remove_event(event=event_for(request, review, pk, removed=True), actor=request.user)
    if has_list(request) and not found.is_kept_back:
        return changed(request, found, event_undo=removal(found))
    return redirect(f"{reverse('timeline', args=[ref])}?undo=removed-{pk}")


@require_POST
def restore(request: Request, ref: str, pk: int) -> HttpResponse:
    """Bring an entry back."""
    review = review_for(request, ref, EDIT)
    found = services.restore_event(event=event_for(request, review, pk, removed=True), actor=request.user)
    return changed(request, found, focus=True) if request.htmx and not found.is_kept_back else to_entry(found)


def _add(request: Request, review: Review) -> HttpResponse:
    place = place_in(request)
    form = NewEventForm(request.POST, review=review, place=place)
    if not form.is_valid():
        return _page(request, review, fragment="timeline-form", form=form, place=place, status=422)
    keys = {name: form.cleaned_data[name] for name in ("form_key", "keeps_back")}
    made = services.add_event(review=review, entry=form.entry, author=request.user, **keys)
    drop_draft(author=request.user, target=f"review:{review.pk}", slot="event")
    if not request.htmx:
        return to_entry(made)
    fresh = None if place else blank_form(review)
    if made.is_kept_back:
        return kept_back(request, review, event_form=fresh, event_added=not place)
    return changed(request, made, focus=bool(place), event_form=fresh, event_added=not place)


def save(request: Request, review: Review, found: TimelineEvent) -> HttpResponse:
    """Save what was typed over an entry; what two people changed is merged, and the same field gives both texts."""
    form = EventForm.of(found, data=request.POST)
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
        return save(request, review, event_for(request, review, found.pk))
    if not has_list(request) or saved.is_kept_back:
        return to_entry(saved)
    return changed(request, saved, follower=follower, focus=True)


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
    if not request.htmx:
        asked = shown.get("asked") or Filter()
        context |= {"asked": asked, "asked_words": in_words(asked), "choices": choices_of(review)}
        since = look(review=review, user=request.user) if request.method == "GET" else None
        context["news"] = news_for(request.user, review, since=since) if since else None
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
