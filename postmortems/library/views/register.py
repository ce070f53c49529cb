"""The incident register, for auditors. To administer is not to audit."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.library import register_file
from postmortems.library.register import Line, first_day, incidents_between, lines
from postmortems.library.register_form import RangeForm
from postmortems.shared import clock
from postmortems.shared.htmx import csv_answer

SHOWN = 200  # lines of the page; the files have all


@require_safe
def register(request: Request) -> HttpResponseBase:
    """A page; with `as=csv` or `as=pdf` the file. Days that make no sense are asked for again (422)."""
    user = request.user
    if not user.is_auditor:
        raise PermissionDenied
    today = clock.today(user.zone)
    year = {"first": today.replace(month=1, day=1).isoformat(), "last": today.isoformat()}
    form = RangeForm(year | {name: request.GET[name] for name in year if name in request.GET})
    if not form.is_valid():
        return render(request, "library/register.html", {"form": form}, status=422)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    rows = incidents_between(first, last, zone=user.zone)
    written = FILES.get(request.GET.get("as", ""))
    if written:
        return written(lines(rows, user=user), first, last, user.zone)
    shown = list(lines(rows, user=user, most=SHOWN + 1))
    context = {"form": form, "lines": shown[:SHOWN], "more": len(shown) > SHOWN, "heads": register_file.heads()}
    context |= {"earliest": None if shown else first_day(user.zone), "today": today}
    return render(request, "library/register.html", context | {"asked": f"first={first}&last={last}"})


def _csv(found: Iterable[Line], first: dt.date, last: dt.date, _zone: str) -> HttpResponseBase:
    return csv_answer(register_file.table(found), name=f"incident-register-{first}-{last}.csv")


def _pdf(found: Iterable[Line], first: dt.date, last: dt.date, zone: str) -> HttpResponseBase:
    answer = HttpResponse(register_file.pdf(found, first=first, last=last, zone=zone), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="incident-register-{first}-{last}.pdf"'
    return answer


FILES: dict[str, Callable[[Iterable[Line], dt.date, dt.date, str], HttpResponseBase]] = {"csv": _csv, "pdf": _pdf}
