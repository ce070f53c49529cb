"""Taking in what was taken along: a draft for everybody, the review as it stood for who administers."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.exports.bringing import bring_back
from postmortems.exports.forms import ImportForm
from postmortems.exports.problems import ProblemsFound
from postmortems.exports.restore import Restored
from postmortems.reviews.access import visible_to
from postmortems.shared.htmx import answer, done

PAGE = "exports/import.html"


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Request) -> HttpResponse:
    """The form; a POST takes the file in as a whole or not at all. The same file twice is one review."""
    may_restore = request.user.is_administrator
    if request.method != "POST":
        return answer(request, PAGE, {"form": ImportForm(may_restore=may_restore)})
    form = ImportForm(request.POST, request.FILES, may_restore=may_restore)
    if not form.is_valid():
        return answer(request, PAGE, {"form": form}, status=422)
    try:
        made = bring_back(
            file=form.cleaned_data["file"].file,
            actor=request.user,
            as_it_stood=form.cleaned_data.get("as_it_stood", False),
        )
    except ProblemsFound as found:
        form.add_error("file", _("It could not be taken in, and nothing of it was kept. Where and why stands below."))
        return answer(request, PAGE, {"form": form, "problems": found.problems}, status=422)
    return _told(request, made)


def _told(request: Request, made: Restored) -> HttpResponse:
    if not visible_to(request.user).filter(pk=made.review.pk).exists():
        return done(request, reverse("reviews"), say=_("This review is here already."))
    return done(request, reverse("review", args=[made.review.ref]), say=_words(made))


def _words(made: Restored) -> str:
    if not made.is_new:
        return _("This document is here already: this is its review.")
    said = [_("It is here now.")]
    if made.unknown_people:
        said.append(_("Known here by name only: %(names)s.") % {"names": ", ".join(made.unknown_people)})
    if made.missing_files:
        said.append(_("These files did not come with it: %(names)s.") % {"names": ", ".join(made.missing_files)})
    if made.missing_reviews:
        said.append(
            _("These reviews of the theme were not found here: %(refs)s.") % {"refs": ", ".join(made.missing_reviews)}
        )
    return " ".join(said)
