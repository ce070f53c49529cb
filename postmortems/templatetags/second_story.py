"""What our templates ask for."""

from django import template
from django.utils.safestring import SafeString

from postmortems.shared import text

register = template.Library()


@register.filter
def trusted(html: str) -> SafeString:
    """HTML that was rendered and sanitised when it was saved. Never for anything else."""
    return text.trusted(html)
