"""The invitation as calendars read it: one lasting UID, a number that grows, and a meeting that is taken back."""

import datetime as dt
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from postmortems.mail.deliver import deliver_all_due
from postmortems.meeting.models import Agenda, Meeting
from tests.factories import ReviewFactory


def invitations() -> dict[str, list]:
    """What arrived, by recipient: the parts that calendars take."""
    deliver_all_due()
    found = {}
    for sent in mail.outbox:
        whole = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        parts = [part for part in whole.walk() if part.get_content_type() in ("text/calendar", "application/ics")]
        found[sent.to[0]] = parts
    mail.outbox.clear()
    return found


def event_in(part):
    calendar = Calendar.from_ical(part.get_content())
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def plan(signed_in, cast, **said):
    return signed_in(cast.owner).post(reverse("meeting", args=[cast.review.ref]), said)


def second_reading(raw: bytes) -> dict[str, str]:
    """The same bytes read by hand after RFC 5545: lines end with CRLF, are folded at 75 bytes, and are names with
    values.
    """
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    lines = raw.replace(b"\r\n ", b"").decode().split("\r\n")
    return {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in lines if line}


def test_an_invitation_its_change_and_its_end_are_one_entry(cast, signed_in):
    assert plan(signed_in, cast, at="2026-12-03T14:00", length="90", place="Room 4").status_code == 302
    first = invitations()
    assert set(first) == {cast.owner.email, cast.facilitator.email, cast.involved.email}
    alternative, file = first[cast.involved.email]
    assert alternative.get_param("method") == "REQUEST"
    assert file.get_filename() == "invitation.ics"
    method, event = event_in(alternative)
    assert (method, event["SEQUENCE"], str(event["LOCATION"])) == ("REQUEST", 0, "Room 4")
    assert event.decoded("DTSTART") == dt.datetime(2026, 12, 3, 13, 0, tzinfo=dt.UTC)
    assert event.decoded("DTEND") - event.decoded("DTSTART") == dt.timedelta(minutes=90)
    assert str(event["ATTENDEE"]) == f"mailto:{cast.involved.email}"
    by_hand = second_reading(file.get_content())
    assert (by_hand["DTSTART"], by_hand["UID"]) == ("20261203T130000Z", str(event["UID"]))
    plan(signed_in, cast, at="2026-12-03T14:00", length="90", place="Room 4")
    assert invitations() == {}
    plan(signed_in, cast, at="2026-12-04T10:00", length="90", place="Room 4")
    _method, moved = event_in(invitations()[cast.involved.email][0])
    assert (str(moved["UID"]), moved["SEQUENCE"]) == (str(event["UID"]), 1)
    plan(signed_in, cast, at="")
    method, gone = event_in(invitations()[cast.involved.email][0])
    assert (method, str(gone["UID"]), gone["SEQUENCE"]) == ("CANCEL", str(event["UID"]), 2)
    assert str(gone["STATUS"]) == "CANCELLED"
    cast.review.refresh_from_db()
    assert cast.review.meeting_at is None


def test_two_changes_before_the_mail_goes_are_one_mail(cast, signed_in):
    plan(signed_in, cast, at="2026-12-03T14:00")
    plan(signed_in, cast, at="2026-12-03T15:00")
    _method, event = event_in(invitations()[cast.involved.email][0])
    assert event["SEQUENCE"] == 1


def test_who_may_not_see_the_review_hears_nothing_and_cannot_run_it(cast, signed_in):
    cast.restrict()
    cast.stranger.is_facilitator = True
    cast.stranger.save(update_fields=["is_facilitator"])
    answer = plan(signed_in, cast, at="2026-12-03T14:00", facilitator=cast.stranger.pk)
    assert answer.status_code == 422
    assert "not shown to them yet" in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("said", ["soon", "2026-13-40T14:00"])
def test_a_day_that_is_none_is_refused_beside_its_field(cast, signed_in, said):
    assert plan(signed_in, cast, at=said).status_code == 422
    assert not Meeting.objects.exists()


def test_a_meeting_of_two_reviews_is_for_those_who_may_see_both(planned):
    cast, hidden = planned.cast, ReviewFactory(visibility="people")
    page = reverse("meeting-page", args=[planned.meeting.pk])
    assert planned.client("teammate").get(page).status_code == 200
    Agenda.objects.create(meeting=planned.meeting, review=hidden)
    assert planned.client("teammate").get(page).status_code == 404
    assert planned.client("teammate").get(reverse("seat", args=[planned.meeting.code])).status_code == 404
    hidden.visible_people.add(cast.teammate)
    assert planned.client("teammate").get(page).status_code == 200
    assert cast.involved.email not in invitations()
