"""One's own tokens for programs: made, seen, ended."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from accounts.token_form import TokenForm
from accounts.tokens import TooMany, end_token, make_token, tokens_of
from postmortems.shared import clock
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def tokens(request: Request) -> HttpResponse:
    """A new one stands in this answer and nowhere else."""
    form = TokenForm(request.POST if request.method == "POST" else None, owner=request.user)
    made = ""
    if form.is_bound and form.is_valid():
        try:
            made = make_token(owner=request.user, **form.wish(clock.today("UTC")))
        except TooMany:
            form.add_error(None, _("Twenty are enough for one person. End one that nobody uses."))
        else:
            form = TokenForm(owner=request.user)
    context = {"form": form, "made": made, "tokens": tokens_of(request.user)}
    return render(request, "account/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def token_end(request: Request, pk: int) -> HttpResponse:
    end_token(owner=request.user, pk=pk)
    return done(request, reverse("tokens"), say=_("It opens nothing any more."))
