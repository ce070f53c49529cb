"""Mail that was caught, and the clock that can be moved. Both exist in a demonstration only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from postmortems.demo.clockwork import jump
from postmortems.demo.forms import JumpForm
from postmortems.demo.jumping import Step
from postmortems.demo.mailbox import NoSuchMailError, mail_named, newest
from postmortems.shared import clock
from postmortems.shared.htmx import done


@require_safe
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The newest mails, and how to make the next ones come."""
    return render(request, "demo/mail.html", _context(request, JumpForm()))


@require_safe
def demo_message(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as text, with its links."""
    try:
        mail = mail_named(name)
    except NoSuchMailError as missing:
        raise Http404 from missing
    user: Any = request.user
    return render(request, "demo/message.html", {"mail": mail, "zone": user.zone})


@require_POST
def demo_jump(request: HttpRequest) -> HttpResponse:
    """Move the clock, and say what time it is."""
    form = JumpForm(request.POST)
    if not form.is_valid():
        return render(request, "demo/mail.html", _context(request, form), status=422)
    user: Any = request.user
    now = clock.local(jump(step=form.cleaned_data["step"], person=user), user.zone)
    said = _("It is %(day)s, %(time)s now.") % {"day": date_format(now, "l j F"), "time": date_format(now, "H:i")}
    return done(request, reverse("demo-mail"), say=said)


def _context(request: HttpRequest, form: JumpForm) -> dict[str, Any]:
    user: Any = request.user
    return {
        "mails": newest(),
        "form": form,
        "steps": Step.choices,
        "now": clock.now(),
        "moved": bool(clock.offset()),
        "zone": user.zone,
    }
