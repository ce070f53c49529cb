"""The facilitator's desk: taking a review, handing a meeting over, several reviews in one sitting."""

import uuid

from django.test import Client
from django.urls import reverse

from postmortems.mail.models import Delivery
from postmortems.meeting.models import Meeting
from postmortems.meeting.steering import start
from tests.factories import EventFactory, ReviewFactory, UserFactory


def test_a_review_that_wants_somebody_is_taken_in_one_click(cast, signed_in):
    review = ReviewFactory(title="Login slow on 3 May", depth="full", state="draft")
    ReviewFactory(title="A note", depth="note", state="draft")
    client = signed_in(cast.facilitator)
    html = client.get(reverse("desk")).content.decode()
    assert "Login slow on 3 May" in html
    assert "A note" not in html
    client.post(reverse("desk-take", args=[review.ref]))
    review.refresh_from_db()
    assert review.facilitator == cast.facilitator
    assert "Login slow" not in client.get(reverse("desk")).content.decode()
    other = UserFactory(is_facilitator=True)
    assert signed_in(other).post(reverse("desk-take", args=[review.ref])).status_code == 403


def test_my_week_shows_how_far_it_is_prepared_and_the_meeting_is_handed_over(planned):
    client = planned.client("facilitator")
    page = reverse("meeting-page", args=[planned.meeting.pk])
    client.post(reverse("meeting-prepare", args=[planned.meeting.pk]), {"done": ["talked", "read", "no-such-point"]})
    assert "2 of 6 ticked" in client.get(reverse("desk")).content.decode()
    colleague = UserFactory(display_name="Bo Lind", is_facilitator=True)
    assert "Bo Lind" in client.get(page).content.decode()
    client.post(reverse("meeting-hand", args=[planned.meeting.pk]), {"to": colleague.pk})
    meeting = Meeting.objects.get()
    assert (meeting.facilitator, meeting.prepared) == (colleague, ["talked", "read"])
    planned.cast.review.refresh_from_db()
    assert planned.cast.review.facilitator == colleague
    client.post(reverse("meeting-hand", args=[planned.meeting.pk]), {"to": "999999"})
    assert Meeting.objects.get().facilitator == colleague


def test_three_reviews_are_talked_through_in_one_sitting(planned):
    cast, client = planned.cast, planned.client("owner")
    address = reverse("meeting-agenda", args=[planned.meeting.pk])
    second = ReviewFactory(owner=cast.owner, title="Mails came twice")
    hers = ReviewFactory(title="Not the owner's to steer")
    client.post(address, {"add": second.ref})
    client.post(address, {"add": second.ref})
    client.post(address, {"add": hers.ref})
    client.post(address, {"add": "PIR-x"})
    assert set(planned.meeting.reviews.all()) == {cast.review, second}
    second.refresh_from_db()
    assert second.meeting_at == planned.meeting.starts_at
    EventFactory(review=second, body="The queue was replayed")
    start(meeting=planned.meeting, actor=cast.owner)
    planned.clients["facilitator"] = client
    planned.press("talk", review=second.pk)
    assert "The queue was replayed" in planned.cockpit()
    planned.capture("f: The replay tool hides what was sent")
    assert second.factors.count() == 1
    planned.press("talk", review=hers.pk, status=422)
    client.post(address, {"drop": second.ref})
    second.refresh_from_db()
    assert second.meeting_at is None


def test_place_and_pins_of_the_last_meeting_are_taken_over_and_its_ticks_are_not(held):
    held.press("go", line="walk")
    held.press("pin", pin="timeline-1")
    Meeting.objects.update(place="Room 4", prepared=["talked"])
    held.press("end")
    client = held.client("owner")
    client.post(f"/reviews/{held.cast.review.ref}/meeting/", {"at": "2030-05-02T14:00"})
    new = Meeting.objects.to_come().get()
    held.client("facilitator").post(reverse("meeting-copy", args=[new.pk]))
    new.refresh_from_db()
    assert (new.place, new.pins, new.prepared) == ("Room 4", ["timeline-1"], [])


def test_a_practice_meeting_is_seen_by_one_person_and_gone_when_it_ends(cast, signed_in):
    client, key = signed_in(cast.facilitator), uuid.uuid4()
    for _ in range(2):
        answer = client.post(reverse("desk-practice"), {"form_key": key})
    meeting = Meeting.objects.get()
    cockpit = client.get(answer["Location"]).content.decode()
    assert "The release lead did not read the list" in cockpit
    assert "7 cards face down" in cockpit
    assert "Nobody sees this but you. Try everything." in cockpit
    review = meeting.reviews.get()
    other = Client()
    other.force_login(cast.owner)
    for address in (f"/reviews/{review.ref}/", f"/m/{meeting.code}/", f"/meetings/{meeting.pk}/"):
        assert other.get(address).status_code == 404
    client.post(answer["Location"], {"do": "end", "shows": "on"})
    review.refresh_from_db()
    assert review.deleted_at is not None
    assert not Delivery.objects.exists()


def test_whoever_learns_watches_the_cockpit_and_presses_nothing(held):
    learner = UserFactory(is_facilitator=True)
    held.client("facilitator").post(reverse("meeting-watch", args=[held.meeting.pk]), {"shadow": learner.pk})
    client, address = Client(), reverse("cockpit", args=[held.meeting.pk])
    client.force_login(learner)
    assert "You watch and learn." in client.get(address).content.decode()
    assert client.post(address, {"do": "next"}).status_code == 403
    held.client("facilitator").post(reverse("meeting-watch", args=[held.meeting.pk]), {"shadow": ""})
    assert client.get(address).status_code == 403
