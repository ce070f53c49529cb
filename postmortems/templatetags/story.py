"""The story's rows in a template, as postmortems/timeline/markup.py writes them for the `review` of the page."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from postmortems.timeline import markup, markup_beside
from postmortems.timeline.models import Evidence
from postmortems.timeline.reading import Row

register = template.Library()


@register.simple_tag(takes_context=True)
def story_rows(context: dict[str, Any], rows: Iterable[Row]) -> SafeString:
    """Entries, each with what stands before it."""
    review = context["review"]
    yours = markup.own_clock(review, getattr(context.get("request"), "user", None))
    return markup.rows(rows, markup.story_of(review, may_tell=bool(context.get("may_tell")), yours=yours))


@register.simple_tag(takes_context=True)
def story_evidence(context: dict[str, Any], one: Evidence) -> SafeString:
    """One piece of what shows an entry of the `review` of the page."""
    return markup_beside.piece(one, review=context["review"].ref)
