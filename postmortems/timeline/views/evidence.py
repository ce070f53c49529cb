"""What shows an entry: all of it, another piece, away and back."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.attachments.forms import AttachForm
from postmortems.attachments.queries import attachments_of
from postmortems.attachments.section import limits
from postmortems.attachments.taking import take
from postmortems.reviews.access import EDIT, review_for
from postmortems.shared.htmx import answer, done
from postmortems.timeline import showing
from postmortems.timeline.beside import evidence_of
from postmortems.timeline.evidence_form import EvidenceForm
from postmortems.timeline.models import Evidence, TimelineEvent
from postmortems.timeline.undoing import unshowing
from postmortems.timeline.views.shown import changed, has_list, shared_event

PAGE = "timeline/evidence.html"


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: Request, ref: str, pk: int) -> HttpResponse:
    """Everything that shows the entry; POST adds a message, an address, or something that the review has."""
    event = shared_event(review_for(request, ref, EDIT), pk)
    if request.method != "POST":
        return _page(request, event)
    form = _blank(event, request.POST)
    if not form.is_valid():
        return _page(request, event, form=form, status=422)
    showing.add_evidence(event=event, actor=request.user, **form.cleaned_data)
    return _there(request, event)


@require_POST
def bring(request: Request, ref: str, pk: int) -> HttpResponse:
    """A new picture or file: kept with the review, and shown beside the entry."""
    event = shared_event(review_for(request, ref, EDIT), pk)
    form = _file_form(event, request.POST, request.FILES)
    refused = getattr(request, "upload_refused", None)
    attachment = take(form, review=event.review, actor=request.user, refused=refused)
    if attachment is None:
        return _page(request, event, file_form=form, status=422 if request.htmx else form.status)
    key = form.cleaned_data["form_key"]
    showing.add_evidence(event=event, actor=request.user, form_key=key, attachment=attachment)
    return _there(request, event)


@require_POST
def remove(request: Request, ref: str, pk: int, piece: int) -> HttpResponse:
    """One piece into the trash, with a way back."""
    event = shared_event(review_for(request, ref, EDIT), pk)
    found = _piece(event, piece)
    showing.remove_evidence(evidence=found, actor=request.user)
    if has_list(request):
        return changed(request, _again(event), focus=True, event_undo=unshowing(event, found))
    return done(request, f"{_address(event)}?removed={piece}")


@require_POST
def restore(request: Request, ref: str, pk: int, piece: int) -> HttpResponse:
    """It is beside the entry again."""
    event = shared_event(review_for(request, ref, EDIT), pk)
    showing.restore_evidence(evidence=_piece(event, piece), actor=request.user)
    return _there(request, event)


def _piece(event: TimelineEvent, pk: int) -> Evidence:
    """The piece of this entry, or of one that was merged into it. Http404."""
    rows = Evidence.objects.filter(event__review=event.review_id).select_related("event")
    return get_object_or_404(rows.filter(Q(event=event) | Q(event__merged_into=event)), pk=pk)


def _blank(event: TimelineEvent, *data: Any) -> EvidenceForm:
    return EvidenceForm(*data, event=event.pk, attachments=attachments_of(event.review))


def _file_form(event: TimelineEvent, *data: Any) -> AttachForm:
    return AttachForm(*data, auto_id=f"evidence-{event.pk}-file-%s")


def _page(
    request: Request,
    event: TimelineEvent,
    *,
    form: EvidenceForm | None = None,
    file_form: AttachForm | None = None,
    status: int = 200,
) -> HttpResponse:
    removed = request.GET.get("removed", "")
    gone = Evidence.objects.filter(event=event, pk=removed).first() if removed.isdecimal() else None
    context = {
        "review": event.review,
        "event": event,
        "pieces": evidence_of(event),
        "form": form or _blank(event),
        "file_form": file_form or _file_form(event),
        "limits": limits(),
        "undo": unshowing(event, gone) if gone and gone.deleted_at else None,
    }
    return answer(request, PAGE, context, fragment="timeline-evidence", status=status)


def _there(request: Request, event: TimelineEvent) -> HttpResponse:
    return changed(request, _again(event), focus=True) if has_list(request) else done(request, _address(event))


def _again(event: TimelineEvent) -> TimelineEvent:
    """The entry as it stands after the write."""
    review = event.review
    event.refresh_from_db()
    event.review = review
    return event


def _address(event: TimelineEvent) -> str:
    return reverse("timeline-evidence", args=[event.review.ref, event.pk])
