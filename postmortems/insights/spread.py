"""Median, middle half and range: what is said of durations in place of a mean, which one long night bends. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from django.utils.translation import ngettext


@dataclass(frozen=True)
class Spread:
    """Of `n` values: the lowest, the quarter points (with the ends counted in), the middle one, the highest."""

    n: int
    lowest: float
    first: float
    middle: float
    third: float
    highest: float


def spread(values: Sequence[float]) -> Spread | None:
    """None where there is no value."""
    if not values:
        return None
    first, _middle, third = quantiles(values, n=4, method="inclusive") if len(values) > 1 else (values[0],) * 3
    return Spread(len(values), min(values), first, median(values), third, max(values))


def plain(number: float) -> str:
    """A number without a tail: 4, 4.5."""
    return f"{number:.1f}".removesuffix(".0")


def in_working_days(number: float) -> str:
    """1 working day, 1.5 working days."""
    said = ngettext("%(n)s working day", "%(n)s working days", 1 if number == 1 else 2)
    return said % {"n": plain(number)}
