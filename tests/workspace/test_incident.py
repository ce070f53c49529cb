"""Before anyone writes the review: one press stamps it, a leader says a word, four lines tell it to others."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Membership
from postmortems.audit.models import AuditEntry
from postmortems.live.models import Change
from postmortems.reviews.models import Participant
from postmortems.wording.models import Draft, Text
from postmortems.workspace.standing import next_word_at, standing
from tests.factories import EventFactory, IncidentFactory, MembershipFactory

ONSET = dt.datetime(2026, 11, 24, 13, 2, tzinfo=dt.UTC)  # 14:02 in Berlin
NOW = ONSET + dt.timedelta(minutes=34)
BLAMING = "Priya forgot to check the drain list."
OWNING = "I decided to postpone the second region. That is on me."


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def incident(cast):
    cast.review.filed_at = ONSET
    cast.review.save(update_fields=["filed_at"])
    return IncidentFactory(review=cast.review, started_at=ONSET)


def at(cast, name):
    return reverse(name, args=[cast.review.ref])


def press(client, cast, stamp="mitigated_at", *, htmx=False, **fields):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(at(cast, "incident-stamp"), {"stamp": stamp, **fields}, headers=headers)


def test_one_press_stamps_and_the_page_says_since_when(cast, incident, signed_in):
    client = signed_in(cast.teammate)
    page = client.get(at(cast, "review")).content.decode()
    assert "People still feel it" in page
    assert page.index("It is eased now") < page.index("It is over now")
    answer = press(client, cast, htmx=True)
    incident.refresh_from_db()
    assert (answer.status_code, incident.mitigated_at) == (200, NOW)
    assert "Eased, not over yet" in answer.content.decode()
    assert "since 14:36" in answer.content.decode()
    assert AuditEntry.objects.latest("pk").fields == ["mitigated_at"]
    assert Change.objects.latest("pk").topic == "incident"


def test_without_scripts_the_press_leads_back_to_the_incident(cast, incident, signed_in):
    answer = press(signed_in(cast.owner), cast, "resolved_at")
    assert answer["Location"] == f"{at(cast, 'review')}#incident"


def test_pressed_twice_the_first_moment_stays(cast, incident, signed_in):
    client = signed_in(cast.owner)
    press(client, cast)
    with time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False):
        press(client, cast)
    incident.refresh_from_db()
    assert incident.mitigated_at == NOW
    assert AuditEntry.objects.filter(verb="stamped").count() == 1


def test_a_stamp_can_be_taken_back(cast, incident, signed_in):
    client = signed_in(cast.owner)
    press(client, cast, "resolved_at")
    assert "Not over after all" in client.get(at(cast, "review")).content.decode()
    press(client, cast, "resolved_at", back="1")
    incident.refresh_from_db()
    assert incident.resolved_at is None


def test_a_press_replaces_no_estimate_and_is_none_itself(cast, incident, signed_in):
    incident.about = ["started_at", "mitigated_at"]
    incident.save(update_fields=["about"])
    press(signed_in(cast.owner), cast)
    incident.refresh_from_db()
    assert incident.about == ["started_at"]


@pytest.mark.parametrize("htmx", [False, True])
def test_what_has_not_begun_cannot_be_over(cast, incident, signed_in, htmx):
    incident.started_at = NOW + dt.timedelta(hours=1)
    incident.save(update_fields=["started_at"])
    answer = press(signed_in(cast.owner), cast, "resolved_at", htmx=htmx)
    incident.refresh_from_db()
    assert incident.resolved_at is None
    assert answer.status_code == (422 if htmx else 302)


@pytest.mark.parametrize("stamp", ["started_at", "nonsense", ""])
def test_only_two_stamps_can_be_pressed(cast, incident, signed_in, stamp):
    assert press(signed_in(cast.owner), cast, stamp, htmx=True).status_code == 422
    incident.refresh_from_db()
    assert incident.started_at == ONSET


def test_what_is_long_past_is_told_in_the_facts_instead_of_pressed(cast, incident):
    later = NOW + dt.timedelta(days=8)
    assert [press.stamp for press in standing(incident, filed_at=ONSET, now=NOW).presses] == [
        "mitigated_at",
        "resolved_at",
    ]
    assert standing(incident, filed_at=ONSET, now=later).presses == ()


def test_a_reader_sees_where_it_stands_and_nothing_to_press(cast, incident, signed_in):
    page = signed_in(cast.reader).get(at(cast, "review")).content.decode()
    assert "People still feel it" in page
    assert "It is eased now" not in page
    assert "Say it" not in page


def status(client, cast, kind="text"):
    return client.get(at(cast, "incident-status"), {"as": kind}).context["text"].splitlines()


def test_four_lines_tell_it_to_others(cast, incident, signed_in):
    EventFactory(review=cast.review, occurred_at=ONSET, body="Config `edge-4412` reaches all regions.")
    lines = status(signed_in(cast.reader), cast)
    assert "What people felt, since 14:02: Customers could not pay" in lines
    assert "Now: people still feel it." in lines
    assert "What we know: Config edge-4412 reaches all regions." in lines
    assert "Next word: at 15:10 (Europe/Berlin)." in lines


def test_the_lines_follow_the_incident(cast, incident, signed_in):
    client = signed_in(cast.owner)
    press(client, cast)
    assert "Now: eased since 14:36, not over yet." in status(client, cast)
    assert "Next word: at 15:40 (Europe/Berlin)." in status(client, cast)
    press(client, cast, "resolved_at")
    assert "Now: over since 14:36." in status(client, cast)
    assert "Next word: with the review." in status(client, cast)


@pytest.mark.parametrize(
    ("phase", "minute", "expected"), [("open", 0, 30), ("open", 1, 35), ("eased", 4, 65), ("eased", 5, 65)]
)
def test_the_next_word_comes_at_round_five_minutes(phase, minute, expected):
    hour = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
    assert next_word_at(phase, hour + dt.timedelta(minutes=minute)) == hour + dt.timedelta(minutes=expected)


def say(client, cast, body, version=0):
    return client.post(at(cast, "acknowledgement"), {"body": body, "base_version": version}, follow=False)


def lead(cast):
    MembershipFactory(user=cast.stranger, team=cast.team, role=Membership.Role.LEAD)
    return cast.stranger


def test_a_leaders_word_stands_at_the_top_with_name_and_time(cast, incident, signed_in):
    client = signed_in(lead(cast))
    assert say(client, cast, OWNING)["Location"] == f"{at(cast, 'review')}#acknowledgement"
    page = signed_in(cast.reader).get(at(cast, "review")).content.decode()
    assert page.index("That is on me") < page.index('id="timeline"')
    assert "Noor Haddad, Tue 24 Nov, 14:36" in page


def test_a_word_that_blames_others_is_refused_and_kept_for_its_author(cast, incident, signed_in):
    leader = lead(cast)
    answer = say(signed_in(leader), cast, BLAMING)
    assert answer.status_code == 422
    assert BLAMING in answer.content.decode()
    assert "coaching" in answer.content.decode()
    assert Draft.objects.get(author=leader).body == BLAMING
    assert not Text.objects.filter(slot="acknowledgement").exists()
    assert BLAMING in signed_in(leader).get(at(cast, "acknowledgement")).content.decode()


@pytest.mark.parametrize("name", ["teammate", "involved", "reader"])
def test_who_leads_nothing_says_no_leaders_word(cast, incident, signed_in, name):
    client = signed_in(getattr(cast, name))
    assert client.get(at(cast, "acknowledgement")).status_code == 403
    assert say(client, cast, OWNING).status_code == 403


def test_a_participant_named_as_leader_may_say_it(cast, incident, signed_in):
    Participant.objects.create(review=cast.review, user=cast.reader, role=Participant.Role.LEADER)
    assert say(signed_in(cast.reader), cast, OWNING).status_code == 302


def test_what_one_leader_said_is_theirs_to_change(cast, incident, signed_in):
    say(signed_in(lead(cast)), cast, OWNING)
    assert say(signed_in(cast.owner), cast, "Something else.", 1).status_code == 403
    assert say(signed_in(cast.stranger), cast, "We talk on Thursday.", 1).status_code == 302
    assert Text.objects.get(slot="acknowledgement").body == "We talk on Thursday."


def test_two_windows_of_one_leader_meet_and_nothing_is_lost(cast, incident, signed_in):
    client = signed_in(cast.owner)
    say(client, cast, "First.")
    answer = say(client, cast, "Second.", 0)
    assert answer.status_code == 409
    assert "First." in answer.content.decode()
    assert "Second." in answer.content.decode()


def test_a_shared_review_takes_no_new_word(cast, incident, signed_in):
    cast.review.state, cast.review.published_at = "published", NOW
    cast.review.save(update_fields=["state", "published_at"])
    assert say(signed_in(cast.owner), cast, OWNING).status_code == 403
