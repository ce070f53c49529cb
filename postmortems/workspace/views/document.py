"""A shared review: the page, the rest of a long story, corrections, and what of it can be copied."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import Request
from postmortems.reviews.access import CORRECT, review_for
from postmortems.reviews.collected import collected_by
from postmortems.reviews.models import Review
from postmortems.shared.copying import copy_page
from postmortems.shared.htmx import answer, done
from postmortems.workspace import plan as plans
from postmortems.workspace.copying import PAPERS
from postmortems.workspace.document import document, story_of
from postmortems.workspace.document_parts import told
from postmortems.workspace.reach import note_reading
from postmortems.workspace.sharing import correct
from postmortems.workspace.sharing_forms import CorrectionForm


def show(request: Request, review: Review, *, form: CorrectionForm | None = None, status: int = 200) -> HttpResponse:
    """The document. `form` is a correction that could not be taken yet."""
    if review.is_settled and request.method == "GET":
        note_reading(review, request.user)
    context = document(review, user=request.user, correcting=form)
    return render(request, "workspace/document.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request: Request, ref: str) -> HttpResponse:
    """Add a dated note to a shared review."""
    review = review_for(request, ref, CORRECT)
    if request.method != "POST":
        return redirect(f"{reverse('review', args=[ref])}#correct")
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return show(request, review, form=form, status=422)
    note = correct(review=review, actor=request.user, **form.cleaned_data)
    return done(request, f"{reverse('review', args=[ref])}#correction-{note.pk}", say=_("It stands with its day."))


@require_safe
def story(request: Request, ref: str) -> HttpResponse:
    """What the story tells after an entry (`?after=`), or all of it from the start."""
    review = review_for(request, ref)
    after = request.GET.get("after", "")
    following = get_object_or_404(review.events.alive(), pk=int(after[:18])) if after.isdecimal() else None
    if following is not None:
        following.review = review
    parts = told(review)
    context = {"review": review, "title": parts.title, **story_of(review, parts.names, following=following)}
    return answer(request, "workspace/document_rest.html", context, fragment="document-story")


@require_safe
def plan(request: Request, ref: str) -> HttpResponse:
    """The plan with its state today, to be read, sent and printed."""
    review = review_for(request, ref)
    href = request.build_absolute_uri(reverse("plan", args=[review.ref]))
    return render(request, "workspace/plan.html", {"review": review, **plans.plan(review, href=href)})


@require_safe
def copy(request: Request, ref: str, what: str) -> HttpResponse:
    """The plan, the read-out or the page in a form that can be pasted."""
    review = review_for(request, ref)
    if what not in PAPERS:
        raise Http404
    parts = told(review, together=collected_by(review, user=request.user))
    paper = PAPERS[what](parts, href=_address(request, review))
    back = reverse("review", args=[ref])
    return render(request, "parts/copied.html", copy_page(paper, request.GET.get("as", ""), back=back))


def _address(request: Request, review: Review) -> str:
    return request.build_absolute_uri(reverse("review", args=[review.ref]))
