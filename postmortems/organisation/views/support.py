"""The organisation's list of whom people can turn to."""

from typing import Any

from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.organisation.access import for_administrators
from postmortems.organisation.support_forms import ContactForm
from postmortems.organisation.support_list import add_contact, change_contact, remove_contact
from postmortems.reflections.contact import Contact, directory
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def support(request: Request) -> HttpResponse:
    """The list, and one more line of it."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        add_contact(actor=request.user, **form.cleaned_data)
        return done(request, reverse("settings-support"), say=_("It is in the list."))
    return _page(request, form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def contact(request: Request, pk: int) -> HttpResponse:
    """Change one line."""
    found = get_object_or_404(Contact, pk=pk)
    form = ContactForm(request.POST if request.method == "POST" else None, initial=model_to_dict(found))
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("purpose", "who", "how")}
        change_contact(actor=request.user, contact=found, **said)
        return done(request, reverse("settings-support"), say=_("Saved."))
    return _page(request, form, contact=found, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def remove(request: Request, pk: int) -> HttpResponse:
    """Take a line out; the page offers to put it back."""
    found = get_object_or_404(Contact, pk=pk)
    fields = {"purpose": found.purpose, "who": found.who, "how": found.how, "form_key": found.form_key}
    remove_contact(actor=request.user, contact=found)
    return _page(request, ContactForm(), removed=fields)


def _page(request: Request, form: ContactForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "groups": directory(), "at": "settings-support", **more}
    return render(request, "organisation/support.html", context, status=status)
