"""Where what other programs send comes in. Public by design: the secret stands in place of a session."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from postmortems.incoming.endpoints import believed, find
from postmortems.incoming.kinds import Kind, Outcome
from postmortems.incoming.limits import may_speak, refuse
from postmortems.incoming.taking import Taken, take
from postmortems.shared import clock
from postmortems.shared.bodies import body_of

LARGEST = 1_000_000  # bytes of a message; a group of a thousand alerts is smaller


@csrf_exempt
@login_not_required
@require_POST
def hook(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who is not believed learns nothing, not even whether anybody listens here (404). The answer says what became of
    the message, and where it stands: a slash command shows it to whoever typed it.
    """
    endpoint = find(key)
    if endpoint is None:
        return HttpResponse(status=404)
    if not may_speak(endpoint, clock.now()):
        refuse(endpoint, clock.now())
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    body = body_of(request, at_most=LARGEST)
    if body is None:
        return HttpResponse(status=413)
    if not believed(endpoint, request.headers, body):
        refuse(endpoint, clock.now())
        return HttpResponse(status=404)
    taken = take(endpoint=endpoint, body=body)
    if endpoint.kind == Kind.COMMAND:
        return JsonResponse({"response_type": "ephemeral", "text": _spoken(taken)})
    # A kind of news that nobody knows yet is no fault of the sender's: it would be sent again, and then no more.
    status = 422 if taken.outcome == Outcome.NOT_UNDERSTOOD and taken.review is None else 200
    return JsonResponse({"outcome": taken.outcome, "review": _address(taken)}, status=status)


def _spoken(taken: Taken) -> str:
    if taken.review is None:
        return _("Say what you notice behind the command, as in: /incident checkout answers nothing")
    return _("On record as %(ref)s: %(url)s") % {"ref": taken.review.ref, "url": _address(taken)}


def _address(taken: Taken) -> str | None:
    return settings.BASE_URL + reverse("review", args=[taken.review.ref]) if taken.review else None
