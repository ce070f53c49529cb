"""Telling something by name or confidentially, and reading what was answered."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import Request
from postmortems.reports.access import own_report
from postmortems.reports.days import answered_by, hours_here
from postmortems.reports.forms import SayForm, TellForm
from postmortems.reports.queries import of_person, thread_of
from postmortems.reports.switch import is_anonymous_open
from postmortems.reports.telling import say_more, tell
from postmortems.reports.ways import ASSURANCES, Matter, Way, matter_called
from postmortems.shared.htmx import answer, done


@require_safe
def doors(request: Request) -> HttpResponse:
    """Three doors, each with its promise and what the promise does not cover."""
    ways = [(way, ASSURANCES[way]) for way in Way]
    has_told = of_person(request.user).exists()
    context = {"ways": ways, "is_open": is_anonymous_open(), "who": _who_reads(), "has_told": has_told}
    return render(request, "reports/doors.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tell_as(request: Request, way: str) -> HttpResponse:
    """Three fields. Nothing is kept while they are typed: words that go out without a name after all must not lie
    under one.
    """
    if way not in (Way.NAMED, Way.CONFIDENTIAL):
        raise Http404
    matter = matter_called((request.POST or request.GET).get("matter", ""))
    form = TellForm(request.POST if request.method == "POST" else None, matter=matter)
    if form.is_bound and form.is_valid():
        report = tell(told=form.told, way=way, reporter=request.user, key=form.cleaned_data["form_key"])
        return done(request, reverse("my-report", args=[report.pk]), say=_("It is with those who facilitate."))
    context = {
        "form": form,
        "way": Way(way),
        "assurance": ASSURANCES[Way(way)],
        "matters": Matter.choices,
        "matter": matter,
        "who": _who_reads(),
    }
    status = 422 if form.is_bound else 200
    return answer(request, "reports/tell.html", context, fragment="reports-tell", status=status)


@require_safe
def mine(request: Request) -> HttpResponse:
    """What this person told, and whether it has an answer."""
    return render(request, "reports/mine.html", {"reports": of_person(request.user)[:100]})


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Request, key: uuid.UUID) -> HttpResponse:
    """One of them, with what was said since, and a word more."""
    report = own_report(request, key)
    form = SayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        say_more(report=report, body=form.cleaned_data["body"], key=form.cleaned_data["form_key"])
        return done(request, reverse("my-report", args=[key]), say=_("It is with those who facilitate."))
    context = {
        "report": report,
        "form": form,
        "messages_since": thread_of(report, for_facilitator=False),
        "answer_by": answered_by(report.waits_since, hours_here()) if report.waits_since else None,
    }
    return render(request, "reports/own.html", context, status=422 if form.is_bound else 200)


def _who_reads() -> list[str]:
    """Those who facilitate, by name: whoever tells something knows to whom."""
    people = User.objects.filter(is_facilitator=True, is_active=True).order_by("display_name")
    return list(people.values_list("display_name", flat=True)[:10])
