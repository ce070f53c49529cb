"""Who is offered on the sign-in page of a demonstration. A tag: the frame's context stands below the demo slice."""

from django import template
from django.conf import settings

from postmortems.demo.accounts import ACCOUNTS, PASSWORD

register = template.Library()


@register.inclusion_tag("account/demo_accounts.html")
def demo_people() -> dict[str, object]:
    """The people and the password they share; nobody outside demo mode."""
    if not settings.DEMO:
        return {"demo_accounts": [], "demo_password": ""}
    people = [(account.name, account.email, account.role) for account in ACCOUNTS]
    return {"demo_accounts": people, "demo_password": PASSWORD}
