"""The whole record, for auditors."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from accounts.tokens import name_tokens
from postmortems.audit.queries import entries


@require_safe
def record(request: Request) -> HttpResponse:
    """Everything that was done, by numbers of reviews, without a title or a word. To administer is not to audit."""
    if not request.user.is_auditor:
        raise PermissionDenied
    before = request.GET.get("before", "")
    page = entries(before=int(before) if before.isdecimal() and len(before) < 18 else 0)
    name_tokens(page.entries)
    return render(request, "organisation/record.html", {"page": page, "zone": request.user.zone, "about": True})
