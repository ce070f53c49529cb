"""The look-back on a quarter: off as long as nobody switches it on; what it tells whom."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from postmortems.followup.models import ReminderRules
from postmortems.followup.rules import DEFAULTS
from postmortems.library.came_back import themes
from postmortems.library.themes import Met
from postmortems.reviews.models import Service
from tests.factories import ActionFactory, FactorFactory, IncidentFactory, QuestionFactory
from tests.followup.conftest import day, wave
from tests.library.telling import NOVEMBER, sent_to, shared

MAY = dt.datetime(2026, 5, 12, 12, tzinfo=dt.UTC)
PAGE, OF_LAST = reverse("look-back"), reverse("look-back-of", args=["2026-Q4"])
FIRST_MORNING = "2027-01-01"


@pytest.fixture
def switched_on() -> None:
    ReminderRules.objects.create(pk=1, sends_letter=False, sends_look_back=True)


@pytest.fixture
def quarter(lea):
    """May and November met the same kind of condition on the same service; things were accepted and promised in May."""
    edge = Service.objects.create(name="Edge")
    reviews = [shared("May", at=MAY), shared("November", "Drained pools look healthy.")]
    for review, at in zip(reviews, (MAY, NOVEMBER), strict=True):
        with time_machine.travel(at, tick=False):
            IncidentFactory(review=review, started_at=at).services.add(edge)
            FactorFactory(review=review, code="OBS", sentence=f"No alarm on the pool in {review.title}")
    with time_machine.travel(MAY, tick=False):
        FactorFactory(review=reviews[0], code="CAP", sentence="One pool only", accepted_because="A second one is dear")
        FactorFactory(review=reviews[0], code="OBS", sentence="No one list", accepted_because="Two are kept in step")
        ActionFactory(review=reviews[0], sentence="Alarm on the pool", state="accepted")
        known = {"state": "done", "done_on": dt.date(2026, 9, 1), "effect_answered_on": dt.date(2026, 10, 5)}
        ActionFactory(review=reviews[0], sentence="Cap per service", effect="helped", **known)
        ActionFactory(review=reviews[0], sentence="A longer list", effect="made_worse", **known)
        QuestionFactory(review=reviews[0], body="Who owns the pool?")
    return reviews


@pytest.mark.parametrize(
    ("places", "lately", "found"),
    [
        ({("OBS", 7): [1, 2]}, {2}, [("OBS", 7, 2, 1)]),
        ({("OBS", 7): [1, 2]}, set(), []),  # not in this quarter
        ({("OBS", 7): [1], ("OBS", 8): [2]}, {2}, []),  # on two services
        ({("OBS", 7): [1], ("CAP", 7): [2]}, {2}, []),  # of two kinds
        ({("OBS", 7): [1, 2], ("CAP", 8): [0, 1, 2]}, {1, 2}, [("CAP", 8, 3, 2), ("OBS", 7, 2, 2)]),
    ],
)
def test_a_theme_came_back_when_two_reviews_of_a_year_met_it_one_of_them_lately(places, lately, found):
    known = themes(Met(places, {7: "Edge", 8: "Pool"}), lately, until=dt.date(2026, 12, 31)).found
    assert [(one.code, one.service, one.in_year, one.lately) for one in known] == found


def test_nothing_goes_out_before_it_is_switched_on(quarter, lea):
    assert "look back" not in "".join(f"{one.subject}{one.body}" for one in wave(day(FIRST_MORNING))).lower()


def test_it_says_what_came_back_what_helped_and_what_is_to_be_looked_at_again(quarter, lea, switched_on):
    sent = sent_to(lea, FIRST_MORNING)
    assert sent.subject == "The fourth quarter: 1 theme came back, 1 thing helped, 1 older promise is open"
    told = [line.strip() for line in sent.body.splitlines()]
    for line in (
        "* Seeing and alerting, on Edge (2 reviews in a year)", "* November", "Drained pools look healthy.",
        "* Cap per service", "* A longer list (made worse)", "* No one list (met again since)",
        "Two are kept in step", "* One pool only", "* Alarm on the pool (26 Nov 2026)", "* Who owns the pool? (May)",
    ):  # fmt: skip
        assert line in told
    assert "* May" not in told  # it was shared before
    assert told.index("* No one list (met again since)") < told.index("* One pool only")
    assert OF_LAST in sent.body
    assert len([one for one in wave(day("2027-01-04")) if one.to == [lea.email]]) == 1


def test_it_is_read_before_it_goes_and_switched_on_beside_that(cast, quarter, lea, signed_in):
    with time_machine.travel(day("2026-12-20"), tick=False):
        page = signed_in(cast.administrator).get(PAGE).content.decode()
        assert "It does not go out by mail" in page
        assert "Seeing and alerting, on Edge" in page
        said = vars(DEFAULTS) | {"sends_letter": "on", "mail_at": "09:30", "sends_look_back": "on"}
        signed_in(cast.administrator).post(reverse("settings-reminders"), said)
        assert "by mail on Friday 1 January at 09:30" in signed_in(lea).get(PAGE).content.decode()
        assert PAGE in signed_in(lea).get(reverse("letter")).content.decode()


def test_a_theme_leads_to_the_reviews_of_its_year_and_to_none_after_it(quarter, lea, signed_in):
    with time_machine.travel(day("2027-03-01"), tick=False):
        later = shared("March", at=dt.datetime(2027, 2, 20, tzinfo=dt.UTC))
        IncidentFactory(review=later, started_at=later.published_at).services.add(Service.objects.get(name="Edge"))
        FactorFactory(review=later, code="OBS", sentence="No alarm there either")
        told = signed_in(lea).get(OF_LAST).context["told"]
        [line] = told.sections[0].pile.lines
        found = signed_in(lea).get(line.href)
        assert [one.title for one in found.context["results"]] == ["November", "May"]
        assert "365 days, up to 31 December 2026" in found.content.decode()


def test_a_restricted_review_is_in_no_look_back_of_those_who_may_not_see_it(cast, quarter, lea, signed_in, switched_on):
    vault = Service.objects.create(name="Canary vault")
    for at in (MAY, NOVEMBER):
        review = shared("Canary title", "Canary lesson.", at=at, visibility="people", owner=cast.owner)
        IncidentFactory(review=review, started_at=at).services.add(vault)
        FactorFactory(review=review, code="DEP", sentence="Canary factor", accepted_because="Canary reason")
        FactorFactory(review=review, sign="held_back", sentence="Canary help")
        QuestionFactory(review=review, body="Canary question?")
        with time_machine.travel(at, tick=False):
            ActionFactory(review=review, sentence="Canary promise", state="accepted", team=cast.team)
    with time_machine.travel(day("2026-12-20"), tick=False):
        for person in (lea, cast.stranger, cast.administrator):
            assert "Canary" not in signed_in(person).get(PAGE).content.decode()
        assert "Canary vault" in signed_in(cast.owner).get(PAGE).content.decode()
    sent = sent_to(lea, FIRST_MORNING)
    assert "Canary" not in sent.subject + sent.body + sent.alternatives[0].content


def test_the_page_asks_as_much_of_few_as_of_many(lea, signed_in, django_assert_num_queries):
    def fill(count: int) -> None:
        for number in range(count):
            review = shared(f"Story {number}", "Something.", at=MAY, names_as_roles=True)
            FactorFactory(review=review, accepted_because="It is rare")
            QuestionFactory(review=review)

    with time_machine.travel(day("2026-12-20"), tick=False):
        client = signed_in(lea)
        fill(1)
        client.get(PAGE)
        with django_assert_num_queries(14):
            client.get(PAGE)
        fill(5)
        with django_assert_num_queries(14):
            client.get(PAGE)
