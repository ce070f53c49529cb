"""Reminders that are due now, some to each owner. As a program: `python -m tests.prove._filling 300 3`."""

import datetime as dt
import sys

NOON = 12


def fill_outbox(people: int, *, each: int = 1, named: str = "Owner") -> None:
    """Put `each` real reminders about real action items to so many `people` into the outbox, committed one by one."""
    from postmortems.mail.services import queue
    from postmortems.shared import clock
    from tests.factories import ActionFactory, ReviewFactory, UserFactory

    review, due_on = ReviewFactory(), clock.now().date() + dt.timedelta(days=3)
    for number in range(people):
        owner = UserFactory(display_name=f"{named} {number}", **awake())
        for part in range(each):
            sentence = f"Make promise {number} of part {part} exist"
            item = ActionFactory(review=review, owner=owner, due_on=due_on, sentence=sentence)
            about = f"action:{item.pk}"
            queue(kind="action_due_soon", about=about, recipient=owner, local_date=due_on, due_at=clock.now())


def awake() -> dict[str, object]:
    """Somebody to whom the mail of this day goes now, whenever this runs, and for an hour more at least."""
    return {"zone": zone_at_noon(), "work_days": [], "mail_at": dt.time(11)}


def zone_at_noon() -> str:
    """Where it is between noon and one now: nobody gets mail at night, whenever this runs."""
    from postmortems.shared import clock

    return f"Etc/GMT{clock.now().hour - NOON:+d}"  # these names count westwards


if __name__ == "__main__":
    import django

    django.setup()
    fill_outbox(int(sys.argv[1]), each=int(sys.argv[2]))
