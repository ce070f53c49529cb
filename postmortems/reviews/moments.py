"""Moments to come and just gone, as colleagues say them. Pure."""

import datetime as dt

from django.utils.formats import date_format

from postmortems.shared.clock import local


def plain_moment(moment: dt.datetime, *, now: dt.datetime, zone: str) -> str:
    """On the clock of `zone`: "14:00" today, "Thursday 14:00" within the week to come, else "3 December 14:00"."""
    return f"{plain_date(moment, now=now, zone=zone)} {local(moment, zone):%H:%M}".strip()


def plain_date(moment: dt.datetime, *, now: dt.datetime, zone: str) -> str:
    """The same without the time of day; nothing for today."""
    there, today = local(moment, zone).date(), local(now, zone).date()
    days = (there - today).days
    if days == 0:
        return ""
    if 0 < days < 7:
        return str(date_format(there, "l"))
    return str(date_format(there, "j F" if there.year == today.year else "j F Y"))
