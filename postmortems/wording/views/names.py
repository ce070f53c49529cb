"""Whom an @ that is being typed may mean."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.choosing import named_like
from accounts.models import User
from accounts.requests import Request

MOST = 6


@require_safe
def names(request: Request) -> HttpResponse:
    """The people whose name or mail address begins with `q`, the first few; nothing for nothing. Plain options where
    they are asked for `as` such.
    """
    begins = request.GET.get("q", "")[:60].strip()
    people = User.objects.filter(named_like(begins), is_active=True).order_by("display_name", "pk")[:MOST]
    template = "wording/names_options.html" if request.GET.get("as") == "options" else "wording/names.html"
    return render(request, template, {"people": list(people) if begins else []})
