"""Axes on which ten times as long is one step further. Pure."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Axis:
    """`ticks` are values and their words, lowest first. What is shorter than the first tick stands at its place, what
    is longer than the last one at the end.
    """

    ticks: tuple[tuple[float, str], ...]
    left: int
    right: int

    @cached_property
    def ends(self) -> tuple[float, float]:
        """The places of the first and the last tick, as steps of e: looked up for each of thousands of dots."""
        return math.log(self.ticks[0][0]), math.log(self.ticks[-1][0])

    def x(self, value: float) -> int:
        lowest, highest = self.ends
        place = (math.log(max(value, self.ticks[0][0])) - lowest) / (highest - lowest)
        return round(self.left + (self.right - self.left) * min(place, 1.0))


HOUR, DAY = 60, 1440
_MINUTES = (1, 5, 20, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY)
_DAYS = (1, 2, 5, 10, 20, 60, 260)
_HOURS = (1, 4, 8, 24, 72, 168, 720)


def minutes(longest: float, *, left: int, right: int) -> Axis:
    """From a minute to the first tick that is not shorter than the longest."""
    return _axis(_MINUTES, longest, _in_short, left, right)


def days(longest: float, *, left: int, right: int) -> Axis:
    return _axis(_DAYS, longest, lambda value: _("%d d") % value, left, right)


def hours(longest: float, *, left: int, right: int) -> Axis:
    return _axis(_HOURS, longest, lambda value: _in_short(value * HOUR), left, right)


def _axis(steps: tuple[int, ...], longest: float, words: Callable[[int], str], left: int, right: int) -> Axis:
    last = next((place for place, step in enumerate(steps) if step >= longest), len(steps) - 1)
    return Axis(tuple((step, words(step)) for step in steps[: max(last, 2) + 1]), left, right)


def _in_short(minutes: int) -> str:
    if minutes < HOUR:
        return _("%d min") % minutes
    return _("%d h") % (minutes // HOUR) if minutes < DAY else _("%d d") % (minutes // DAY)
