"""Open promises whose owners will be asked in the coming weeks: `python -m tests.prove._promises 40`."""

import datetime as dt
import sys


def promise(count: int) -> None:
    """Two to each owner, due on different days; where they are it is noon now."""
    from postmortems.shared import clock
    from tests.factories import ActionFactory, ReviewFactory, UserFactory
    from tests.prove._filling import awake

    review, today = ReviewFactory(depth="note"), clock.now().date()
    for number in range(count):
        owner = UserFactory(display_name=f"Owner {number}", **awake())
        for part in range(2):
            due_on = today + dt.timedelta(days=1 + (number * 2 + part * 7) % 30)
            sentence = f"Make promise {number} of part {part} exist"
            ActionFactory(review=review, owner=owner, due_on=due_on, sentence=sentence, state="accepted")


if __name__ == "__main__":
    import django

    django.setup()
    promise(int(sys.argv[1]))
