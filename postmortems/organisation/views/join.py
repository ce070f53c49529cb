"""Taking up an invitation. Opening the link changes nothing and signs nobody in; the button does both."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation
from accounts.signing_in import signed_in
from postmortems.organisation import people
from postmortems.organisation.forms import JoinForm
from postmortems.organisation.invitation import invited_by_link
from postmortems.organisation.kinds import invited_by
from postmortems.shared.htmx import done


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """A name, a password, a time zone, and somebody is in. A link that has ended says what to do instead (410)."""
    person = invited_by_link(token)
    if person is None:
        return render(request, "organisation/join_ended.html", status=410)
    form = JoinForm(request.POST or None, person=person)
    if form.is_bound and form.is_valid():
        if not people.join(person=person, **form.cleaned_data):
            return render(request, "organisation/join_ended.html", status=410)
        person.refresh_from_db()
        signed_in(request, person)
        return done(request, reverse("home"), say=_("You are in. Nothing is asked of you yet."))
    context = {"form": form, "person": person, "by": invited_by(person), "organisation": Organisation.current()}
    return render(request, "organisation/join.html", context, status=422 if request.method == "POST" else 200)
