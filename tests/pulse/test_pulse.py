"""A team is asked twice a year: by a card, without names, and nobody else reads what it says."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from postmortems.audit.models import AuditEntry
from postmortems.mail.models import Delivery
from postmortems.pulse.models import PulseMark, PulseSums
from postmortems.pulse.questions import QUESTIONS
from postmortems.pulse.retention import forget_over
from postmortems.pulse.rounds import LASTS
from postmortems.pulse.switch import switch
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.pulse.teams import grow

MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
SAFE = {question.slug: 2 if question.is_reversed else 4 for question in QUESTIONS}
PAGE = 6  # session, person, team, round, mark, sums


@pytest.fixture
def now():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def asked(cast, now):
    """A team of six, and the pulse is on."""
    grow(cast.team)
    switch(is_on=True, actor=cast.administrator)
    return cast.team


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def members(team):
    return list(User.objects.filter(memberships__team=team).order_by("pk"))


def all_answer(team, answers=SAFE, most=10):
    for person in members(team)[:most]:
        browser(person).post(reverse("pulse", args=[team.pk]), answers)


def home_asks(person, team):
    return f'id="pulse-{team.pk}"' in browser(person).get(reverse("home")).content.decode()


def test_it_is_off_until_an_administrator_switches_it_on(cast, now):
    grow(cast.team)
    small = TeamFactory()
    MembershipFactory(user=cast.reader, team=small)
    address = reverse("settings-pulse")
    assert not home_asks(cast.teammate, cast.team)
    assert "Off" in browser(cast.administrator).get(address).content.decode()
    html = browser(cast.administrator).post(address, {"pulse": "on"}, follow=True).content.decode()
    assert "Teams are asked until 22 December 2026, and again from 23 May 2027 on." in html
    assert home_asks(cast.teammate, cast.team)
    assert not home_asks(cast.reader, small)
    browser(cast.administrator).post(address, {"pulse": "off"})
    assert not home_asks(cast.teammate, cast.team)
    assert (
        "Nobody is asked just now"
        in browser(cast.teammate).post(reverse("pulse", args=[cast.team.pk]), SAFE, follow=True).content.decode()
    )
    assert not PulseSums.objects.exists()


def test_who_answers_raises_sums_once_and_stands_nowhere(cast, asked):
    page, client = reverse("pulse", args=[asked.pk]), browser(cast.teammate)
    html = client.get(page).content.decode()
    assert "nobody is told who did not answer" in html
    assert html.count('type="radio"') == 35
    before = AuditEntry.objects.count()
    nothing = client.post(page, {"try": ""})
    assert (nothing.status_code, PulseMark.objects.count()) == (422, 0)
    strange = client.post(page, {"try": "4", "help": "9"})
    assert (strange.status_code, PulseMark.objects.count()) == (422, 0)
    assert strange.content.decode().count(" checked") == 1  # what was chosen is still chosen
    assert "Counted, without your name" in client.post(page, {"try": "4"}, follow=True).content.decode()
    assert "Nothing was added" in client.post(page, {"try": "1"}, follow=True).content.decode()
    sums = PulseSums.objects.get()
    assert (sums.team, sums.given["try"], sum(map(sum, sums.given.values()))) == (asked, [0, 0, 0, 1, 0], 1)
    assert not home_asks(cast.teammate, asked)
    assert (AuditEntry.objects.count(), Delivery.objects.count()) == (before, 0)


def test_no_column_says_who(cast, asked):
    all_answer(asked)
    columns = [field for model in (PulseSums, PulseMark) for field in model._meta.concrete_fields]
    assert not any(field.related_model is User for field in columns)
    tags = [mark.tag for mark in PulseMark.objects.all()]
    assert len(set(tags)) == 6
    # One row, written as a whole by each: no part of it knows a transaction of its own.
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM postmortems_pulsesums")
        assert cursor.fetchone() == (1,)


def test_putting_it_away_looks_the_same_as_answering(cast, asked):
    client = browser(cast.teammate)
    client.post(reverse("pulse-away", args=[asked.pk]))
    assert not home_asks(cast.teammate, asked)
    assert "not asked again in this round" in client.get(reverse("pulse", args=[asked.pk])).content.decode()
    assert (PulseMark.objects.count(), PulseSums.objects.count()) == (1, 0)


def test_sums_are_shown_when_the_round_is_over_to_the_team_alone(cast, asked, now):
    page = reverse("pulse", args=[asked.pk])
    all_answer(asked, most=5)
    assert "Nothing yet." in browser(cast.teammate).get(page).content.decode()
    now.shift(LASTS)
    forget_over()
    html = browser(cast.teammate).get(page).content.decode()
    assert "5 people answered in November 2026." in html
    assert html.count("<strong>4.0</strong>") == len(QUESTIONS)
    assert "your team answered" in browser(cast.teammate).get(reverse("home")).content.decode()
    assert browser(cast.administrator).get(page).status_code == 404
    assert PulseMark.objects.count() == 0


def test_the_next_round_stands_beside_the_last_one(cast, asked, now):
    all_answer(asked)
    now.move_to(MONDAY.replace(year=2027, month=5, day=24))
    client = browser(cast.teammate)
    with CaptureQueriesContext(connection) as asking:
        client.get(reverse("pulse", args=[asked.pk]))
    assert len(asking) == PAGE
    all_answer(asked, SAFE | {"try": 2})
    now.shift(LASTS)
    html = browser(cast.teammate).get(reverse("pulse", args=[asked.pk])).content.decode()
    assert "less than before:" in html
    assert html.count("much as before:") == len(QUESTIONS) - 1


def test_of_four_answers_nothing_is_kept(cast, asked, now):
    all_answer(asked, most=4)
    now.shift(LASTS)
    assert "Nothing yet." in browser(cast.teammate).get(reverse("pulse", args=[asked.pk])).content.decode()
    forget_over()
    assert not PulseSums.objects.exists()


def test_switched_off_and_on_again_nobody_is_asked_twice_in_half_a_year(cast, asked, now):
    all_answer(asked)
    switch(is_on=False, actor=cast.administrator)
    now.shift(dt.timedelta(days=60))
    switch(is_on=True, actor=cast.administrator)
    late = UserFactory()
    MembershipFactory(user=late, team=asked)
    assert not home_asks(late, asked)
    now.move_to(MONDAY.replace(year=2027, month=5, day=24))
    assert home_asks(late, asked)
