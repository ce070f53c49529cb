"""The mail with which somebody chooses a new password. Its link is made when it is sent, and kept nowhere."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from accounts.services import PASSWORD_RESET
from postmortems.mail import kinds
from postmortems.mail.models import Delivery


def still_wanted(delivery: Delivery) -> bool:
    return bool(delivery.recipient.is_active)


def context(delivery: Delivery) -> dict[str, Any]:
    key = default_token_generator.make_token(delivery.recipient)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(delivery.recipient), key])
    return {"link": settings.BASE_URL + path, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}


def register_all() -> None:
    """Called when the application starts."""
    kinds.register(kinds.Kind(name=PASSWORD_RESET, still_wanted=still_wanted, context=context, in_app=False))
