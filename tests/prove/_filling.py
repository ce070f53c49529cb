"""Reminders that are due now, each with an owner of its own. As a program: `python -m tests.prove._filling 300`."""

import datetime as dt
import sys


def fill_outbox(mails: int, *, named: str = "Owner") -> None:
    """Put real reminders about real action items into the outbox, committed one by one."""
    from postmortems.mail.services import queue
    from postmortems.shared import clock
    from tests.factories import ActionFactory, ReviewFactory, UserFactory

    review, due_on = ReviewFactory(), clock.now().date() + dt.timedelta(days=3)
    around_the_clock = {"work_starts": dt.time(0), "work_ends": dt.time(23, 59, 59), "work_days": [], "zone": "UTC"}
    for number in range(mails):
        owner = UserFactory(display_name=f"{named} {number}", **around_the_clock)
        item = ActionFactory(review=review, owner=owner, due_on=due_on, sentence=f"Make promise {number} exist")
        about = f"action:{item.pk}"
        queue(kind="action_due_soon", about=about, recipient=owner, local_date=due_on, due_at=clock.now())


if __name__ == "__main__":
    import django

    django.setup()
    fill_outbox(int(sys.argv[1]))
