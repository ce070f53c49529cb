"""Writing a section of a review."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer, done
from postmortems.shared.text import clean
from postmortems.shared.together import choices, together
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.models import Draft
from postmortems.wording.queries import drafts_of, texts_of, words_of
from postmortems.wording.services import Conflict, drop_draft, keep_draft
from postmortems.workspace.forms import TextForm
from postmortems.workspace.sections import SECTIONS, sections_of
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
    form = TextForm(request.POST, section=sections_of(review)[slot])
    place: dict[str, Any] = {"author": request.user, "target": f"review:{review.pk}", "slot": slot}
    if "away" in request.POST:
        drop_draft(**place)
        return done(request, reverse("text", args=[review.ref, slot]))
    if "start" in request.POST:
        return _begun(request, review, slot, place)
    if not form.is_valid():
        return _show(request, review, slot, form, status=422)
    if "together" in request.POST:
        return _put_together(request, review, slot, form)
    return _save(request, review, form, place)


def _begun(request: Request, review: Review, slot: str, place: dict[str, Any]) -> HttpResponse:
    """Without a script: the offer stands in the text, and the author's own words are kept beside it."""
    read = request.POST.get("base_version", "")
    version = int(read) if read.isdecimal() else 0
    own = clean(request.POST.get("body", ""))
    draft = keep_draft(**place, body=own, base_version=version, why=Draft.Why.REFUSED)
    return _show(request, review, slot, TextForm.started(request.POST, section=sections_of(review)[slot], draft=draft))


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
        if conflict.theirs != said["body"]:  # sent twice, the second time finds its own words
            form.draft = keep_draft(**kept, why=Draft.Why.CONFLICT)
            return _two_versions(request, review, slot, form, conflict, read=said["base_version"], status=409)
    drop_draft(**place)
    page = reverse("review", args=[review.ref])
    if not said["body"] and words_of(kind="review", pk=review.pk, slot=slot, version=said["base_version"]):
        return done(request, f"{page}?emptied={slot}#text-{slot}")
    return done(request, f"{page}#text-{slot}", say=_("Saved."))


def _opened(request: Request, review: Review, slot: str) -> HttpResponse:
    """The form as the section stands, or with this person's own draft; one that was overtaken shows both versions
    again.
    """
    standing = texts_of(kind="review", pk=review.pk).get(slot)
    version, body = (standing.version, standing.body) if standing else (0, "")
    form = TextForm(initial={"body": body, "base_version": version}, section=sections_of(review)[slot])
    if draft := drafts_of(request.user, target=f"review:{review.pk}").get(slot):
        form.bring_back(draft)
        if standing and draft.base_version != version and draft.body != standing.body:
            conflict = Conflict(mine=draft.body, theirs=standing.body, version=version)
            return _two_versions(request, review, slot, form, conflict, read=draft.base_version)
    return _show(request, review, slot, form, standing=body)


def _put_together(request: Request, review: Review, slot: str, form: TextForm) -> HttpResponse:
    """The pieces that were picked become the text in the field, to be read once more and saved; both versions side by
    side while nothing was picked yet. Where nothing stands, there is one version, and it stays in the field.
    """
    standing = texts_of(kind="review", pk=review.pk).get(slot)
    if standing is None:
        return _show(request, review, slot, form)
    mine = clean(request.POST.get("mine", form.cleaned_data["body"]))
    read = request.POST.get("read") or request.POST.get("base_version", "")
    conflict = Conflict(mine=mine, theirs=standing.body, version=standing.version)
    number = int(read) if read.isdecimal() and len(read) < 10 else 0
    return _two_versions(request, review, slot, form, conflict, read=number, picks=request.POST.dict())


def _two_versions(
    request: Request,
    review: Review,
    slot: str,
    form: TextForm,
    conflict: Conflict,
    *,
    read: int,
    picks: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Both texts by piece, and in the field what they make together; saving that is over the version that stands."""
    before = words_of(kind="review", pk=review.pk, slot=slot, version=read)
    parts = choices(theirs=conflict.theirs, mine=conflict.mine, read=before)
    shown = {"body": together(parts, picks or {}), "base_version": str(conflict.version)}
    if form.is_bound:
        form.data = {**request.POST.dict(), **shown}
    else:
        form.initial = {**form.initial, **shown}
    more = {"conflict": conflict, "parts": parts, "picks": picks or {}, "read": read, "standing": conflict.theirs}
    return _show(request, review, slot, form, status=status, **more)


def _show(
    request: Request, review: Review, slot: str, form: TextForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"review": review, "form": form, "slot": slot, "heading": sections_of(review)[slot].heading, **more}
    context["live_version"] = review.seen
    return answer(request, "workspace/text.html", context, fragment="workspace-text", status=status)
