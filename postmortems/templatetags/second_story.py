"""What our templates ask for."""

from django import template
from django.utils.safestring import SafeString

from postmortems.shared import text
from postmortems.wording import queries

register = template.Library()


@register.filter
def trusted(html: str) -> SafeString:
    """HTML that was rendered and sanitised when it was saved. Never for anything else."""
    return text.trusted(html)


@register.filter
def anchor(target: str) -> str:
    """The place on a review's page of what a draft or a dispute is about: "factor:7" stands at #factor-7."""
    return queries.anchor(target)
