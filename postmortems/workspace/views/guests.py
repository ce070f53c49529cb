"""Guests of one shared review: their links, for who keeps it; and what a guest reads."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import Request
from postmortems.reviews.access import STEER, review_for
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.htmx import done
from postmortems.workspace.guest_form import GuestLinkForm
from postmortems.workspace.guests import NotShared, TooManyGuests, end_link, let_in, open_link, read_by_guest


@require_http_methods(["GET", "HEAD", "POST"])
def guests(request: Request, ref: str) -> HttpResponse:
    """Whose links there are. A new one stands in this answer and nowhere else; `end` ends one."""
    review = review_for(request, ref, STEER)
    today = clock.today(review.zone)
    if request.method != "POST":
        return _page(request, review, GuestLinkForm(today=today))
    if ended := request.POST.get("end", ""):
        end_link(review=review, pk=int(ended[:18]) if ended.isdecimal() else 0, actor=request.user)
        return done(request, reverse("guests", args=[ref]), say=_("The link opens nothing any more."))
    form = GuestLinkForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, review, form, status=422)
    try:
        secret = let_in(review=review, **form.cleaned_data, actor=request.user)
    except NotShared:
        form.add_error(None, _("A guest reads what is shared. Share it first; your words stay here."))
    except TooManyGuests:
        form.add_error(None, _("Twenty links are enough for one review. End one that nobody needs."))
    else:
        link = request.build_absolute_uri(reverse("guest-review", args=[secret])) if secret else ""
        return _page(request, review, GuestLinkForm(today=today), link=link, made=form.cleaned_data)
    return _page(request, review, form, status=422)


@login_not_required
@require_safe
def guest(request: HttpRequest, key: str) -> HttpResponse:
    """What whoever holds the link reads; 404 for every link that is none, that ended, or whose review is not shared."""
    link = open_link(key)
    if link is None:
        raise Http404
    return render(request, "workspace/guest.html", {"link": link, "paper": read_by_guest(link.review)})


def _page(request: Request, review: Review, form: GuestLinkForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"review": review, "form": form, "links": review.guest_links.select_related("made_by"), **more}
    return render(request, "workspace/guests.html", context, status=status)
