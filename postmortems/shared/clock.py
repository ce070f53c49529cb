"""The only reader of the clock, and the rules about days and hours that follow from it.

In demo mode the clock may stand ahead ("jump ahead"), so that a reminder can be seen arriving; the offset is a file in
DATA_DIR because web, worker and beat must agree on it.
"""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings


def _offset_file() -> Path:
    return Path(settings.DATA_DIR) / "clock-offset"


def offset() -> dt.timedelta:
    """How far ahead of the real time this installation pretends to be; nothing outside demo mode."""
    if not settings.DEMO:
        return dt.timedelta()
    try:
        return dt.timedelta(seconds=int(_offset_file().read_text()))
    except (OSError, ValueError):
        return dt.timedelta()


def jump_ahead(by: dt.timedelta) -> None:
    """Move this demonstration's clock forward by `by`. Raises RuntimeError outside demo mode."""
    if not settings.DEMO:
        raise RuntimeError("The clock moves in demo mode only.")
    _offset_file().write_text(str(int((offset() + by).total_seconds())))


def stand_right() -> None:
    """Let this demonstration's clock say the real time again; for one that begins again, with nothing set off yet."""
    _offset_file().unlink(missing_ok=True)


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC) + offset()


def today(zone: str) -> dt.date:
    """The local date in the named zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def local(moment: dt.datetime, zone: str) -> dt.datetime:
    """The same moment on a clock in the named zone."""
    return moment.astimezone(ZoneInfo(zone))


def at(date: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """A local date and time as a moment in UTC.

    A time that the switch to summer time skips becomes the moment that many minutes later; one that occurs twice is
    its first.
    """
    return dt.datetime.combine(date, time, ZoneInfo(zone)).astimezone(dt.UTC)


def add_working_days(date: dt.date, count: int, work_days: list[int]) -> dt.date:
    """`date` moved by `count` working days (negative: back). `work_days` are ISO weekdays; none at all means every day
    is one.
    """
    days = set(work_days) or set(range(1, 8))
    step = dt.timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        date += step
        while date.isoweekday() not in days:
            date += step
    return date


def noon_after_night(moment: dt.datetime, zone: str) -> dt.datetime:
    """When somebody who filed at `moment` may first be asked for something: noon of the next working day."""
    day = add_working_days(local(moment, zone).date(), 1, [1, 2, 3, 4, 5])
    return at(day, dt.time(12, 0), zone)
