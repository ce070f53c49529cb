"""One's own due dates in one's own calendar."""

import hashlib

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import Request
from postmortems.actions.calendar import calendar_of, end_feed, feed_of, find_feed, make_feed, mark_asked
from postmortems.shared.htmx import done

OFTEN = {"calendar": "60/h/key"}  # a calendar asks every quarter of an hour at most; several devices share the address


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: Request) -> HttpResponse:
    """Make the address, make a new one, or end it. A new one stands in this answer and nowhere else."""
    if request.method == "POST" and "end" in request.POST:
        end_feed(request.user)
        return done(request, reverse("calendar"), say=_("The address has ended."))
    made = make_feed(request.user) if request.method == "POST" else ""
    return render(request, "actions/calendar.html", {"feed": feed_of(request.user), "made": made})


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Public by design: the secret in the address stands for its owner, and shows their own dates only."""
    found = find_feed(token)
    if found is None:
        raise Http404
    said = {"app": "second-story", "action": "calendar", "key": found.digest, "config": OFTEN}
    if not consume(request, limit_get=True, **said):
        return HttpResponse(status=429, headers={"Retry-After": "900"})
    mark_asked(found)
    body = calendar_of(found.owner)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
