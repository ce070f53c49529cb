"""The demonstration is made once, and every word of it passes the guard."""

import pytest

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.demo.services import PeopleOfItsOwn, make_demonstration
from postmortems.factors.models import ContributingFactor
from postmortems.language import Level
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.judge import judge
from postmortems.wording.models import Dispute, Text

pytestmark = pytest.mark.django_db


def test_a_second_time_changes_nothing():
    make_demonstration()
    counted = [model.objects.count() for model in (User, Review, TimelineEvent, ContributingFactor, ActionItem, Text)]
    assert make_demonstration() == []
    again = [model.objects.count() for model in (User, Review, TimelineEvent, ContributingFactor, ActionItem, Text)]
    assert again == counted


def test_every_sentence_passes_the_guard_without_a_remark_except_the_one_that_is_held():
    make_demonstration()
    factors = ContributingFactor.objects.exclude(sentence_state="held").values_list("sentence", flat=True)
    sentences = [*factors, *ActionItem.objects.values_list("sentence", flat=True)]
    sentences += [*Review.objects.values_list("title", flat=True), *Text.objects.values_list("body", flat=True)]
    remarked = [words for words in sentences if judge(words).level != Level.OK]
    assert remarked == []


def test_one_sentence_is_held_and_waits_for_the_facilitator():
    make_demonstration()
    held = ContributingFactor.objects.get(sentence_state="held")
    dispute = Dispute.objects.get()
    assert (dispute.target, dispute.words, dispute.outcome) == (f"factor:{held.pk}", held.sentence, "waiting")
    assert judge(held.sentence).level == Level.BLAME
    assert dispute.rules


def test_every_review_says_what_helped_and_links_to_its_source():
    make_demonstration()
    for review in Review.objects.all():
        assert review.factors.filter(sign="held_back").exists(), review.title
        assert 8 <= review.events.count() <= 15, review.title
        assert review.source_url in Text.objects.get(owner_id=review.pk, slot="summary").body
        assert all(factor.events.exists() for factor in review.factors.all())
    assert {review.state for review in Review.objects.all()} == {"incident", "meeting", "published", "closed"}


def test_the_board_has_something_late_something_due_this_week_and_something_done():
    make_demonstration()
    today = clock.today("Europe/Berlin")
    waiting = ActionItem.objects.exclude(state__in=["done", "declined"])
    assert waiting.filter(due_on__lt=today).exists()
    assert {*waiting.values_list("state", flat=True)} == {"offered", "talk_first", "accepted", "blocked"}
    assert ActionItem.objects.filter(state="done").exists()


def test_a_database_with_people_of_its_own_is_left_alone():
    User.objects.create_user("ada@example.com", display_name="Ada Field")
    with pytest.raises(PeopleOfItsOwn):
        make_demonstration()
    assert User.objects.count() == 1


def test_a_demonstration_that_somebody_joined_goes_on():
    make_demonstration()
    User.objects.create_user("ada@example.com", display_name="Ada Field")
    assert make_demonstration() == []
