"""Deciding how much review it is worth."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Organisation
from accounts.requests import Request
from accounts.roles import Power
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Review
from postmortems.reviews.states import State, find_move
from postmortems.shared.htmx import answer, done
from postmortems.workspace.depth import Proposal, offers, propose
from postmortems.workspace.incident_forms import NO_REVIEW, DepthForm
from postmortems.workspace.responding import ask_for_closer_look, decide_depth
from postmortems.workspace.services import move
from postmortems.workspace.signs import signs_of


@require_http_methods(["GET", "HEAD", "POST"])
def depth(request: Request, ref: str) -> HttpResponse:
    """The rule proposes, a person decides and says why. `?signs=` are what somebody ticks: the proposal follows."""
    review = review_for(request, ref, EDIT)
    is_small = Organisation.current().size == Organisation.Size.SMALL
    asked = request.POST if request.method == "POST" else request.GET
    ticked = asked.getlist("signs") if "ticked" in asked else _signs(review)
    proposal = propose(ticked, is_small=is_small)
    form = _form(request, review, proposal, ticked, is_small=is_small)
    if form.is_bound and form.is_valid():
        return _decide(request, review, form)
    context = {"review": review, "form": form, "proposal": proposal}
    status = 422 if form.is_bound else 200
    return answer(request, "workspace/depth.html", context, fragment="workspace-depth", status=status)


def _form(request: Request, review: Review, proposal: Proposal, ticked: list[str], *, is_small: bool) -> DepthForm:
    closes = find_move(review.state, State.CLOSED) is not None and Power.STEER in review.powers
    initial = {
        "signs": ticked,
        "depth": review.depth or proposal.depth,
        "words": request.GET.get("words", review.depth_reason),
    }
    return DepthForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        offers=offers(is_small=is_small, standing=review.depth),
        proposal=proposal,
        may_close=closes,
    )


def _decide(request: Request, review: Review, form: DepthForm) -> HttpResponse:
    chosen = form.cleaned_data["depth"]
    to = reverse("review", args=[review.ref])
    if chosen == NO_REVIEW:
        move(review=review, to=State.CLOSED, actor=request.user, powers=review.powers, reason=form.reason)
        return done(request, to, say=_("Closed, with your sentence beside it."))
    signs = form.cleaned_data["signs"]
    decide_depth(review=review, depth=chosen, reason=form.reason, actor=request.user, signs=signs)
    return done(request, to, say=_("Decided. The reason stands beside it."))


def _signs(review: Review) -> list[str]:
    """What the rows say, and what was ticked when it was decided before."""
    return list(dict.fromkeys([*signs_of(review), *review.signs]))


@require_POST
def closer_look(request: Request, ref: str) -> HttpResponse:
    """Whoever may read it asks for a closer look; nobody is told who."""
    review = review_for(request, ref)
    ask_for_closer_look(review=review, actor=request.user)
    said = _("Asked for. Who decides how much review it is worth sees that somebody did.")
    return done(request, reverse("review", args=[review.ref]), say=said)
