"""Pictures and files of a review: all of them, another one, what one shows, away and back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.attachments import services
from postmortems.attachments.forms import AttachForm, DescribeForm
from postmortems.attachments.models import Attachment
from postmortems.attachments.queries import attachments_of
from postmortems.attachments.section import Shown, limits, section
from postmortems.attachments.taking import take
from postmortems.live.services import version
from postmortems.reviews.access import EDIT, VIEW, as_written, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer

PAGE = "attachments/page.html"


@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: Request, ref: str) -> HttpResponse:
    """All of them on a page of their own; POST brings another."""
    review = review_for(request, ref, EDIT if request.method == "POST" else VIEW)
    if request.method == "POST":
        return _attach(request, review)
    as_written(review)
    asked = request.GET.get("one", "")
    if request.htmx and asked.isdecimal():
        return _show(request, review, Shown(_one(review, int(asked)), EDIT in review.powers))
    removed = request.GET.get("removed", "")
    undo = review.attachments.filter(pk=removed, deleted_at__isnull=False).first() if removed.isdecimal() else None
    return answer(request, PAGE, _whole(review) | {"removed": undo}, fragment="attachments")


def _attach(request: Request, review: Review) -> HttpResponse:
    form = AttachForm(request.POST, request.FILES)
    made = take(form, review=review, actor=request.user, refused=getattr(request, "upload_refused", None))
    if made is None:
        return _again(request, review, form)
    if not request.htmx:
        return redirect(_place(review, made.pk))
    shown = Shown(made, may_edit=True, form=_asked(made) if made.is_image and not made.alt else None)
    return answer(request, PAGE, _part(review, attach_form=AttachForm(), shown=shown), fragment="attachments-added")


def _asked(made: Attachment) -> DescribeForm:
    """The question what a picture shows, beside the picture that has just come."""
    form = DescribeForm(pk=made.pk, initial={"alt": made.alt})
    form.fields["alt"].widget.attrs["autofocus"] = True
    return form


def _again(request: Request, review: Review, form: AttachForm) -> HttpResponse:
    """The form with its words. htmx shows what is refused (422); a full disk is no different to whoever reads it."""
    if request.htmx:
        return answer(request, PAGE, _part(review, attach_form=form), fragment="attachments-form", status=422)
    return answer(request, PAGE, _whole(review, form=form), status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: Request, ref: str, pk: int) -> HttpResponse:
    """What one shows; with GET the question."""
    review = review_for(request, ref, EDIT)
    found = _one(review, pk)
    form = DescribeForm(request.POST if request.method == "POST" else None, pk=pk, initial={"alt": found.alt})
    if request.method != "POST":
        form.fields["alt"].widget.attrs["autofocus"] = True
        return _show(request, review, Shown(found, True, form))
    if not form.is_valid():
        return _show(request, review, Shown(found, True, form), status=422)
    changes = form.merged().changes
    if form.errors:
        return _show(request, review, Shown(found, True, form), status=409)
    if "alt" in changes:
        services.describe(attachment=found, alt=changes["alt"], actor=request.user)
    if not request.htmx:
        return redirect(_place(review, pk))
    return _show(request, review, Shown(found, True))


@require_POST
def remove(request: Request, ref: str, pk: int) -> HttpResponse:
    """Into the trash, with a way back."""
    review = review_for(request, ref, EDIT)
    found = services.remove(attachment=get_object_or_404(review.attachments, pk=pk), actor=request.user)
    if request.htmx:
        return answer(request, PAGE, _part(review, removed=found), fragment="attachment-removed")
    return redirect(f"{reverse('attachments', args=[ref])}?removed={pk}")


@require_POST
def restore(request: Request, ref: str, pk: int) -> HttpResponse:
    """Out of the trash again."""
    review = review_for(request, ref, EDIT)
    services.restore(attachment=get_object_or_404(review.attachments, pk=pk), actor=request.user)
    return _show(request, review, Shown(_one(review, pk), True)) if request.htmx else redirect(_place(review, pk))


def _one(review: Review, pk: int) -> Attachment:
    return get_object_or_404(attachments_of(review), pk=pk)


def _show(request: Request, review: Review, one: Shown, *, status: int = 200) -> HttpResponse:
    context = _part(review, shown=one) if request.htmx else _whole(review, one=one)
    return answer(request, PAGE, context, fragment="attachment", status=status)


def _part(review: Review, **parts: Any) -> dict[str, Any]:
    return {"review": review, "limits": limits(), **parts}


def _whole(review: Review, **parts: Any) -> dict[str, Any]:
    seen = version()  # before anything else is read, so that nothing falls between
    return {"review": review, "live_version": seen, **section(review, **parts)}


def _place(review: Review, pk: int) -> str:
    return f"{reverse('attachments', args=[review.ref])}#attachment-{pk}"
