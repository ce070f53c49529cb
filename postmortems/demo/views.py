"""Mail that was caught, and the clock that can be moved. Both exist in a demonstration only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from postmortems.demo.clockwork import jump
from postmortems.demo.forms import JumpForm
from postmortems.demo.jumping import Step
from postmortems.demo.mailbox import Mail, NoSuchMailError, mail_named, newest
from postmortems.followup.upcoming import next_moment
from postmortems.shared import clock
from postmortems.shared.htmx import done

WATCHED = 20  # looks, two seconds apart, while mail is on its way
# A mail brings its own styles and nothing else; a link in it leads the whole window away.
AS_A_LETTER: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


@require_safe
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The newest mails, and how to make the next ones come. For htmx the list alone, while mail is on its way."""
    watch = request.GET.get("watch", "")
    context = _list(request) | {"watch": min(int(watch), WATCHED) - 1 if watch.isdecimal() and int(watch) else 0}
    if getattr(request, "htmx", False):
        return render(request, "demo/mail.html#demo-mails", context)
    return render(request, "demo/mail.html", context | _clock(request, JumpForm()))


@require_safe
def demo_message(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as a mail program shows it, its text, and its links."""
    user: Any = request.user
    return render(request, "demo/message.html", {"mail": _mail(name), "zone": user.zone})


@require_safe
@xframe_options_sameorigin
@csp_override(AS_A_LETTER)
def demo_letter(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part of a mail, fenced in: no script, no image, no form."""
    html = _mail(name).html
    if not html:
        raise Http404
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


@require_POST
def demo_jump(request: HttpRequest) -> HttpResponse:
    """Move the clock, and say what time it is."""
    form = JumpForm(request.POST)
    if not form.is_valid():
        context = _list(request) | _clock(request, form)
        return render(request, "demo/mail.html", context, status=422)
    user: Any = request.user
    landing = jump(step=form.cleaned_data["step"], person=user)
    if not landing.moved:
        return done(request, reverse("demo-mail"), say=_("As things stand, nothing more will be asked of anybody."))
    now = clock.local(clock.now(), user.zone)
    said = _("It is %(day)s, %(time)s now.") % {"day": date_format(now, "l j F"), "time": date_format(now, "H:i")}
    if not landing.coming:
        return done(request, reverse("demo-mail"), say=said)
    coming = ngettext("%(n)d message is on its way.", "%(n)d messages are on their way.", landing.coming)
    said = f"{said} {coming % {'n': landing.coming}}"
    return done(request, f"{reverse('demo-mail')}?watch={WATCHED}", say=said)


def _mail(name: str) -> Mail:
    try:
        return mail_named(name)
    except NoSuchMailError as missing:
        raise Http404 from missing


def _list(request: HttpRequest) -> dict[str, Any]:
    user: Any = request.user
    return {"mails": newest(), "zone": user.zone}


def _clock(request: HttpRequest, form: JumpForm) -> dict[str, Any]:
    now = clock.now()
    return {
        "form": form,
        "steps": Step.choices,
        "now": now,
        "moved": bool(clock.offset()),
        "next_at": next_moment(now),
    }
