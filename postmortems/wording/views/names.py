"""Whom an @ that is being typed may mean."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import Request

MOST = 6


@require_safe
def names(request: Request) -> HttpResponse:
    """The people whose name or mail address begins with `q`, the first few; nothing for nothing."""
    begins = request.GET.get("q", "").replace("\x00", "")[:60].strip()
    said = Q(display_name__istartswith=begins) | Q(display_name__icontains=f" {begins}") | Q(email__istartswith=begins)
    people = User.objects.filter(said, is_active=True).order_by("display_name", "pk")[:MOST] if begins else []
    return render(request, "wording/names.html", {"people": list(people)})
