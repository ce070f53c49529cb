"""Moving a review on."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.reviews.access import VIEW, review_for
from postmortems.reviews.services import CannotMove
from postmortems.reviews.states import find_move
from postmortems.shared.htmx import done
from postmortems.workspace import services
from postmortems.workspace.forms import MoveForm
from postmortems.workspace.gate import open_points


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, ref: str) -> HttpResponse:
    """Ask what a move needs (GET ?to=…), and make it (POST). A move that cannot be made says why, and what is open."""
    review = review_for(request, ref, VIEW)
    powers = review.powers
    if request.method == "POST" and powers <= {VIEW}:
        raise PermissionDenied
    data = request.POST if request.method == "POST" else request.GET
    form = MoveForm(data)
    wanted = find_move(review.state, data.get("to", ""))
    context = {"review": review, "form": form, "move": wanted, "points": open_points(review)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "workspace/move.html", context, status=422 if request.method == "POST" else 200)
    said = form.cleaned_data
    try:
        services.move(review=review, to=said["to"], actor=request.user, powers=powers, reason=said["reason"])
    except CannotMove as error:
        return render(request, "workspace/move.html", context | {"why_not": str(error)}, status=422)
    return done(request, reverse("review", args=[review.ref]))
