"""What of allauth's behaviour and words is ours: nobody signs themselves up, and a refusal says what helps."""

import datetime as dt
from typing import Any, ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.changes import tell_of_change
from accounts.models import Organisation, User
from accounts.passwords import check_password
from accounts.signing_in import signed_in
from postmortems.shared import clock


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and password do not fit together. Try again, or set a new one."),
        "enter_current_password": _("That is not the password so far."),
        "incorrect_password": _("That is not your password."),
        "too_many_login_attempts": _("That was often. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed: people are added by an administrator."""
        return False

    def clean_password(self, password: str, user: User | None = None) -> str:
        check_password(password, user)
        return password

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home; an administrator who did not finish setting up goes on there."""
        if cast(User, request.user).is_administrator and Organisation.objects.filter(set_up_at=None).exists():
            return reverse("welcome-size")
        return str(super().get_login_redirect_url(request))

    def login(self, request: HttpRequest, user: User) -> None:
        signed_in(request, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Whoever came by the provider comes by it again after some hours, whatever they did meanwhile: groups are
        asked for anew then.
        """
        if "sociallogin" in (kwargs.get("signal_kwargs") or {}):
            request.session.set_expiry(clock.now() + dt.timedelta(hours=settings.OIDC_SESSION_HOURS))
        return cast(HttpResponse, super().post_login(request, user, **kwargs))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """By our own outbox, in our own words, without network address and browser."""
        tell_of_change(user, template_prefix)
