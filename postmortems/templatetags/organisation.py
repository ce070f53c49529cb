"""What a new place asks of the person who opened it. A tag: Home stands beside the organisation, not above it."""

from typing import Any

from django import template

from postmortems.organisation.queries import is_quite_new

register = template.Library()


@register.inclusion_tag("organisation/first_steps.html", takes_context=True)
def first_steps(context: dict[str, Any]) -> dict[str, bool]:
    """Three doors for an administrator who is alone here; nobody else pays a query for it."""
    return {"is_new": bool(context["request"].user.is_administrator) and is_quite_new()}
