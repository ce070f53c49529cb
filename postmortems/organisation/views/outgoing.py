"""Whom administrators let hear what happens: receivers, and the log of what was told."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.organisation.access import asks_once_more_to_write, for_administrators
from postmortems.organisation.outgoing_forms import ReceiverForm
from postmortems.organisation.receivers import lines
from postmortems.outgoing.models import Receiver, Sending
from postmortems.outgoing.receivers import ask_for_test, end, make, renew, switch, tell_again
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@asks_once_more_to_write
def outgoing(request: Request) -> HttpResponse:
    """All of them, and a form for one more. A secret that is made stands in this answer and nowhere else."""
    if request.method != "POST":
        return _page(request, ReceiverForm())
    form = ReceiverForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    made, secret = make(actor=request.user, **form.cleaned_data)
    return _page(request, ReceiverForm(), shown={made.pk: secret})


@require_POST
@for_administrators
@reauthentication_required(enabled=lambda request: request.POST.get("do") != "test")
def receiver(request: Request, pk: int) -> HttpResponse:
    """One press on a receiver: `do` is test, renew, on, off or end."""
    found, what = get_object_or_404(Receiver, pk=pk), request.POST.get("do", "")
    if what == "renew":
        return _page(request, ReceiverForm(), shown={pk: renew(receiver=found, actor=request.user)})
    if what == "test":
        ask_for_test(receiver=found)
        return done(request, _place(pk), say=_("A test is on its way. Its line in the log says whether it arrived."))
    if what in ("on", "off"):
        switch(receiver=found, is_on=what == "on", actor=request.user)
        return done(
            request, _place(pk), say=_("It hears what happens from now on.") if what == "on" else _("It is quiet.")
        )
    if what == "end":
        end(receiver=found, actor=request.user)
        return done(request, reverse("settings-outgoing"), say=_("It hears nothing any more."))
    return _page(request, ReceiverForm(), status=422)


@require_POST
@for_administrators
def again(request: Request, pk: int) -> HttpResponse:
    """Tell one line of the log once more."""
    sending = get_object_or_404(Sending, pk=pk)
    tell_again(sending=sending)
    return done(request, _place(sending.receiver_id), say=_("It goes out once more, as it may be told now."))


def _place(pk: int) -> str:
    return reverse("settings-outgoing") + f"#receiver-{pk}"


def _page(
    request: Request, form: ReceiverForm, *, shown: dict[int, str] | None = None, status: int = 200
) -> HttpResponse:
    rows = [{"line": line, "secret": (shown or {}).get(line.receiver.pk, "")} for line in lines()]
    context = {"at": "settings-outgoing", "rows": rows, "form": form}
    return render(request, "organisation/outgoing.html", context, status=status)
