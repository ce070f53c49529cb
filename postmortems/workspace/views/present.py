"""Where somebody is on the pages of a review, for the others who write it. Nothing of it is stored."""

import re

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.live.presence import Here
from postmortems.live.services import say_where
from postmortems.reviews.access import EDIT, review_for

PAGE = re.compile(r"[0-9a-f-]{8,36}")
SECTION = re.compile(r"[a-z][a-z0-9-]{0,39}")
FIELD = re.compile(r"(?:[a-z]{1,20}:\d{1,18} [a-z-]{1,30})?")


@require_POST
def present(request: Request, ref: str) -> HttpResponse:
    """A page says in which section its person is and in which field they write; no section: the page closes. 204."""
    review = review_for(request, ref, EDIT)
    page, section, field = (request.POST.get(name, "") for name in ("page", "section", "field"))
    if not PAGE.fullmatch(page) or (section and not SECTION.fullmatch(section)) or not FIELD.fullmatch(field):
        return HttpResponse(_("That is no place of a page."), status=422)
    person: int = request.user.pk
    here = Here(person, section, field, takes="takes" in request.POST) if section else None
    say_where(room=f"review:{review.pk}", page=f"{person} {page}", here=here)
    return HttpResponse(status=204)
