"""Moving a review on, and what publishing waits for."""

import pytest
from django.urls import reverse

from accounts.models import Organisation
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.wording.guarded import GuardedField
from postmortems.wording.models import Draft, Text
from tests.factories import ActionFactory, FactorFactory

BLAMING = "Sven was careless and forgot to read the list."


@pytest.fixture
def move(cast, signed_in):
    def post(person, to, reason="", **fields):
        sent = {"to": to, "reason": reason, **fields}
        return signed_in(person).post(reverse("move", args=[cast.review.ref]), sent)

    return post


def state(cast):
    return Review.objects.get(pk=cast.review.pk).state


def test_an_owner_takes_a_review_from_the_record_to_closed(cast, move):
    for to in ("draft", "gathering", "meeting", "soak"):
        assert move(cast.owner, to).status_code == 302, to
        assert state(cast) == to
    FactorFactory(review=cast.review, sign="held_back", sentence="The queue kept every order")
    Participant.objects.filter(review=cast.review).update(fine_at=clock.now())
    assert move(cast.owner, "published").status_code == 302
    assert close(cast, move).status_code == 302
    closed = Review.objects.get(pk=cast.review.pk)
    assert closed.closed_at
    assert closed.published_at
    assert move(cast.owner, "follow_up").status_code == 302


def close(cast, move, said="The push tool refuses a drained pool now.", version=0):
    return move(cast.owner, "closed", body=said, base_version=version)


def shared(cast, state="follow_up"):
    Review.objects.filter(pk=cast.review.pk).update(state=state, published_at=clock.now())


def test_closing_asks_what_is_different_now_and_keeps_it(cast, move):
    shared(cast)
    assert close(cast, move).status_code == 302
    assert Text.objects.get(slot="closing").body == "The push tool refuses a drained pool now."
    assert not Review.objects.get(pk=cast.review.pk).names_as_roles


def test_in_a_larger_organisation_closing_turns_names_into_roles(cast, move):
    Organisation.objects.create(pk=1, size="large")
    shared(cast)
    close(cast, move)
    assert Review.objects.get(pk=cast.review.pk).names_as_roles


@pytest.mark.parametrize("said", ["", "   "])
def test_closing_without_a_word_is_asked_for_one(cast, move, said):
    shared(cast)
    answered = close(cast, move, said)
    assert (answered.status_code, state(cast)) == (422, "follow_up")
    assert "One sentence says what is different now" in answered.content.decode()


def test_blame_in_the_closing_word_is_refused_and_kept(cast, move, signed_in):
    shared(cast)
    answered = close(cast, move, BLAMING)
    assert (answered.status_code, state(cast)) == (422, "follow_up")
    assert f"{BLAMING}</textarea>" in answered.content.decode()
    assert Draft.objects.get(slot="closing").body == BLAMING
    page = reverse("move", args=[cast.review.ref]) + "?to=closed"
    assert f"{BLAMING}</textarea>" in signed_in(cast.owner).get(page).content.decode()
    started = move(cast.owner, "closed", body=BLAMING, base_version=0, start="The list was not ___.")
    assert "The list was not ___.</textarea>" in started.content.decode()
    assert Draft.objects.get(slot="closing").body == BLAMING
    move(cast.owner, "closed", away="1")
    assert not Draft.objects.exists()


def test_a_closing_word_that_came_second_shows_both(cast, move):
    shared(cast)
    close(cast, move, "first")
    move(cast.owner, "follow_up")
    answered = close(cast, move, "second", version=0)
    html = answered.content.decode()
    assert (answered.status_code, state(cast)) == (409, "follow_up")
    assert "second</textarea>" in html
    assert "first" in html
    assert 'name="base_version" value="1"' in html


@pytest.mark.parametrize(
    ("promise", "status"),
    [("offered", 422), ("talk_first", 422), ("accepted", 302), ("done", 302), ("declined", 302)],
)
def test_closing_waits_for_what_nobody_answered(cast, move, promise, status):
    shared(cast)
    done = {"done_on": clock.today("UTC")} if promise == "done" else {}
    ActionFactory(review=cast.review, owner=cast.teammate, state=promise, reason="Not now.", **done)
    answered = close(cast, move)
    assert answered.status_code == status
    if status == 422:
        assert "One action item still waits for an answer" in answered.content.decode()
        assert not Text.objects.filter(slot="closing").exists()


def test_the_page_of_closing_says_what_stops(cast, signed_in):
    shared(cast)
    ActionFactory(review=cast.review, owner=cast.teammate, state="accepted")
    page = signed_in(cast.owner).get(reverse("move", args=[cast.review.ref]) + "?to=closed").content.decode()
    assert "no reminder about this review goes out any more" in page
    assert "One promise is still to be done." in page


@pytest.mark.parametrize("before", ["published", "follow_up"])
def test_a_review_shared_by_mistake_goes_back_to_writing_with_a_reason(cast, move, before):
    shared(cast, before)
    assert move(cast.owner, "draft").status_code == 422
    assert move(cast.owner, "draft", "Shared before the meeting.").status_code == 302
    assert state(cast) == "draft"


def test_a_teammate_does_not_close(cast, move):
    shared(cast)
    assert move(cast.teammate, "closed", body="x", base_version=0).status_code == 403


def test_a_move_that_asks_why_waits_for_the_sentence(cast, move):
    answered = move(cast.owner, "closed")
    assert (answered.status_code, state(cast)) == (422, "incident")
    assert "One sentence says why" in answered.content.decode()


def test_a_teammate_may_start_writing_and_not_publish(cast, move):
    assert move(cast.teammate, "draft").status_code == 302
    answered = move(cast.teammate, "published")
    assert (answered.status_code, state(cast)) == (422, "draft")


def test_a_move_that_is_not_in_the_table_changes_nothing(cast, move):
    assert move(cast.owner, "published").status_code == 422
    assert move(cast.owner, "nonsense").status_code == 422
    assert state(cast) == "incident"


def test_publishing_waits_for_words_that_are_not_settled(cast, move):
    move(cast.owner, "draft")
    factor = FactorFactory(review=cast.review)
    field = factor._meta.get_field("sentence")
    assert isinstance(field, GuardedField)
    field.put(factor, "Sven forgot the list", "held")
    factor.save(update_fields=["sentence"])
    answered = move(cast.owner, "published")
    assert (answered.status_code, state(cast)) == (422, "draft")
    assert f"#factor-{factor.pk}" in answered.content.decode()
