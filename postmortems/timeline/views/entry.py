"""What can be done with one entry beside changing its words: mark it, merge it, split it. Each can be taken back."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from postmortems.reviews.access import EDIT, review_for
from postmortems.shared.htmx import answer, done
from postmortems.shared.text import clean
from postmortems.timeline import joining, queries, undoing
from postmortems.timeline.cutting import halves, places_to_cut
from postmortems.timeline.joining import CannotJoin
from postmortems.timeline.marking import MARKS, mark
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.offering import offer_for
from postmortems.timeline.views.shown import changed, has_list, shared_event, to_entry
from postmortems.timeline.views.story import save
from postmortems.wording.services import Conflict

Kind = TimelineEvent.Kind


@require_safe
def menu(request: Request, ref: str, pk: int) -> HttpResponse:
    """Everything that can be done with the entry, beneath it or on a page of its own."""
    review = review_for(request, ref, EDIT)
    event = shared_event(review, pk)
    context = {
        "review": review,
        "event": event,
        "kinds": Kind.choices,
        "above": queries.before(event).last(),
        "between": queries.middle_after(event),
        "event_offer": offer_for(event),
    }
    return answer(request, "timeline/menu.html", context, fragment="timeline-menu")


@require_POST
def marked(request: Request, ref: str, pk: int) -> HttpResponse:
    """Star, hide, flag, or name the kind of an entry; `mark` says which."""
    review = review_for(request, ref, EDIT)
    event, name = shared_event(review, pk), request.POST.get("mark", "")
    if name == "kind" and request.POST.get("kind") in Kind.values:
        was = event.kind
        event = mark(event=event, changes={"kind": request.POST["kind"]}, actor=request.user)
        undo = undoing.renaming(event, was)
    elif name in MARKS:
        event = mark(event=event, changes=MARKS[name][0], actor=request.user)
        undo = undoing.marking(event, name)
    else:
        return HttpResponse(status=422)
    if has_list(request):
        return changed(request, event, focus=True, event_undo=undo, event_offer=offer_for(event))
    return done(request, reverse("timeline-event-menu", args=[ref, pk]), say=undo["text"])


@require_POST
def merge(request: Request, ref: str, pk: int) -> HttpResponse:
    """Make the entry a part of the one above it."""
    review = review_for(request, ref, EDIT)
    event = shared_event(review, pk, removed=True)
    if event.deleted_at:  # the second of two presses
        return done(request, reverse("timeline", args=[ref]))
    follower = queries.after(event).first()
    try:
        joined = joining.merge_up(event=event, actor=request.user)
    except CannotJoin as no:
        return done(request, reverse("timeline", args=[ref]), say=str(no))
    if has_list(request):
        undo = undoing.merging(joined)
        return changed(request, joined.first, joined.second, follower=follower, focus=True, event_undo=undo)
    return to_entry(joined.first, undo=f"merged-{event.pk}")


@require_POST
def part(request: Request, ref: str, pk: int) -> HttpResponse:
    """Let a merged entry stand on its own again."""
    review = review_for(request, ref, EDIT)
    event = shared_event(review, pk, removed=True)
    try:
        joined = joining.part_again(event=event, version=_version(request), actor=request.user)
    except CannotJoin as no:
        return done(request, reverse("timeline", args=[ref]), say=str(no))
    return changed(request, joined.second, joined.first, focus=True) if has_list(request) else to_entry(joined.second)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: Request, ref: str, pk: int) -> HttpResponse:
    """Cut the entry in two: at `at`, counted in characters of what was typed, or where one of the places is chosen."""
    review = review_for(request, ref, EDIT)
    event = shared_event(review, pk)
    typed = request.POST.get("body", "").replace("\r\n", "\n")
    words = typed if clean(typed) else event.body
    if _version(request) not in (0, event.version):
        return save(request, review, event)  # somebody saved since: that comes first
    if request.method != "POST" or not request.POST.get("at", "").isdecimal():
        context = {"review": review, "event": event, "words": words, "places": places_to_cut(words)}
        status = 422 if request.method == "POST" and "at" in request.POST else 200
        return answer(request, "timeline/split.html", context, fragment="timeline-split", status=status)
    try:
        first, second = halves(words, int(request.POST["at"][:7]))
        joined = joining.split(event=event, first=first, second=second, actor=request.user)
    except (CannotJoin, Conflict) as no:
        say = str(no) if isinstance(no, CannotJoin) else ""
        return done(request, reverse("timeline-event-split", args=[ref, pk]), say=say)
    if has_list(request):
        return changed(request, joined.first, joined.second, focus=True, event_undo=undoing.splitting(joined))
    return to_entry(joined.first, undo=f"split-{joined.second.pk}-{joined.first.pk}")


@require_POST
def whole(request: Request, ref: str, pk: int) -> HttpResponse:
    """Make one entry again of two that were split."""
    review = review_for(request, ref, EDIT)
    event, number = shared_event(review, pk), request.POST.get("first", "")
    first = shared_event(review, int(number) if number.isdecimal() and len(number) < 19 else 0)
    try:
        joined = joining.make_whole(event=event, first=first, version=_version(request), actor=request.user)
    except CannotJoin as no:
        return done(request, reverse("timeline", args=[ref]), say=str(no))
    return changed(request, joined.first, joined.second, focus=True) if has_list(request) else to_entry(joined.first)


def _version(request: Request) -> int:
    number = request.POST.get("version", "")
    return int(number) if number.isdecimal() and len(number) < 10 else 0
