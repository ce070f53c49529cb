"""What went wrong while somebody wrote without a name, told to the log in a later hour.

A line of that very moment would say when somebody was here.
"""

import datetime as dt
import threading

import structlog

log = structlog.get_logger("second_story.reports")
MOST = 100


class Later:
    """Lines that wait until the hour in which they came up is over, and then say that hour only."""

    def __init__(self) -> None:
        self._lines: list[tuple[dt.datetime, str]] = []
        self._lock = threading.Lock()

    def hold(self, what: str, now: dt.datetime) -> None:
        with self._lock:
            self._lines = [*self._lines, (now.replace(minute=0, second=0, microsecond=0), what)][-MOST:]

    def say(self, now: dt.datetime) -> None:
        """Write what waited long enough; called with the requests of others."""
        if not self._lines:
            return
        with self._lock:
            ripe = [line for line in self._lines if line[0] + dt.timedelta(hours=1) <= now]
            self._lines = self._lines[len(ripe) :]
        for hour, what in ripe:
            log.error("a page without a name broke", hour=hour.isoformat(), exception=what)


LATER = Later()
