"""Who is in the room, when they meet, and whether they are ready."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation
from postmortems.reviews.models import Participant
from tests.factories import IncidentFactory, MembershipFactory, TeamFactory, UserFactory

READER_QUERIES = 12  # among them: whether they follow it, and its files
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
THURSDAY = dt.datetime(2026, 11, 26, 13, 0, tzinfo=dt.UTC)  # 14:00 in Berlin


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def at(cast, name="review"):
    return reverse(name, args=[cast.review.ref])


def meet(client, cast, moment="2026-11-26T14:00"):
    return client.post(at(cast, "meeting"), {"at": moment})


def test_a_meeting_stands_in_the_steps_and_its_day_in_the_next_line(cast, signed_in):
    client = signed_in(cast.owner)
    assert meet(client, cast).status_code == 302
    cast.review.refresh_from_db()
    assert cast.review.meeting_at == THURSDAY
    cast.review.state = "draft"
    cast.review.save(update_fields=["state"])
    html = signed_in(cast.involved).get(at(cast)).content.decode()
    assert "Meeting, Thursday 14:00" in html
    assert "0 of 1 ready for Thursday." in html
    assert "Next: add what you saw, then say that you are ready." in html


def test_four_working_days_after_it_was_over_is_offered(cast, signed_in):
    IncidentFactory(review=cast.review, started_at=MONDAY, resolved_at=MONDAY)
    html = signed_in(cast.owner).get(at(cast, "meeting")).content.decode()
    assert 'value="2026-11-27T14:00"' in html


def test_a_meeting_can_be_called_off(cast, signed_in):
    client = signed_in(cast.owner)
    meet(client, cast)
    meet(client, cast, "")
    cast.review.refresh_from_db()
    assert cast.review.meeting_at is None


def test_a_time_that_summer_skips_is_refused_beside_its_field(cast, signed_in):
    answer = meet(signed_in(cast.owner), cast, "2027-03-28T02:30")
    assert answer.status_code == 422
    assert "that time did not happen" in answer.content.decode()


def test_somebody_says_ready_and_not_ready_after_all(cast, signed_in):
    cast.review.meeting_at, cast.review.state = THURSDAY, "draft"
    cast.review.save(update_fields=["meeting_at", "state"])
    client = signed_in(cast.involved)
    assert client.post(at(cast, "ready"))["Location"] == f"{at(cast)}#room"
    html = client.get(at(cast)).content.decode()
    assert "Everybody is ready for Thursday." in html
    assert "Not ready yet after all" in html
    client.post(at(cast, "ready"), {"not_yet": "1"})
    assert Participant.objects.get(user=cast.involved).ready_at is None


def test_whoever_says_ready_was_there(cast, signed_in):
    signed_in(cast.teammate).post(at(cast, "ready"))
    part = Participant.objects.get(review=cast.review, user=cast.teammate)
    assert (part.role, part.ready_at) == ("narrator", MONDAY)


def test_a_past_meeting_asks_nobody(cast, signed_in):
    cast.review.meeting_at = MONDAY - dt.timedelta(hours=2)
    cast.review.save(update_fields=["meeting_at"])
    html = signed_in(cast.involved).get(at(cast)).content.decode()
    assert "ready" not in html.split('id="main"')[1].split('id="timeline"')[0]


def test_people_are_named_by_their_role_and_a_name_is_enough(cast, signed_in):
    client = signed_in(cast.owner)
    client.post(at(cast, "participants"), {"user": cast.stranger.pk, "role": "scribe"})
    client.post(at(cast, "participants"), {"name": "Ola from the supplier", "role": "customer_voice"})
    found = set(cast.review.participants.values_list("user__display_name", "name", "role"))
    assert ("Noor Haddad", "", "scribe") in found
    assert (None, "Ola from the supplier", "customer_voice") in found
    html = client.get(at(cast)).content.decode()
    assert "Ola from the supplier" in html
    assert "writes it down" in html


def test_nobody_is_named_by_nothing(cast, signed_in):
    answer = signed_in(cast.owner).post(at(cast, "participants"), {"role": "scribe"})
    assert answer.status_code == 422
    assert "Who was it?" in answer.content.decode()


def test_somebody_taken_off_can_be_brought_back(cast, signed_in):
    client, part = signed_in(cast.owner), cast.review.participants.get()
    html = client.post(at(cast, "participants"), {"remove": part.pk}).content.decode()
    assert "Sven Kallas is removed." in html
    assert not cast.review.participants.exists()
    client.post(at(cast, "participants"), {"user": cast.involved.pk, "name": "", "role": part.role})
    assert cast.review.participants.get().user == cast.involved


def test_other_teams_may_be_named_beside_the_own_one(cast, signed_in):
    other = TeamFactory(name="Platform")
    MembershipFactory(user=cast.stranger, team=other)
    client = signed_in(cast.owner)
    fields = {"owner": cast.owner.pk, "facilitator": cast.facilitator.pk, "team": cast.team.pk}
    client.post(
        at(cast, "people"),
        fields
        | {
            "visibility": "teams",
            "visible_teams": [other.pk],
            "because": "A customer is named.",
            "ends_on": "2027-01-31",
        },
    )
    assert list(cast.review.visible_teams.all()) == [other]
    assert signed_in(cast.stranger).get(at(cast)).status_code == 200
    assert signed_in(cast.reader).get(at(cast)).status_code == 404


def test_support_is_shown_to_those_who_were_involved(cast, signed_in):
    Organisation.objects.create(pk=1, support="Take the **morning** off.")
    for person, sees in ((cast.involved, True), (cast.owner, True), (cast.reader, False)):
        html = signed_in(person).get(at(cast)).content.decode()
        assert ("Take the <strong>morning</strong> off." in html) is sees


@pytest.mark.parametrize("people", [1, 30])
def test_number_of_queries_does_not_grow_with_the_people(cast, signed_in, people):
    for _ in range(people):
        Participant.objects.create(review=cast.review, user=UserFactory())
    client = signed_in(cast.reader)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(at(cast)).content.decode()
    assert f"{people + 1} people by role" in html
    assert len(queries) == READER_QUERIES
