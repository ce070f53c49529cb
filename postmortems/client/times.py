"""Times as people type them in a terminal: on the clock of this machine, unless they say another. Pure but for that."""

import datetime as dt

import click


class Moment(click.ParamType):
    """14:02 (today, or yesterday where that is still ahead), 2026-11-19 14:02, or with an offset."""

    name = "time"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        found = read(value, now=dt.datetime.now(dt.UTC).astimezone())
        if found is None:
            self.fail(f"{value!r} is no time. As in 14:02, or 2026-11-19 14:02.", param, ctx)
        return found.isoformat()


def read(typed: str, *, now: dt.datetime) -> dt.datetime | None:
    """The moment; None for anything else. `now` is aware, and its zone is the clock that is meant."""
    typed = typed.strip()
    try:
        if len(typed) <= 5:
            hour = dt.datetime.strptime(typed, "%H:%M").time()  # noqa: DTZ007
            found = dt.datetime.combine(now.date(), hour, now.tzinfo)
            return found if found <= now else found - dt.timedelta(days=1)
        found = dt.datetime.fromisoformat(typed)
        return found if found.tzinfo else found.astimezone()
    except (ValueError, OverflowError):
        return None


MOMENT = Moment()
