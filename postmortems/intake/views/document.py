"""A finished document, dropped or pasted: looked at first, then kept as a draft of a review."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.intake.bringing import told
from postmortems.intake.documents import preview
from postmortems.intake.forms import DocumentForm
from postmortems.reviews.access import visible_to
from postmortems.shared.htmx import answer, done
from postmortems.timeline.importers.decoding import text_of
from postmortems.timeline.importers.documents import read_document
from postmortems.timeline.importers.result import CannotReadError
from postmortems.workspace.importing import take_in

PAGE = "intake/document.html"


@require_http_methods(["GET", "HEAD", "POST"])
def document(request: Request) -> HttpResponse:
    """A form for it; POST shows what it would become, and with `keep` makes it a review. The same one twice is one."""
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    if not form.is_bound or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    data = form.data_of_it
    draft = read_document(data)
    if draft.problems:
        form.add_error("text", _("It could not be read, and nothing of it was kept. Where and why stands below."))
        return _page(request, form, problems=told(draft.problems), status=422)
    if "keep" not in request.POST:
        return _page(request, form.holding(_text(data)), preview=preview(draft))
    made = take_in(draft=draft, owner=request.user)
    if not visible_to(request.user).filter(pk=made.review.pk).exists():
        return done(request, reverse("reviews"), say=_("This document is here already."))
    say = _("It is a draft now.") if made.is_new else _("This document is here already: this is its review.")
    return done(request, reverse("review", args=[made.review.ref]), say=say)


def _text(data: bytes) -> str:
    try:
        return text_of(data)
    except CannotReadError:
        return ""


def _page(request: Request, form: DocumentForm, *, status: int = 200, **shown: object) -> HttpResponse:
    return answer(request, PAGE, {"form": form, **shown}, status=status)
