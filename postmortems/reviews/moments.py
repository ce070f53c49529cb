"""Moments to come and just gone, as colleagues say them. Pure."""

import datetime as dt

from postmortems.shared.clock import local
from postmortems.shared.reading_for import date_words


def plain_moment(moment: dt.datetime, *, now: dt.datetime, zone: str) -> str:
    """On the clock of `zone`: "14:00" today, "Thursday 14:00" within the week to come, else "3 December 14:00"."""
    return f"{plain_date(moment, now=now, zone=zone)} {date_words(local(moment, zone), 'H:i')}".strip()


def plain_date(moment: dt.datetime, *, now: dt.datetime, zone: str) -> str:
    """The same without the time of day; nothing for today."""
    there, today = local(moment, zone).date(), local(now, zone).date()
    days = (there - today).days
    if days == 0:
        return ""
    if 0 < days < 7:
        return date_words(there, "l")
    return date_words(there, "j F" if there.year == today.year else "j F Y")
