"""Into the story, back out of it, or off the page."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.intake import accepting, arranging
from postmortems.intake.access import batch_for
from postmortems.shared.htmx import done


@require_POST
def accept(request: Request, ref: str, pk: int) -> HttpResponse:
    """Put the starred lines, or all that are shown (`view`), into the story."""
    found = batch_for(request, ref, pk)
    back = reverse("intake-batch", args=[ref, pk])
    view = "shown" if request.POST.get("take") == "shown" else "starred"
    try:
        told = accepting.accept(batch=found, view=view, actor=request.user)
    except accepting.TooMany:
        return done(request, back, say=_("That is more than 2,000 lines at once: star what the story needs."))
    return done(request, back, say=_words(told))


@require_POST
def undo(request: Request, ref: str, pk: int) -> HttpResponse:
    """Take out of the story what this batch brought."""
    found = batch_for(request, ref, pk)
    count = accepting.undo(batch=found, actor=request.user)
    said = ngettext("%(n)d entry left the story.", "%(n)d entries left the story.", count) % {"n": count}
    return done(request, reverse("intake-batch", args=[ref, pk]), say=said)


@require_POST
def away(request: Request, ref: str, pk: int) -> HttpResponse:
    """Put a batch away, or stop reading it."""
    arranging.put_away(batch=batch_for(request, ref, pk))
    return done(request, reverse("intake", args=[ref]), say=_("Put away. Nothing of it was in the story."))


def _words(told: accepting.Told) -> str:
    if not told.added and not told.before:
        return _("Nothing is starred yet.")
    said = ngettext("%(n)d entry added to the story.", "%(n)d entries added to the story.", told.added) % {
        "n": told.added
    }
    if told.before:
        here = ngettext("%(n)d stood there already.", "%(n)d stood there already.", told.before) % {"n": told.before}
        return f"{said} {here}"
    return said
