"""A plan that leans on memory alone is offered stronger ways, and an effort without an end is asked about."""

import uuid
from dataclasses import dataclass

import pytest
from django.urls import reverse

from postmortems.actions.ladder import ANYWHERE, STRONGER, ladder_for, only_weaker
from postmortems.actions.models import ActionItem
from postmortems.actions.smells import promises_an_effort
from postmortems.factors.taxonomy import Code
from postmortems.language import check
from tests.factories import ActionFactory, FactorFactory

HTMX = {"HX-Request": "true"}
ASKED = "What will exist afterwards that does not exist today?"


@dataclass
class Rated:
    strength: int | None


@pytest.mark.parametrize(
    ("strengths", "is_so"),
    [([], False), ([1], True), ([1, 1], True), ([1, 2], False), ([1, None], False), ([None], False), ([3], False)],
)
def test_a_plan_leans_on_memory_when_all_of_it_is_weaker(strengths, is_so):
    assert only_weaker([Rated(strength) for strength in strengths]) is is_so


def test_every_kind_of_condition_has_two_stronger_ways_that_pass_the_guard():
    assert set(STRONGER) == set(Code)
    for ways in (*STRONGER.values(), ANYWHERE):
        assert len(set(ways)) == 2
        assert [way for way in ways if check(str(way)).findings] == []
        assert [way for way in ways if promises_an_effort(str(way))] == []


def test_the_ladder_is_about_the_first_kind_that_is_known():
    assert ladder_for(["", "TOL", "DSN"]).ways == STRONGER["TOL"]
    assert (ladder_for([""]).kind, ladder_for([]).ways) == ("", ANYWHERE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Improve monitoring",
        "investigate the queue",
        "Ensure that alerts work",
        "We should look into retries",
        "Raise awareness of drains",
        "Be more careful with the push tool",
        "Better documentation",
        "Make sure the alarm rings",
        "Double-check the list before a push",
        "Consider another vendor",
        "Remind people of the drain list",
    ],
)
def test_an_effort_without_an_end_is_noticed(sentence):
    assert promises_an_effort(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Make the push tool refuse a drained pool",
        "Add a reviewer to the rota",
        "Remove the command from the runbook",
        "Rehearse the failover each quarter",
        "Moreover, split the queue",
        "Monitors of the pool ring within a minute",
        "Considerably lower the limit",
    ],
)
def test_a_thing_that_will_exist_is_left_alone(sentence):
    assert not promises_an_effort(sentence)


def test_looking_into_something_is_the_point_of_finding_out():
    assert not promises_an_effort("Investigate the queue", type="find_out")


def add(client, cast, sentence, **headers):
    form = {"form_key": uuid.uuid4(), "sentence": sentence}
    return client.post(reverse("review-actions", args=[cast.review.ref]), form, **headers)


def test_it_is_saved_and_asked_about_once(cast, signed_in):
    client = signed_in(cast.owner)
    assert ASKED in add(client, cast, "Improve monitoring", headers=HTMX).text
    assert ActionItem.objects.get().sentence == "Improve monitoring"
    assert ASKED not in client.get(reverse("review-actions", args=[cast.review.ref])).text
    assert ASKED not in add(client, cast, "Make the tool refuse it", headers=HTMX).text
    add(client, cast, "Ensure that it works")
    assert ASKED in client.get(reverse("review-actions", args=[cast.review.ref])).text


def test_the_plan_is_offered_stronger_ways_until_one_stands_beside_it(cast, signed_in):
    page = reverse("review-actions", args=[cast.review.ref])
    weak = ActionFactory(review=cast.review, strength=1)
    weak.factors.add(FactorFactory(review=cast.review, code="TOL"))
    ActionFactory(review=cast.review, strength=3, state="declined", reason="not now")
    text = signed_in(cast.owner).get(page).text
    assert "What will help the one who joins in May?" in text
    assert "let the tool refuse it" in text
    assert "Tools and interfaces" in text
    assert "action-ladder" not in signed_in(cast.reader).get(page).text
    ActionFactory(review=cast.review, strength=2)
    assert "action-ladder" not in signed_in(cast.owner).get(page).text


def test_a_condition_leads_to_a_form_that_answers_it(cast, signed_in):
    factor = FactorFactory(review=cast.review)
    page = reverse("review-actions", args=[cast.review.ref])
    client = signed_in(cast.owner)
    assert "checked" in client.get(f"{page}?answers={factor.pk}").text
    for nothing in ("0", "x", "9" * 30):
        assert " checked" not in client.get(f"{page}?answers={nothing}").text


def test_reach_and_the_day_of_asking_can_be_said(cast, signed_in):
    form = {
        "form_key": uuid.uuid4(),
        "sentence": "Make the tool refuse it",
        "reach": "class",
        "effect_check_on": "2027-02-01",
    }
    signed_in(cast.owner).post(reverse("review-actions", args=[cast.review.ref]), form)
    item = ActionItem.objects.get()
    assert (item.reach, item.effect_check_on.isoformat()) == ("class", "2027-02-01")
