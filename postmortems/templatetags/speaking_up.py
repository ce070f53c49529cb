"""The door to speaking up without a name, where it is open. A tag: signing in stands below the slice of reports."""

from django import template

from postmortems.reports.switch import is_anonymous_open

register = template.Library()


@register.inclusion_tag("reports/door.html")
def without_a_name() -> dict[str, bool]:
    """At most two queries."""
    return {"is_open": is_anonymous_open()}
