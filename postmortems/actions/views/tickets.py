"""The ticket that an action item follows: linking it, writing it, and hearing of it."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.actions.access import action_for, may_answer, standing_in
from postmortems.actions.following import follow, hear
from postmortems.actions.models import ActionItem
from postmortems.actions.ticket_forms import FollowForm, ProjectForm
from postmortems.actions.ticket_text import new_ticket_address, ticket_body, ticket_title
from postmortems.shared.bodies import body_of
from postmortems.shared.htmx import done
from postmortems.tickets.payloads import NotUnderstood, read_message
from postmortems.tickets.sources import believed
from postmortems.wording.policy import WordingState

LARGEST = 1_000_000  # bytes of a message; a ticket's description is 64 kB at most on every one of the four


@require_http_methods(["GET", "HEAD", "POST"])
def action_ticket(request: Request, pk: int) -> HttpResponse:
    """Which ticket it follows, and the words for a new one. For whoever may answer for it or change it."""
    item = _of_whom(request, pk)
    stands = item.ticket.url if item.ticket else ""
    said = request.POST if request.method == "POST" else None
    form = FollowForm(said, initial={"link": stands}, auto_id="ticket-%s")
    if request.method == "POST" and form.is_valid():
        follow(item=item, link=form.cleaned_data["link"], actor=request.user)
        told = _("It follows that ticket now.") if form.cleaned_data["link"] else _("It follows no ticket now.")
        return done(request, reverse("action", args=[pk]), say=told)
    project = ProjectForm(request.GET if "project" in request.GET else None)
    wanted = project.cleaned_data["project"] if project.is_bound and project.is_valid() else ""
    context = {
        "item": item,
        "review": item.review,
        "form": form,
        "project": project,
        "asked": wanted,
        "prefilled": new_ticket_address(wanted, item) if wanted else "",
        "title": ticket_title(item),
        "body": ticket_body(item),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "actions/ticket.html", context, status=status)


def _of_whom(request: Request, pk: int) -> ActionItem:
    """Words that wait for a facilitator are handed to no other tracker."""
    item = action_for(request, pk)
    if not may_answer(standing_in(item, request.user)) or item.sentence_state == WordingState.HELD:
        raise PermissionDenied
    return item


@csrf_exempt
@login_not_required
@require_POST
def hook(request: HttpRequest, tracker: str) -> HttpResponse:
    """Where a tracker tells of its tickets. Public by design: who is not believed learns nothing, not even whether
    anybody waits for this tracker (404). What is believed is answered at once, whatever it was about.
    """
    body = body_of(request, at_most=LARGEST)
    if body is None:
        return HttpResponse(status=413)
    source = believed(tracker=tracker, headers=request.headers, body=body)
    if source is None:
        return HttpResponse(status=404)
    try:
        told = read_message(tracker, body)
    except NotUnderstood:
        return HttpResponse(status=422)
    if told is not None:
        hear(source=source, body=body, told=told)
    return HttpResponse(status=204)
