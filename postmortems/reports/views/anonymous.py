"""Telling something without a name, and coming back for the answer. These pages know nobody (middleware.py): no
session, no cookie, no sign-in; a signed sheet and the browser's own word stand for them.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from postmortems.reports.access import is_ours
from postmortems.reports.days import answered_by, hours_here
from postmortems.reports.forms import CodeForm, SayForm, WordsForm
from postmortems.reports.giveaways import giveaways
from postmortems.reports.limits import TELLING, TRYING
from postmortems.reports.models import Report
from postmortems.reports.queries import of_code, thread_of
from postmortems.reports.sheet import new_sheet, read_sheet
from postmortems.reports.switch import is_anonymous_open
from postmortems.reports.telling import OtherWords, say_more, tell_without_name
from postmortems.reports.ways import ASSURANCES, Matter, Way, matter_called
from postmortems.shared import clock

OFTEN = _("That was often, from this network. Wait a while; your words stay in the page.")
OLD = _("This page was open for long. Nothing was sent yet: press once more.")
OTHERS = _("Your first words are here already, under their own code. Press once more to send these as another one.")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Three fields, and the code in the answer, once."""
    matter = matter_called((request.POST or request.GET).get("matter", ""))
    if not is_anonymous_open():
        return _not_open(request)
    if request.method != "POST":
        return _sheet(request, WordsForm(matter=matter))
    form, sheet = WordsForm(request.POST, matter=matter), read_sheet(request.POST.get("sheet", ""))
    if not form.is_valid():
        return _sheet(request, form, signed=sheet.signed if sheet else "", status=422)
    if sheet is None or not is_ours(request):
        return _sheet(request, form, note=OLD, status=422)
    found = giveaways(form.told.happened, form.told.place, form.told.helps)
    if found and "looked" not in request.POST:
        return _sheet(request, form, signed=sheet.signed, found=found)
    if TELLING.is_reached(request.place, clock.now()):  # type: ignore[attr-defined]
        return _sheet(request, form, signed=sheet.signed, note=OFTEN, status=429)
    try:
        report = tell_without_name(told=form.told, sheet=sheet)
    except OtherWords:
        return _sheet(request, form, note=OTHERS, status=422)
    TELLING.count(request.place, clock.now())  # type: ignore[attr-defined]
    return render(request, "reports/receipt.html", {"code": sheet.code, **_days(report)})


def _not_open(request: HttpRequest) -> HttpResponse:
    """Why it is switched off here, with the words that were typed before it was."""
    words = [request.POST.get(name, "") for name in ("happened", "place", "helps")]
    status = 403 if request.method == "POST" else 200
    return render(request, "reports/not_open.html", {"words": words}, status=status)


def _sheet(request: HttpRequest, form: WordsForm, *, signed: str = "", status: int = 200, **told: Any) -> HttpResponse:
    context = {
        "form": form,
        "sheet": signed or new_sheet().signed,
        "matters": Matter.choices,
        "matter": form["matter"].value(),
        "assurance": ASSURANCES[Way.ANONYMOUS],
        **told,
    }
    return render(request, "reports/anonymous.html", context, status=status)


def _days(report: Report) -> dict[str, Any]:
    return {"shown_on": report.shown_on, "answer_by": answered_by(report.shown_on, hours_here())}


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """With the code, which is sent in the form and never stands in an address."""
    if request.method != "POST":
        return render(request, "reports/come_back.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if TRYING.is_reached(request.place, clock.now()):  # type: ignore[attr-defined]
        context = {"form": form, "note": _("That was often. Wait a quarter of an hour, then try again.")}
        return render(request, "reports/come_back.html", context, status=429)
    if not form.is_valid() or not is_ours(request):
        return render(request, "reports/come_back.html", {"form": form}, status=422)
    report = of_code(form.cleaned_data["code"])
    if report is None:
        TRYING.count(request.place, clock.now())  # type: ignore[attr-defined]
        form.add_error("code", _("There is no report under this code. Look at each sign once more."))
        return render(request, "reports/come_back.html", {"form": form}, status=422)
    return _thread(request, report, form.cleaned_data["code"])


def _thread(request: HttpRequest, report: Report, code: str) -> HttpResponse:
    is_saying = "body" in request.POST
    say, said = SayForm(request.POST if is_saying else None), False
    if is_saying and say.is_valid():
        say_more(report=report, body=say.cleaned_data["body"], key=say.cleaned_data["form_key"])
        report.refresh_from_db()
        say, said = SayForm(), True
    context = {
        "report": report,
        "messages_since": thread_of(report, for_facilitator=False),
        "code": code,
        "form": say,
        "said": said,
        **_days(report),
    }
    return render(request, "reports/answer.html", context, status=422 if is_saying and not said else 200)
