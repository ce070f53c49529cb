"""The words of a choice. Django's own way translates all of them each time, which a page of fifty rows feels."""

from functools import cache

from django.db.models import Choices
from django.utils.translation import get_language


def label_of(choices: type[Choices], value: object) -> str:
    """In the language of whoever reads; empty for nothing."""
    return _label(choices, value, get_language()) if value else ""


@cache
def _label(choices: type[Choices], value: object, _language: str) -> str:
    return str(choices(value).label)
