"""When people are asked, for everybody; and what that would bring in the coming week, before it is saved."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Organisation
from accounts.requests import Request
from postmortems.followup.facts import Terms
from postmortems.followup.forecast import next_week
from postmortems.organisation.access import for_administrators
from postmortems.organisation.forms import TimeOffForm
from postmortems.organisation.reminder_forms import RemindersForm
from postmortems.organisation.services import save_reminders
from postmortems.organisation.time_off import add_time_off, remove_time_off, time_off_of
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def reminders(request: Request) -> HttpResponse:
    """Saved, or only looked at (`look`)."""
    terms = Terms.current()
    said = request.POST if request.method == "POST" else None
    form = _form(request, terms, said)
    if form.is_bound and form.is_valid():
        if "look" not in request.POST:
            save_reminders(actor=request.user, rules=form.rules(), values=form.of_organisation())
            return done(request, reverse("settings-reminders"), say=_("Saved. It holds from now on."))
        terms = _as_said(terms.organisation, form)
    return _show(request, form, terms, TimeOffForm())


@require_POST
@for_administrators
def days_off(request: Request) -> HttpResponse:
    """Days on which nobody works here."""
    if taken := request.POST.get("take_back", ""):
        remove_time_off(actor=request.user, person=None, pk=int(taken) if taken.isdecimal() else 0)
        return done(request, reverse("settings-reminders"), say=_("Taken back."))
    off = TimeOffForm(request.POST)
    if not off.is_valid():
        terms = Terms.current()
        return _show(request, _form(request, terms), terms, off)
    add_time_off(actor=request.user, person=None, **off.cleaned_data)
    return done(request, reverse("settings-reminders"), say=_("Noted. Nothing is asked of anybody on those days."))


def _form(request: Request, terms: Terms, said: QueryDict | None = None) -> RemindersForm:
    week_starts = request.user.week_starts
    return RemindersForm(said, organisation=terms.organisation, rules=terms.rules, week_starts=week_starts)


def _as_said(organisation: Organisation, form: RemindersForm) -> Terms:
    for name, value in form.of_organisation().items():
        setattr(organisation, name, value)
    return Terms(organisation, form.rules())


def _show(request: Request, form: RemindersForm, terms: Terms, off: TimeOffForm) -> HttpResponse:
    context = {
        "form": form, "off": off, "spans": time_off_of(None), "days": next_week(terms),
        "is_look": "look" in request.POST and form.is_valid(), "at": "settings-reminders",
    }  # fmt: skip
    status = 422 if form.errors or off.errors else 200
    return render(request, "organisation/reminders.html", context, status=status)
