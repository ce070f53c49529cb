"""Weeks, which begin on another day in other places. Pure; weekdays are ISO's, Monday is 1."""

import datetime as dt

MONDAY, SATURDAY, SUNDAY = 1, 6, 7
WEEK = dt.timedelta(days=7)


def start_of_week(day: dt.date, *, starts: int) -> dt.date:
    """The first day of the week that `day` is in, where weeks begin on the weekday `starts`."""
    return day - dt.timedelta(days=(day.isoweekday() - starts) % 7)


def end_of_week(day: dt.date, *, starts: int) -> dt.date:
    """The last day of the same week."""
    return start_of_week(day, starts=starts) + WEEK - dt.timedelta(days=1)


def weekdays_from(starts: int) -> list[int]:
    """All seven in the order in which a calendar shows them."""
    return [(starts - 1 + n) % 7 + 1 for n in range(7)]
