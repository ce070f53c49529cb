"""Taking a review along: whoever may see it may have it, in the form they need."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.exports.external import may_read_external
from postmortems.exports.forms_of_export import FORMS, Form
from postmortems.reviews.access import review_for
from postmortems.reviews.collected import collected_by
from postmortems.reviews.models import Review


@require_safe
def doors(request: Request, ref: str) -> HttpResponse:
    """What there is to take, each with what it is good for."""
    review = review_for(request, ref)
    context = {"review": review, "forms": FORMS.values(), "shows_external": may_read_external(review)}
    return render(request, "exports/page.html", context)


@require_safe
def take(request: Request, ref: str, form: str) -> HttpResponseBase:
    """One of them as a file."""
    review = review_for(request, ref)
    if form not in FORMS:
        raise Http404
    return _file(review, FORMS[form], collected_by(review, user=request.user))


@require_safe
def markdown(request: Request, ref: str) -> HttpResponse:
    """The address that Markdown always had."""
    review, form = review_for(request, ref), FORMS["markdown"]
    headers = {"Content-Disposition": f'attachment; filename="{review.ref}{form.ending}"'}
    together = collected_by(review, user=request.user)
    return HttpResponse(form.write(review, together).read(), content_type=form.content_type, headers=headers)


def _file(review: Review, form: Form, together: list[Review]) -> HttpResponseBase:
    return FileResponse(
        form.write(review, together),
        as_attachment=True,
        filename=f"{review.ref}{form.ending}",
        content_type=form.content_type,
    )
