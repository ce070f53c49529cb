"""Fifty rows, as anybody would write it: three queries (session, user, rows)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bench.baseline.models import Row


def rows(request: HttpRequest) -> HttpResponse:
    newest = Row.objects.select_related("owner").order_by("-opened_at")[:50]
    return render(request, "baseline/rows.html", {"rows": newest, "reader": request.user})
