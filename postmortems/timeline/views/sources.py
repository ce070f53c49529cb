"""Where entries came from, and how each source's clock is read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.reviews.access import EDIT, VIEW, review_for
from postmortems.reviews.models import Review
from postmortems.timeline.queries import sources_of
from postmortems.timeline.source_forms import SourceForm
from postmortems.timeline.sources import Moved, move_source


@require_safe
def sources(request: Request, ref: str) -> HttpResponse:
    """Every source of the story; whoever may edit can change how its clock is read."""
    review = review_for(request, ref, VIEW)
    return _page(request, review)


@require_POST
def source(request: Request, ref: str, pk: int) -> HttpResponse:
    """Change zone and offset of one source; its entries move."""
    review = review_for(request, ref, EDIT)
    found = get_object_or_404(review.event_sources, pk=pk)
    form = SourceForm(request.POST, auto_id=f"source-{pk}-%s")
    if not form.is_valid():
        return _page(request, review, refused=(pk, form), status=422)
    was: dict[str, Any] = {"source": pk, "zone": found.zone, "offset": found.offset}
    moved = move_source(source=found, actor=request.user, **form.cleaned_data)
    return redirect(f"{reverse('timeline-sources', args=[ref])}?{urlencode(was | {'moved': _count(moved)})}")


def _count(moved: Moved) -> str:
    return f"{moved.moved}-{moved.typed}"


def _page(
    request: Request, review: Review, *, refused: tuple[int, SourceForm] | None = None, status: int = 200
) -> HttpResponse:
    number, form = refused or (0, None)
    rows = [(found, form if found.pk == number else SourceForm.of(found)) for found in sources_of(review)]
    may_tell = EDIT in review.powers
    context = {
        "review": review,
        "rows": rows,
        "may_tell": may_tell,
        "undo": _undo(request, review) if may_tell else None,
    }
    return render(request, "timeline/sources.html", context, status=status)


def _undo(request: Request, review: Review) -> dict[str, object] | None:
    """The change that was just made, as the address tells it, and the way back."""
    said = request.GET
    moved, _dash, typed = said.get("moved", "").partition("-")
    if not (said.get("source", "").isdecimal() and moved.isdecimal() and typed.isdecimal()):
        return None
    n, stayed = int(moved[:6]), int(typed[:6])
    words = ngettext("%d entry moved.", "%d entries moved.", n) % n
    if stayed:
        words += " " + _("%d stayed where somebody put them.") % stayed
    action = reverse("timeline-source", args=[review.ref, int(said["source"][:18])])
    return {"action": action, "text": words, "fields": {"zone": said.get("zone", ""), "offset": said.get("offset", "")}}
