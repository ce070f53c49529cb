"""What signing in leaves behind when its time is over."""

from accounts.counts import Tally
from accounts.session import Session
from postmortems.shared import clock


def forget_what_ended() -> int:
    """Delete sessions and counts whose time is over; how many rows. Done again, it changes nothing."""
    now = clock.now()
    return sum(model.objects.filter(**{f"{field}__lt": now}).delete()[0] for model, field in OVER)


OVER = ((Session, "expire_date"), (Tally, "expires"))
