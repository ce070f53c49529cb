"""From written to shared: those involved are asked, points are passed, the gate is asked again when it counts."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Organisation
from postmortems.mail.kinds import find
from postmortems.mail.models import Delivery
from postmortems.questions.models import Question
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.workspace.gate_facts import day_ends_at, facts_of
from postmortems.workspace.models import Waiver
from tests.factories import ActionFactory, FactorFactory

HTMX = {"HX-Request": "true"}
TOLD = "The rollback began at 14:20, not at 14:36."


@pytest.fixture
def at(cast):
    return lambda name, *more: reverse(name, args=[cast.review.ref, *more])


def fresh(cast):
    return Review.objects.get(pk=cast.review.pk)


def fine(cast):
    Participant.objects.filter(review=cast.review).update(fine_at=clock.now())


def share(client, at):
    return client.post(at("move"), {"to": "published"})


def test_those_involved_are_asked_once_and_at_once(cast, written, signed_in, at):
    assert signed_in(cast.owner).post(at("gate-show")).status_code == 302
    assert signed_in(cast.facilitator).post(at("gate-show")).status_code == 302
    asked = Delivery.objects.get()
    assert (asked.kind, asked.recipient) == ("account_shown", cast.involved)
    assert asked.due_at <= clock.now()


def test_the_mail_is_not_wanted_once_they_said_fine_or_may_not_see_it(cast, written, signed_in, at):
    signed_in(cast.owner).post(at("gate-show"))
    kind, delivery = find("account_shown"), Delivery.objects.get()
    assert kind.still_wanted(delivery)
    assert kind.context(delivery)["link"].endswith(f"/reviews/{cast.review.ref}/#asked")
    fine(cast)
    assert not kind.still_wanted(delivery)
    Participant.objects.filter(review=cast.review).delete()
    assert not kind.still_wanted(delivery)


@pytest.mark.parametrize(
    ("shown", "ends"),
    [
        (dt.datetime(2026, 11, 24, 13, 0, tzinfo=dt.UTC), dt.datetime(2026, 11, 25, 13, 0, tzinfo=dt.UTC)),
        (dt.datetime(2026, 11, 27, 13, 0, tzinfo=dt.UTC), dt.datetime(2026, 11, 30, 13, 0, tzinfo=dt.UTC)),  # Friday
        (dt.datetime(2026, 10, 23, 12, 0, tzinfo=dt.UTC), dt.datetime(2026, 10, 26, 13, 0, tzinfo=dt.UTC)),  # clocks
    ],
)
def test_their_day_is_a_working_day_on_the_reviews_clock(cast, shown, ends):
    cast.review.shown_at = shown
    assert day_ends_at(cast.review) == ends


def test_the_day_holds_the_review_back_until_it_is_over(cast, written, signed_in, at):
    client = signed_in(cast.owner)
    with time_machine.travel(dt.datetime(2026, 11, 24, 13, 0, tzinfo=dt.UTC), tick=False):
        client.post(at("gate-show"))
        answered = share(client, at)
        assert answered.status_code == 422
        assert "0 of 1 says it is told right. Their day ends Wednesday 14:00." in answered.content.decode()
    with time_machine.travel(dt.datetime(2026, 11, 25, 13, 1, tzinfo=dt.UTC), tick=False):
        client.force_login(cast.owner)
        assert share(client, at).status_code == 302


def test_it_is_over_at_once_when_all_said_fine_and_something_promised_is_followed_through(cast, written, signed_in, at):
    signed_in(cast.owner).post(at("gate-show"))
    assert signed_in(cast.involved).post(at("told"), {"fine": "1"}).status_code == 302
    assert share(signed_in(cast.owner), at).status_code == 302
    review = fresh(cast)
    assert (review.state, bool(review.published_at)) == ("follow_up", True)


def test_without_a_promise_it_stays_shared(cast, written, signed_in, at):
    written.actions.update(state="done", done_on=dt.date(2026, 11, 20))
    fine(cast)
    share(signed_in(cast.owner), at)
    assert fresh(cast).state == "published"


def test_what_is_told_differently_waits_for_its_answer(cast, written, signed_in, at):
    signed_in(cast.owner).post(at("gate-show"))
    fine(cast)
    client = signed_in(cast.involved)
    assert client.post(at("told"), {"body": TOLD, "form_key": uuid.uuid4()}).status_code == 302
    question = Question.objects.get(kind="objection")
    assert Participant.objects.get(user=cast.involved).fine_at is None
    fine(cast)
    assert share(signed_in(cast.owner), at).status_code == 422
    signed_in(cast.teammate).post(at("question", question.pk), {"answer": "Moved it to 14:20."})
    assert share(signed_in(cast.owner), at).status_code == 302


def test_only_those_who_took_part_say_that(cast, written, signed_in, at):
    signed_in(cast.owner).post(at("gate-show"))
    answered = signed_in(cast.teammate).post(at("told"), {"fine": "1"})
    assert answered.status_code == 422
    assert "Those who took part say that." in answered.content.decode()


def test_nobody_is_asked_before_it_was_shown(cast, written, signed_in, at):
    assert signed_in(cast.involved).post(at("told"), {"fine": "1"}).status_code == 422
    assert Participant.objects.get(user=cast.involved).fine_at is None


def test_fresh_eyes_get_eight_questions_and_count_once_they_said_fine(cast, written, signed_in, at):
    Participant.objects.create(review=written, user=cast.reader, role="fresh_eyes")
    signed_in(cast.owner).post(at("gate-show"))
    assert signed_in(cast.reader).get(at("told")).content.decode().count("?</li>") == 8
    assert signed_in(cast.involved).get(at("told")).content.decode().count("?</li>") == 0
    assert not facts_of(written).read_from_elsewhere
    signed_in(cast.reader).post(at("told"), {"fine": "1"})
    assert facts_of(written).read_from_elsewhere
    assert [one.name for one in facts_of(written).involved] == ["Sven Kallas"]


def test_shown_again_everybody_is_asked_anew(cast, written, signed_in, at):
    client = signed_in(cast.owner)
    client.post(at("gate-show"))
    fine(cast)
    client.post(at("gate-show"))
    assert Participant.objects.get(user=cast.involved).fine_at is None


def test_advice_is_passed_by_one_press_and_asked_again_by_another(cast, written, signed_in, at):
    written.actions.update(strength=1)
    fine(cast)
    client = signed_in(cast.owner)
    assert share(client, at).status_code == 422
    html = client.post(at("gate-waive", "strength"), {"reason": "It is what we can do for now."}, headers=HTMX)
    assert "Ask it again" in html.content.decode()
    assert Waiver.objects.get().given_by == cast.owner
    client.post(at("gate-waive", "strength"), {"back": "1"})
    assert not Waiver.objects.exists()
    client.post(at("gate-waive", "strength"), {"reason": "For now."})
    assert share(client, at).status_code == 302


@pytest.mark.parametrize(("point", "reason"), [("helped", "Trust me."), ("nonsense", "x"), ("strength", " ")])
def test_what_blocks_is_not_passed_and_a_reason_is_said(cast, written, signed_in, at, point, reason):
    answered = signed_in(cast.owner).post(at("gate-waive", point), {"reason": reason})
    assert answered.status_code == 422
    assert not Waiver.objects.exists()


def test_a_teammate_sees_the_list_and_presses_nothing(cast, written, signed_in, at):
    client = signed_in(cast.teammate)
    html = client.get(at("gate")).content.decode()
    assert "Before it is shared" in html
    assert "Show it to those involved" not in html
    for name, more in (("gate-show", []), ("gate-waive", ["strength"]), ("gate-names", [])):
        assert client.post(at(name, *more)).status_code == 403


def test_a_larger_organisation_is_asked_nine_and_roles_are_one_press(cast, written, signed_in, at):
    Organisation.objects.create(pk=1, size="large")
    FactorFactory(review=written, accepted_because="Rare.")
    fine(cast)
    client = signed_in(cast.owner)
    assert client.get(at("gate")).content.decode().count("<li data-state=") == 9
    client.post(at("gate-names"))
    assert fresh(cast).names_as_roles
    assert share(client, at).status_code == 422
    client.post(at("gate-waive", "elsewhere"), {"reason": "Nobody was free this week."})
    assert share(client, at).status_code == 302


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"due_on": None, "first_due_on": None}, "action"),
        ({"owner": None}, "action"),
        ({"state": "declined"}, "factor"),
    ],
)
def test_what_is_open_has_a_door_to_its_place(cast, written, signed_in, at, changes, where):
    fine(cast)
    action = written.actions.get()
    reason = {"reason": "Not worth it."} if "state" in changes else {}
    written.actions.update(**changes, **reason)
    answered = share(signed_in(cast.owner), at)
    pk = action.pk if where == "action" else action.factors.get().pk
    assert answered.status_code == 422
    assert f"{at('review')}#{where}-{pk}" in answered.content.decode()


def test_an_owner_on_holiday_holds_nothing_up(cast, written, signed_in, at):
    fine(cast)
    assert written.actions.get().state == "offered"
    assert share(signed_in(cast.owner), at).status_code == 302


def test_a_condition_that_is_accepted_for_now_has_its_answer(cast, written):
    written.actions.all().delete()
    assert len(facts_of(written).undecided) == 1
    written.factors.filter(sign="possible").update(accepted_because="It ends with the old store in May.")
    assert facts_of(written).undecided == ()


@pytest.mark.parametrize(
    ("words", "unsettled", "undecided"), [("held", 1, 0), ("imported", 1, 1), ("allowed", 0, 1), ("checked", 0, 1)]
)
def test_words_that_the_facilitator_allowed_count_and_held_ones_wait(cast, written, words, unsettled, undecided):
    factor = FactorFactory(review=written)
    factor._meta.get_field("sentence").put(factor, "Bob was careless", words)
    factor.save(update_fields=["sentence"])
    facts = facts_of(written)
    assert (len(facts.unsettled), len(facts.undecided)) == (unsettled, undecided)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(cast, written, signed_in, at, django_assert_num_queries, count):
    for _ in range(count):
        FactorFactory(review=written)
        ActionFactory(review=written)
    client = signed_in(cast.owner)
    with django_assert_num_queries(11):  # three at the gate of the review, eight of facts
        client.get(at("gate"))
