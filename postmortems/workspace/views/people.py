"""Who keeps a review, and who may see it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.reviews.access import EDIT, STEER, review_for, visible_to
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.shared.htmx import done
from postmortems.workspace.forms import PeopleForm
from postmortems.workspace.incident_forms import ParticipantForm
from postmortems.workspace.neutrality import neutrality
from postmortems.workspace.people_section import key_to_roles, room_of
from postmortems.workspace.room import add_participant, join, remove_participant
from postmortems.workspace.services import save_people


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Request, ref: str) -> HttpResponse:
    """Show or change keepers and visibility. Somebody who shuts themselves out comes home instead of to a 404."""
    review = review_for(request, ref, STEER)
    form = PeopleForm(
        request.POST if request.method == "POST" else None, review=review, today=clock.today(request.user.zone)
    )
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            merged = form.merged()
            if not merged.conflicts:
                save_people(review=review, said=form.cleaned_data, changes=merged.changes, author=request.user)
                return done(request, _still_there(request, review), say=_("Saved."))
            status = 409
    return _show(request, review, form=form, status=status)


@require_POST
def participants(request: Request, ref: str) -> HttpResponse:
    """Name somebody who took part, or take them off the list (`remove`, with Undo: they are named again)."""
    review = review_for(request, ref, STEER)
    if "remove" in request.POST:
        return _remove(request, review)
    form = ParticipantForm(request.POST)
    if not form.is_valid():
        return _show(request, review, adding=form, status=422)
    add_participant(review=review, part=form.part(), actor=request.user)
    return done(request, f"{reverse('people', args=[review.ref])}#participants")


@require_POST
def join_in(request: Request, ref: str) -> HttpResponse:
    """ "I was there"."""
    review = review_for(request, ref, EDIT)
    join(review=review, user=request.user)
    return done(request, f"{reverse('review', args=[review.ref])}#room")


def _remove(request: Request, review: Review) -> HttpResponse:
    number = request.POST["remove"]
    removed = None
    if number.isdecimal() and len(number) < 18:
        removed = remove_participant(review=review, pk=int(number), actor=request.user)
    if visible_to(request.user).filter(pk=review.pk).exists():
        return _show(request, review, removed=removed)
    return done(request, reverse("home"))


def _still_there(request: Request, review: Review) -> str:
    still = visible_to(request.user).filter(pk=review.pk).exists()
    return reverse("review", args=[review.ref]) if still else reverse("home")


def _show(
    request: Request,
    review: Review,
    *,
    form: PeopleForm | None = None,
    adding: ParticipantForm | None = None,
    removed: Participant | None = None,
    status: int = 200,
) -> HttpResponse:
    room = room_of(review)
    context = {
        "review": review,
        "form": form or PeopleForm(None, review=review, today=clock.today(request.user.zone)),
        "adding": adding or ParticipantForm(),
        "room": room,
        "removed": removed,
        "key": key_to_roles(room),
        **neutrality(review, room),
    }
    return render(request, "workspace/people.html", context, status=status)
