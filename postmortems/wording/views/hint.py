"""The hint beneath a field, asked for while somebody types."""

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.shared.text import LONGEST
from postmortems.wording.hints import Hint, hints
from postmortems.wording.policy import SLOTS, Policy

MOST = 20  # a text that says more about people than this is told so piece by piece


@require_POST
@never_cache
def hint(request: Request) -> HttpResponse:
    """What stands out in `words`, as offsets with a panel each; 204 where nothing does. Judges, and forgets."""
    words = request.POST.get("words", "").replace("\r\n", "\n")
    policy = SLOTS.get(request.POST.get("slot", ""), Policy.REFUSE)
    if not words.strip() or len(words) > LONGEST:
        return HttpResponse(status=204)
    found = hints(words, policy=policy, most=MOST)
    return JsonResponse({"hints": [_as_told(one) for one in found]}) if found else HttpResponse(status=204)


def _as_told(one: Hint) -> dict[str, object]:
    panel = render_to_string("wording/hint.html", {"coaching": one.coaching})
    return {"start": one.start, "end": one.end, "panel": panel}
