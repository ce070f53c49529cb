"""How somebody signs in, and where they are signed in: one page of their own."""

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from accounts.signing_in import end_one, end_others, open_sessions
from postmortems.shared.htmx import done


@require_safe
def signing_in(request: Request) -> HttpResponse:
    """Password, passkeys, app, codes, and every browser that is signed in."""
    kinds = Authenticator.Type
    kept = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    by_kind = {kind: [one for one in kept if one.type == kind] for kind in kinds}
    codes = [one.wrap() for one in by_kind[kinds.RECOVERY_CODES]]
    here = request.session.session_key
    context = {
        "passkeys": [one.wrap() for one in by_kind[kinds.WEBAUTHN]],
        "app": next(iter(by_kind[kinds.TOTP]), None),
        "codes_left": len(codes[0].get_unused_codes()) if codes else None,
        "sessions": [(session, session.pk == here) for session in open_sessions(request.user)[:50]],
    }
    return render(request, "account/signing_in.html", context)


@require_POST
def end_sessions(request: Request) -> HttpResponse:
    """Sign out one browser, or all but this one."""
    if handle := request.POST.get("session", ""):
        end_one(person=request.user, handle=handle)
        said = _("That browser is signed out.")
    else:
        end_others(person=request.user, but=request.session.session_key)
        said = _("Every other browser is signed out.")
    return done(request, reverse("mfa_index"), say=said)
