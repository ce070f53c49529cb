"""What somebody follows, and the one press that begins or ends it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.reviews.access import review_for, visible_to
from postmortems.reviews.followers import follow, unfollow
from postmortems.reviews.following import Follow
from postmortems.reviews.models import Review, Service
from postmortems.shared.htmx import done


@require_safe
def following(request: Request) -> HttpResponse:
    """Everything this person follows and may still see, each with the press that ends it."""
    rows = Follow.objects.filter(user=request.user).select_related("review", "service").order_by("-began_at")
    visible = visible_to(request.user).values("pk")
    context = {
        "reviews": [row.review for row in rows.filter(review__in=visible)],
        "services": [row.service for row in rows.filter(service__isnull=False)],
    }
    return render(request, "following/page.html", context)


@require_POST
def review(request: Request, ref: str) -> HttpResponse:
    """Follow a review, or with `not` no longer."""
    return _turn(request, review_for(request, ref))


@require_POST
def service(request: Request, pk: int) -> HttpResponse:
    """Follow whatever touches a service, or with `not` no longer."""
    return _turn(request, get_object_or_404(Service, pk=pk))


def _turn(request: Request, thing: Review | Service) -> HttpResponse:
    name, address = ("review", thing.ref) if isinstance(thing, Review) else ("service", thing.pk)
    if "not" in request.POST:
        unfollow(user=request.user, thing=thing)
    else:
        follow(user=request.user, thing=thing)
    if request.POST.get("from") == "list":
        return redirect("following")
    said = _("You hear no more of it.") if "not" in request.POST else _("You hear when it eases, is over or is shared.")
    return done(request, reverse(name, args=[address]), say=said)
