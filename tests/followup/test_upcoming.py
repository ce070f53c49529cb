"""When somebody is asked something next."""

import time_machine

from accounts.models import User
from postmortems.followup.upcoming import next_moment
from postmortems.mail.services import queue
from postmortems.questions.models import Question
from postmortems.reviews.models import Review
from tests.factories import ActionFactory, QuestionFactory
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


def test_a_review_that_stands_still_a_question_and_the_list_of_the_week(cast):
    """Nothing is promised, and the clock of a demonstration can be moved to each of them."""
    wednesday = day("2026-11-04")
    with time_machine.travel(wednesday, tick=False):
        QuestionFactory(review=cast.review, asked_at=wednesday)
    assert next_moment(wednesday) == day("2026-11-09")  # three working days later
    Review.objects.filter(pk=cast.review.pk).update(depth="", state="draft", filed_at=day("2026-10-29"))
    assert next_moment(wednesday) == day("2026-11-05")  # five after it was filed
    Question.objects.all().delete()
    Review.objects.filter(pk=cast.review.pk).update(depth="note", state="closed")
    assert next_moment(wednesday) is None
    cast.teammate.memberships.update(role="lead")
    User.objects.filter(pk=cast.teammate.pk).update(quiet_topics=["letter"])
    assert next_moment(wednesday) == day("2026-11-09")  # Monday
    User.objects.filter(pk=cast.teammate.pk).update(quiet_topics=["list"])
    assert next_moment(wednesday) == day("2026-12-01")
