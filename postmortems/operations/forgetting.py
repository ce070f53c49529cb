"""What the one task does behind the table of what goes by itself (shared/retention.py)."""

import structlog

from postmortems.shared.retention import all_kept

log = structlog.get_logger("second_story.retention")


def forget_everything_over(*, hourly: bool = False) -> int:
    """Carry out each row of the night, or of the hour. One that breaks is said in the log and holds up no other; how
    many broke.
    """
    broken = 0
    for row in (row for row in all_kept() if row.hourly == hourly):
        try:
            row.forget()
        except Exception:  # whatever it is, the other rows are still owed to somebody
            broken += 1
            log.exception("what is over was not forgotten", row=str(row.what))
    return broken
