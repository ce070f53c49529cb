"""What of allauth's behaviour and words is ours: nobody signs themselves up, and a refusal says what helps."""

from typing import ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.passwords import check_password


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
