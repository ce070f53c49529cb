"""What happens between written and shared: asking those involved, passing a point, names or roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from accounts.roles import Power
from postmortems.reviews.access import EDIT, STEER, VIEW, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer
from postmortems.workspace import sharing
from postmortems.workspace.gate_section import gate_list, part_asked
from postmortems.workspace.sharing_forms import ObjectionForm

PAGE = "workspace/gate_page.html"


@require_safe
def gate(request: Request, ref: str) -> HttpResponse:
    """What sharing still waits for."""
    review = review_for(request, ref, EDIT)
    return _gate(request, review)


@require_POST
def show(request: Request, ref: str) -> HttpResponse:
    """Ask those involved whether it is told right."""
    review = review_for(request, ref, STEER)
    try:
        sharing.show(review=review, actor=request.user)
    except sharing.CannotShare as error:
        return _refused(request, review, error)
    review.refresh_from_db(fields=["shown_at"])
    return _changed(request, review, _("They are asked now. One working day is theirs."))


@require_POST
def waive(request: Request, ref: str, point: str) -> HttpResponse:
    """Pass a point that only advises, or ask it again (`back`)."""
    review = review_for(request, ref, STEER)
    try:
        if "back" in request.POST:
            sharing.unwaive(review=review, point=point, actor=request.user)
        else:
            reason = request.POST.get("reason", "")
            sharing.waive(review=review, point=point, reason=reason, actor=request.user)
    except sharing.CannotShare as error:
        return _refused(request, review, error)
    return _changed(request, review)


@require_POST
def names(request: Request, ref: str) -> HttpResponse:
    """Roles where people were named, or names again (`back`)."""
    review = review_for(request, ref, STEER)
    sharing.name_roles(review=review, roles="back" not in request.POST, actor=request.user)
    review.refresh_from_db(fields=["names_as_roles"])
    if review.is_settled:
        return redirect("review", review.ref)
    return _changed(request, review)


@require_http_methods(["GET", "HEAD", "POST"])
def told(request: Request, ref: str) -> HttpResponse:
    """Somebody who took part says that it is told right, or what is told differently (`body`)."""
    review = review_for(request, ref, VIEW)
    if request.method != "POST":
        return _told(request, review, ObjectionForm())
    form = ObjectionForm(request.POST)
    try:
        if "fine" in request.POST:
            sharing.say_fine(review=review, user=request.user)
            messages.success(request, _("Thank you. It counts."))
        elif form.is_valid():
            sharing.object_to(review=review, user=request.user, **form.cleaned_data)
            messages.success(request, _("Kept. Sharing waits until it is answered."))
        else:
            return _told(request, review, form, status=422)
    except sharing.CannotShare as error:
        return _told(request, review, form, status=422, why_not=str(error))
    return redirect(f"{reverse('review', args=[review.ref])}#asked")


def _told(
    request: Request, review: Review, form: ObjectionForm, *, status: int = 200, why_not: str = ""
) -> HttpResponse:
    context = {
        "review": review,
        "objection": form,
        "asked_part": part_asked(review, request.user),
        "why_not": why_not,
        "is_page": True,
    }
    return render(request, "workspace/told.html", context, status=status)


def _changed(request: Request, review: Review, say: str = "") -> HttpResponse:
    if request.htmx:
        return _gate(request, review, said=say)
    if say:
        messages.success(request, say)
    return redirect(f"{_way_back(request, review)}#gate")


def _way_back(request: Request, review: Review) -> str:
    """The page of the list that was pressed on: the review, or that of the move."""
    return reverse("gate" if "alone" in request.POST else "review", args=[review.ref])


def _refused(request: Request, review: Review, error: sharing.CannotShare) -> HttpResponse:
    return _gate(request, review, status=422, why_not=str(error))


def _gate(request: Request, review: Review, *, status: int = 200, said: str = "", why_not: str = "") -> HttpResponse:
    context = {
        "review": review,
        "gate": gate_list(review),
        "may_steer": Power.STEER in review.powers,
        "said": said,
        "why_not": why_not,
        "is_page": not request.htmx or "alone" in request.POST,
    }
    return answer(request, PAGE, context, fragment="gate", status=status)
