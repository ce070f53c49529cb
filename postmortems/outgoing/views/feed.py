"""What was shared, in one's own feed reader."""

import hashlib

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import Request
from postmortems.outgoing.feed import end_feed, feed_of, find_feed, make_feed, mark_asked, shared_with
from postmortems.shared.htmx import done

OFTEN = {"feed": "60/h/key"}


@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: Request) -> HttpResponse:
    """Make the address, make a new one, or end it. A new one stands in this answer and nowhere else."""
    if request.method == "POST" and "end" in request.POST:
        end_feed(request.user)
        return done(request, reverse("feed"), say=_("The address has ended."))
    made = make_feed(request.user) if request.method == "POST" else ""
    return render(request, "outgoing/feed.html", {"feed": feed_of(request.user), "made": made})


@login_not_required
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Public by design: the secret in the address stands for its owner, and shows what they may see now."""
    found = find_feed(token)
    if found is None:
        raise Http404
    said = {"app": "second-story", "action": "feed", "key": found.digest, "config": OFTEN}
    if not consume(request, limit_get=True, **said):
        return HttpResponse(status=429, headers={"Retry-After": "900"})
    mark_asked(found)
    body = shared_with(found.owner)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8", headers=headers)
