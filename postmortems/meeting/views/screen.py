"""The big screen: read only, behind a secret address, with nothing on it about whoever opened it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.live.services import version
from postmortems.meeting.access import cockpit_for, screen_for
from postmortems.meeting.fragments import PROJECTOR, view_of
from postmortems.meeting.qr import Code
from postmortems.meeting.queries import meetings_for


@login_not_required
@require_safe
@never_cache
def screen(request: HttpRequest, key: str) -> HttpResponse:
    """What everybody in the room looks at."""
    meeting, seen_at = screen_for(key), version()
    context = {
        "seen": view_of(meeting, PROJECTOR),
        "host": settings.BASE_URL.partition("://")[2],
        "qr": Code(settings.BASE_URL + reverse("seat", args=[meeting.code])),
        "live_version": seen_at,
        "stream": reverse("live-screen", args=[key]),
        "since": reverse("live-screen-since", args=[key, 0]),
    }
    # Rendered without the request: no name, no token, no session can get into it.
    return HttpResponse(render_to_string("meeting/projector.html", context))


@require_safe
def of_meeting(request: Request, pk: int) -> HttpResponse:
    """The way from the cockpit to its big screen."""
    return redirect("screen", cockpit_for(request, pk).screen_key)


@require_safe
def of_code(request: Request, code: str) -> HttpResponse:
    """The same way, for whoever types the code at the machine of the room."""
    meeting = meetings_for(request.user).to_come().filter(code=code).first()
    if meeting is None:
        raise Http404
    return of_meeting(request, meeting.pk)
