"""Action items on the page of their review: adding, changing, removing."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.actions.access import action_for, may_change
from postmortems.actions.forms import ActionForm, ChangeForm
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import target_of
from postmortems.actions.rows import Row, one_row, row_to_change
from postmortems.actions.section import FIRST, SLOT, hint_for, section
from postmortems.actions.services import Overtaken, change_action, promise_action, remove_action, restore_action
from postmortems.reviews.access import EDIT, VIEW, as_written, review_for
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.htmx import answer, done
from postmortems.shared.text import clean
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.models import Draft
from postmortems.wording.queries import drafts_of
from postmortems.wording.services import drop_draft, keep_draft


@require_http_methods(["GET", "HEAD", "POST"])
def review_actions(request: Request, ref: str) -> HttpResponse:
    """The action items of a review; a POST adds one."""
    if request.method != "POST":
        review = as_written(review_for(request, ref, VIEW))
        if request.htmx and "rest" in request.GET:
            return answer(request, "actions/rest.html", {"rows": section(review, user=request.user)["actions"][FIRST:]})
        is_more = request.htmx and "more" in request.GET and EDIT in review.powers
        return _more(request, review) if is_more else _show(request, review)
    review = review_for(request, ref, EDIT)
    place: Any = {"author": request.user, "target": f"review:{review.pk}", "slot": SLOT}
    wanted: Any = {"review": review, "today": clock.today(request.user.zone), "auto_id": "action-%s"}
    if "away" in request.POST:
        drop_draft(**place)
        return _show(request, review)
    if "start" in request.POST:
        return _show(request, review, ActionForm.started(request.POST, draft=_keep(request, place), **wanted))
    form = ActionForm(request.POST, **wanted)
    if not form.is_valid():
        return _show(request, review, form, status=422)
    try:
        said = form.cleaned_data
        item = promise_action(
            review=review,
            promise=form.promise(),
            actor=request.user,
            form_key=said["form_key"],
            ask="ask" in request.POST,
        )
    except BlameRefused as error:
        return _show(request, review, form.refuse(error.verdict, draft=_keep(request, place)), status=422)
    drop_draft(**place)
    return _added(request, review, item)


def _more(request: Request, review: Review) -> HttpResponse:
    """What stands behind "More" of the form on the review page."""
    form = ActionForm(review=review, today=clock.today(request.user.zone), auto_id="action-%s")
    return answer(request, "actions/more_fields.html", {"form": form})


def _added(request: Request, review: Review, item: ActionItem) -> HttpResponse:
    if request.htmx:
        return _show(request, review, added=item)
    hint = hint_for(item)
    thought = _("Saved. One thought for later: %(question)s") % {"question": hint}
    return done(request, place_of(item), say=thought if hint else "")


def _show(
    request: Request,
    review: Review,
    form: ActionForm | None = None,
    status: int = 200,
    added: ActionItem | None = None,
) -> HttpResponse:
    shown = section(review, user=request.user, form=form, added=added)
    if form is None and shown["action_form"]:
        _answering(request, review, shown["action_form"])
    context = {"review": review, "removed": _removed(request, review), **shown}
    return answer(request, "actions/page.html", context, fragment="review-actions", status=status)


def _answering(request: Request, review: Review, form: ActionForm) -> None:
    """`?answers=7`: the form begins with the condition that somebody wants to answer."""
    pk = request.GET.get("answers", "")
    if pk.isdecimal() and len(pk) < 18 and review.factors.alive().filter(pk=int(pk)).exists():
        form.initial["factors"], form.is_answering = [int(pk)], True


def _removed(request: Request, review: Review) -> ActionItem | None:
    """What was taken away just now, for a page without JavaScript, to somebody who may bring it back."""
    pk = request.GET.get("removed", "")
    if not may_change(review) or not pk.isdecimal() or len(pk) > 18:
        return None
    return review.actions.filter(pk=int(pk), deleted_at__isnull=False).first()


def _keep(request: Request, place: Any) -> Draft:
    return keep_draft(**place, body=clean(request.POST.get("sentence", "")), why=Draft.Why.REFUSED)


@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: Request, pk: int) -> HttpResponse:
    """Change an action item in its place. Two people in two fields never meet; in one, the second is asked (409)."""
    item = action_for(request, pk, to_change=True)
    place: Any = {"author": request.user, "target": target_of(item), "slot": "sentence"}
    if request.method != "POST" or "away" in request.POST:
        return _begin_edit(request, item, place)
    if "start" in request.POST:
        form = ChangeForm.started(request.POST, draft=_keep(request, place), **_wanted(request, item))
        return _show_edit(request, item, form)
    form = ChangeForm(request.POST, **_wanted(request, item))
    if not form.is_valid():
        return _show_edit(request, item, form, status=422)
    merged = form.merged()
    if merged.conflicts:
        return _overtaken(request, item, form, place)
    try:
        change_action(item=item, changes=merged.changes, actor=request.user, ask="ask" in request.POST)
    except BlameRefused as error:
        return _show_edit(request, item, form.refuse(error.verdict, draft=_keep(request, place)), status=422)
    except Overtaken:  # between our reading and our writing: read again, and the form says what is different
        return action_edit(request, pk)
    drop_draft(**place)
    return show_row(request, action_for(request, pk))


def _wanted(request: Request, item: ActionItem, row: Row | None = None) -> dict[str, Any]:
    reads = (row or row_to_change(item, user=request.user)).reads_words
    return {
        "item": item,
        "reads_words": reads,
        "today": clock.today(request.user.zone),
        "auto_id": f"action-{item.pk}-%s",
    }


def _begin_edit(request: Request, item: ActionItem, place: Any) -> HttpResponse:
    if "away" in request.POST:
        drop_draft(**place)
    row = row_to_change(item, user=request.user)
    form = ChangeForm(**_wanted(request, item, row))
    if "offer" in request.GET and row.offer:
        form.initial["sentence"] = row.offer
    elif draft := drafts_of(request.user, target=target_of(item)).get("sentence"):
        form.bring_back(draft)
    return _show_edit(request, item, form)


def _overtaken(request: Request, item: ActionItem, form: ChangeForm, place: Any) -> HttpResponse:
    conflict = None
    if "sentence" in form.errors:
        mine = clean(request.POST.get("sentence", ""))
        keep_draft(**place, body=mine, why=Draft.Why.CONFLICT)
        conflict = {"mine": mine, "theirs": item.sentence}
    return _show_edit(request, item, form, status=409, conflict=conflict)


def _show_edit(
    request: Request, item: ActionItem, form: ChangeForm, status: int = 200, conflict: dict[str, str] | None = None
) -> HttpResponse:
    ask = item.review.facilitator.first_name if item.review.facilitator else ""
    context = {"review": item.review, "item": item, "form": form, "action_ask": ask, "conflict": conflict}
    return answer(request, "actions/edit.html", context, fragment="action-edit", status=status)


def show_row(request: Request, item: ActionItem, *, row: Row | None = None, status: int = 200) -> HttpResponse:
    """The item as it stands now, in its place on the page of its review."""
    if not request.htmx:
        return done(request, place_of(item))
    row = row or one_row(item, user=request.user)
    return answer(request, "actions/row.html", {"row": row, "back": "review"}, status=status)


def place_of(item: ActionItem) -> str:
    return reverse("review", args=[item.review.ref]) + f"#action-{item.pk}"


@require_POST
def action_remove(request: Request, pk: int) -> HttpResponse:
    """Take it off the page, with ten seconds to undo and thirty days in the trash."""
    item = action_for(request, pk, to_change=True, removed=True)
    remove_action(item=item, actor=request.user)
    if not request.htmx:
        return done(request, reverse("review-actions", args=[item.review.ref]) + f"?removed={item.pk}")
    return answer(request, "actions/removed.html", {"item": item})


@require_POST
def action_restore(request: Request, pk: int) -> HttpResponse:
    """Undo the removal."""
    item = action_for(request, pk, to_change=True, removed=True)
    restore_action(item=item, actor=request.user)
    return show_row(request, item)
