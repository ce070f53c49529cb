"""Counts: one answer a seat, numbers instead of rows, nothing below five and nothing while it is open."""

from django.test import Client

from postmortems.meeting.counting import Tally
from tests.factories import UserFactory


def answer(held, people, value):
    for person in people:
        client = Client()
        client.force_login(person)
        client.post(f"/m/{held.meeting.code}/", {"do": "count", "safety": value})


def shown(held):
    return held.cockpit().split('id="room-counts"')[1].split("</div>")[0]


def test_four_answers_are_hidden_and_five_are_shown_once_the_count_is_over(held):
    people = UserFactory.create_batch(5)
    answer(held, people[:4], 4)
    assert "Safe to speak" not in shown(held)
    answer(held, people[4:], 1)
    answer(held, people[4:], 5)  # a second answer of one seat is none
    assert "Safe to speak" not in shown(held)
    held.press("next")
    assert "1: 1 · 2: 0 · 3: 0 · 4: 4 · 5: 0" in shown(held)
    assert "It does not feel safe to everybody." in held.cockpit()
    for page in (held.projector(), held.seat("involved")):
        assert "safe to everybody" not in page
    answer(held, UserFactory.create_batch(1), 5)  # too late to be told apart
    assert "5: 0" in shown(held)
    assert set(Tally.objects.values_list("value", "given")) == {(1, 1), (4, 4)}


def test_four_answers_stay_hidden_for_good(held):
    answer(held, UserFactory.create_batch(4), 1)
    held.press("next")
    assert "fewer than five answers" in shown(held)
    assert "It does not feel safe" not in held.cockpit()
