"""What templates ask about words that are kept and compared."""

from django import template

from postmortems.shared import clock
from postmortems.shared.difference import Piece, difference
from postmortems.shared.together import Choice

register = template.Library()


@register.simple_tag
def seen() -> str:
    """This moment, as a form tells it later to say what it had seen."""
    return clock.now().isoformat()


@register.filter
def changed_into(before: str, after: str) -> list[Piece]:
    """The second text told as changes of the first, word by word."""
    return difference(before, after)


@register.filter
def pick_of(picks: dict[str, str], choice: Choice) -> str:
    """Which words were picked where two texts differ, or which fit without asking."""
    return picks.get(choice.name, choice.taken)
