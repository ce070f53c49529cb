"""What came to somebody, on a page: the twin of every mail, complete without it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from postmortems.mail.queries import page_of, shown_to, trouble_with_address
from postmortems.mail.services import put_away
from postmortems.shared.htmx import done


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The new ones first. Opening the page changes nothing; each is put away by its button or by its answer."""
    user: Any = request.user
    page = page_of(user, request.GET.get("after", ""))
    context = {
        "new": [notice for notice in page.notices if notice.is_new],
        "earlier": [notice for notice in page.notices if not notice.is_new],
        "older": page.older,
        "is_first": not request.GET.get("after"),
        "trouble": trouble_with_address(user),
        "zone": user.zone,
    }
    return render(request, "mail/notices.html", context)


@require_POST
def notice_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one away. It stays readable further down."""
    user: Any = request.user
    if not put_away(recipient=user, pk=pk) and not shown_to(user).filter(pk=pk).exists():
        raise Http404
    return done(request, reverse("notices"))


@require_POST
def notices_away(request: HttpRequest) -> HttpResponse:
    """Put all of them away."""
    put_away(recipient=request.user)
    return done(request, reverse("notices"), say=_("Put away. Everything stays readable here for 90 days."))
