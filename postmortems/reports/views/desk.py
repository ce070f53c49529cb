"""What those who facilitate find in the morning: read, take on, redact, answer."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from postmortems.reports.access import for_facilitators, report_for
from postmortems.reports.answering import answer, redact, redact_message, take_on
from postmortems.reports.days import answered_by, hours_here
from postmortems.reports.forms import BecomeForm, SayForm, ThemeForm, WordsForm
from postmortems.reports.models import Report
from postmortems.reports.queries import listed, thread_of
from postmortems.reports.ways import Matter, Way
from postmortems.shared.htmx import done


@require_safe
@for_facilitators
def reports(request: Request) -> HttpResponse:
    """What waits for an answer, then the rest; several of them can become a theme."""
    waiting, others = listed()
    return render(request, "reports/desk.html", {"waiting": waiting, "others": others, "theme": ThemeForm()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitators
def report(request: Request, key: uuid.UUID) -> HttpResponse:
    """One report with what was said since; a POST answers it."""
    found = report_for(request, key)
    form = SayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer(report=found, body=form.cleaned_data["body"], key=form.cleaned_data["form_key"], actor=request.user)
        return done(request, reverse("report-page", args=[key]), say=_("Said. It stands where its reporter looks."))
    return _page(request, found, form)


def _page(request: Request, found: Report, form: SayForm) -> HttpResponse:
    context = {
        "report": found,
        "messages_since": thread_of(found, for_facilitator=True),
        "form": form,
        "become": BecomeForm(),
        "answer_by": answered_by(found.waits_since, hours_here()) if found.waits_since else None,
        "Way": Way,
    }
    return render(request, "reports/report.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_facilitators
def take(request: Request, key: uuid.UUID) -> HttpResponse:
    """ "I take it": whoever said so is the one who is asked."""
    take_on(report=report_for(request, key), actor=request.user)
    return done(request, reverse("report-page", args=[key]), say=_("Yours. Nobody else is reminded of it."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitators
def redacting(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take out what tells who wrote it, before anybody else reads it. The words as they came are gone then."""
    found = report_for(request, key)
    words = {name: getattr(found, name) for name in ("happened", "place", "helps", "matter")}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=words, matter=Matter(found.matter))
    if form.is_bound and form.is_valid():
        redact(report=found, told=form.told, actor=request.user)
        return done(request, reverse("report-page", args=[key]), say=_("The words as they came are gone."))
    return render(request, "reports/redact.html", {"report": found, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitators
def redacting_message(request: Request, key: uuid.UUID, message: uuid.UUID) -> HttpResponse:
    """The same for a word that its reporter said later."""
    found = report_for(request, key)
    said = next((one for one in thread_of(found, for_facilitator=True) if one.pk == message and not one.writer), None)
    if said is None:
        raise Http404
    form = SayForm(request.POST if request.method == "POST" else None, initial={"body": said.body})
    if form.is_bound and form.is_valid():
        redact_message(message=said, body=form.cleaned_data["body"], actor=request.user)
        return done(request, reverse("report-page", args=[key]), say=_("The words as they came are gone."))
    return render(request, "reports/redact.html", {"report": found, "form": form}, status=422 if form.is_bound else 200)
