"""Writing a section of a review."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Review
from postmortems.shared.difference import difference
from postmortems.shared.htmx import done
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.models import Draft
from postmortems.wording.queries import drafts_of, texts_of
from postmortems.wording.services import Conflict, drop_draft, keep_draft
from postmortems.workspace.forms import TextForm
from postmortems.workspace.sections import SECTIONS
from postmortems.workspace.services import save_section


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: Request, ref: str, slot: str) -> HttpResponse:
    """Show or save one section. Refused words (422) and words that came second (409) stay in the field and become a
    draft.
    """
    review = review_for(request, ref, EDIT)
    if slot not in SECTIONS:
        raise Http404
    if request.method != "POST":
        return _opened(request, review, slot)
    form = TextForm(request.POST, section=SECTIONS[slot])
    place: dict[str, Any] = {"author": request.user, "target": f"review:{review.pk}", "slot": slot}
    if "away" in request.POST:
        drop_draft(**place)
        return done(request, reverse("text", args=[review.ref, slot]))
    if not form.is_valid():
        return _show(request, review, slot, form, status=422)
    return _save(request, review, form, place)


def _save(request: Request, review: Review, form: TextForm, place: dict[str, Any]) -> HttpResponse:
    said, slot = form.cleaned_data, place["slot"]
    kept = place | {"body": said["body"], "base_version": said["base_version"]}
    try:
        save_section(
            review=review, slot=slot, body=said["body"], base_version=said["base_version"], author=request.user
        )
    except BlameRefused as error:
        form.refuse(error.verdict, draft=keep_draft(**kept, why=Draft.Why.REFUSED))
        return _show(request, review, slot, form, status=422)
    except Conflict as conflict:
        form.draft = keep_draft(**kept, why=Draft.Why.CONFLICT)
        again = request.POST.copy()
        again["base_version"] = str(conflict.version)
        form.data = again
        return _show(request, review, slot, form, status=409, conflict=conflict)
    drop_draft(**place)
    return done(request, f"{reverse('review', args=[review.ref])}#text-{slot}", say=_("Saved."))


def _opened(request: Request, review: Review, slot: str) -> HttpResponse:
    """The form as the section stands, or with this person's own draft; one that was overtaken shows both versions
    again.
    """
    standing = texts_of(kind="review", pk=review.pk).get(slot)
    version = standing.version if standing else 0
    initial = {"body": standing.body if standing else "", "base_version": version}
    form = TextForm(initial=initial, section=SECTIONS[slot])
    conflict = None
    if draft := drafts_of(request.user, target=f"review:{review.pk}").get(slot):
        form.bring_back(draft)
        if standing and draft.base_version != version:
            conflict = Conflict(mine=draft.body, theirs=standing.body, version=version)
    return _show(request, review, slot, form, conflict=conflict)


def _show(
    request: Request, review: Review, slot: str, form: TextForm, *, status: int = 200, conflict: Conflict | None = None
) -> HttpResponse:
    pieces = difference(conflict.theirs, conflict.mine) if conflict else []
    context = {
        "review": review,
        "form": form,
        "heading": SECTIONS[slot].heading,
        "conflict": conflict,
        "pieces": pieces,
    }
    return render(request, "workspace/text.html", context, status=status)
