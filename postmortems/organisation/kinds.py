"""The mail that invites somebody."""

from typing import Any, cast

from django.conf import settings
from django.urls import reverse

from accounts.models import Organisation, User
from postmortems.audit.models import AuditEntry
from postmortems.mail import kinds
from postmortems.mail.models import Delivery
from postmortems.organisation.invitation import DAYS, token_for

INVITATION = "invitation"
INVITED = ("invited", "invited again")


def still_wanted(delivery: Delivery) -> bool:
    """Until they have joined, and while they may."""
    return bool(delivery.recipient.is_active) and not delivery.recipient.has_joined


def context(delivery: Delivery) -> dict[str, Any]:
    person: User = delivery.recipient
    return {
        "by": invited_by(person),
        "organisation": Organisation.current().name,
        "link": settings.BASE_URL + reverse("invitation", args=[token_for(person)]),
        "days": DAYS,
    }


def invited_by(person: User) -> User | None:
    """Who asked them in last."""
    told = AuditEntry.objects.filter(chain=f"person:{person.pk}", verb__in=INVITED).select_related("actor")
    last = told.order_by("-position").first()
    return cast(User, last.actor) if last else None


def register_all() -> None:
    """Called when the application starts."""
    kinds.register(kinds.Kind(name=INVITATION, still_wanted=still_wanted, context=context, in_app=False))
