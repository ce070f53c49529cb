"""When somebody is asked something next."""

import time_machine

from postmortems.followup.upcoming import next_moment
from postmortems.mail.services import queue
from tests.factories import ActionFactory
from tests.followup.conftest import BEFORE, MORNING, day, wave


def test_nothing_at_all(db):
    assert next_moment(BEFORE) is None


def test_the_nearest_step_of_all_items(cast, item):
    with time_machine.travel(BEFORE, tick=False):
        ActionFactory(review=cast.review, owner=cast.teammate, state="accepted", due_on=day("2027-06-01").date())
    assert next_moment(BEFORE) == MORNING
    wave()
    assert next_moment(MORNING) == day("2026-11-26")


def test_what_is_written_already_and_waits(cast, item):
    soon = day("2026-11-04")
    with time_machine.travel(BEFORE, tick=False):
        queue(kind="any", about="a:1", recipient=cast.owner, local_date=soon.date(), due_at=soon)
    assert next_moment(BEFORE) == soon
