"""What our templates ask for."""

from django import template
from django.utils.safestring import SafeString

from postmortems.shared import copying, text
from postmortems.shared.durations import in_words
from postmortems.shared.locales import thousands
from postmortems.shared.reading_for import reader_locale
from postmortems.wording import queries

register = template.Library()


@register.filter
def trusted(html: str) -> SafeString:
    """HTML that was rendered and sanitised when it was saved. Never for anything else."""
    return text.trusted(html)


@register.filter
def spoken(words: str | copying.Marked) -> str:
    """Words of a paper without any markup: nothing in them is a link or asks for anything."""
    return copying.spoken(words)


@register.filter
def anchor(target: str) -> str:
    """The place on a review's page of what a draft or a dispute is about: "factor:7" stands at #factor-7."""
    return queries.anchor(target)


@register.filter
def duration(minutes: int) -> str:
    """A number of minutes as people say it: "47 min", "18 h 33 min"."""
    return in_words(minutes)


@register.filter
def bare_duration(minutes: int) -> str:
    """The same without a unit where minutes go without saying: "47", "18 h 33 min"."""
    return in_words(minutes, unit=False)


@register.filter
def in_thousands(number: int) -> str:
    """A large number that can be read at a glance: 3,100."""
    return thousands(number, reader_locale())
