"""The mails about one's own account: a link for a new password, made when it is sent and kept nowhere; and word that
signing in changed.
"""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from accounts.changes import SIGN_IN_CHANGED
from accounts.models import Organisation
from accounts.services import PASSWORD_RESET, may_choose_password
from postmortems.mail import kinds
from postmortems.mail.models import Delivery


def still_wanted(delivery: Delivery) -> bool:
    return may_choose_password(delivery.recipient, closed=Organisation.current().is_closed)


def context(delivery: Delivery) -> dict[str, Any]:
    key = default_token_generator.make_token(delivery.recipient)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(delivery.recipient), key])
    return {"link": settings.BASE_URL + path, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}


def change_context(delivery: Delivery) -> dict[str, Any]:
    link = settings.BASE_URL + reverse("mfa_index")
    return {"change": delivery.about.partition(":")[0], "at": delivery.due_at, "link": link}


def register_all() -> None:
    """Called when the application starts."""
    kinds.register(kinds.Kind(name=PASSWORD_RESET, still_wanted=still_wanted, context=context, in_app=False))
    kinds.register(kinds.Kind(name=SIGN_IN_CHANGED, context=change_context))
