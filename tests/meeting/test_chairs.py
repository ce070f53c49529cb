"""Who sits beside the facilitator, who is asked to tell it, and the hour tried alone before it comes."""

import datetime as dt
import uuid

from django.urls import reverse

from postmortems.mail.models import Delivery
from postmortems.meeting.forgetting import forget_old
from postmortems.meeting.models import Meeting
from postmortems.meeting.narrator import Narrator
from postmortems.meeting.seat import Seat
from postmortems.reviews.models import Participant
from postmortems.shared import clock
from tests.factories import EventFactory


def test_each_chair_presses_what_is_its_own(held):
    cast, cockpit = held.cast, reverse("cockpit", args=[held.meeting.pk])
    chairs = {"second": cast.teammate.pk, "scribe": cast.involved.pk}
    held.client("facilitator").post(reverse("meeting-watch", args=[held.meeting.pk]), chairs)
    second, scribe = held.client("teammate"), held.client("involved")
    assert "You keep the clock and the hands" in second.get(cockpit).content.decode()
    assert second.post(cockpit, {"do": "extend"}).status_code == 302
    assert second.post(cockpit, {"do": "next"}).status_code == 403
    written = {"do": "capture", "words": "f: The list hides what drains", "form_key": uuid.uuid4()}
    assert second.post(cockpit, written).status_code == 403
    assert scribe.post(cockpit, written).status_code == 302
    assert cast.review.factors.count() == 1
    assert scribe.post(cockpit, {"do": "hold"}).status_code == 403
    held.press("go", line="roles")
    for screen in (held.projector(), held.seat("reader")):
        assert "<strong>Lea Brandt</strong>" in screen
        assert "<strong>Mina Okafor</strong>" in screen
    held.press("go", line="walk")
    assert "Lea Brandt" not in held.projector()


def test_who_was_there_is_asked_and_answers_for_themselves(planned):
    cast, address = planned.cast, reverse("meeting-narrators", args=[planned.meeting.pk])
    page = reverse("meeting-page", args=[planned.meeting.pk])
    Participant.objects.get_or_create(review=cast.review, user=cast.teammate, defaults={"role": "responder"})
    Participant.objects.filter(review=cast.review, user=cast.involved).update(role="responder")
    client = planned.client("facilitator")
    for person in (cast.involved, cast.teammate, cast.teammate, cast.stranger):
        client.post(address, {"ask": person.pk})
    assert Narrator.objects.count() == Delivery.objects.filter(kind="meeting_narrate").count() == 2
    assert "Would you tell your part?" in planned.client("involved").get(page).content.decode()
    planned.client("involved").post(address, {"answer": "gladly"})
    assert "asked, no answer yet" in client.get(page).content.decode()
    planned.client("teammate").post(address, {"answer": "gladly"})
    assert 'id="prep-narrators" checked' in client.get(page).content.decode()
    planned.client("teammate").post(address, {"answer": "rather_not"})
    assert 'id="prep-narrators" checked' not in client.get(page).content.decode()
    planned.client("reader").post(address, {"answer": "gladly"})  # nobody asked them
    assert "rather not" not in planned.client("reader").get(page).content.decode()
    assert Narrator.objects.filter(answer="gladly").count() == 1
    Meeting.objects.update(started_at=clock.now() - dt.timedelta(days=3), ended_at=clock.now() - dt.timedelta(days=3))
    forget_old()
    assert not Narrator.objects.exists()


def test_a_rehearsal_has_the_story_and_is_seen_by_one_person(planned):
    EventFactory(review=planned.cast.review, body="The pool ran dry.")
    EventFactory(review=planned.cast.review, body="Mine alone", is_kept_back=True, written_by=planned.cast.facilitator)
    client, form = planned.client("facilitator"), {"form_key": uuid.uuid4(), "of": planned.meeting.pk}
    for _twice in "12":
        client.post(reverse("desk-practice"), form)
    made = Meeting.objects.get(is_practice=True)
    shown = client.get(reverse("cockpit", args=[made.pk])).content.decode()
    assert "The pool ran dry." in shown
    assert "Mine alone" not in shown
    assert planned.client("owner").get(reverse("cockpit", args=[made.pk])).status_code == 404
    assert planned.client("reader").post(reverse("desk-practice"), form).status_code == 403


def test_who_is_not_in_the_room_says_so_once(held):
    held.phone("reader", "remote")
    assert Seat.objects.get().is_remote
    assert 'value="room" aria-pressed="true"' in held.seat("reader")
    held.phone("reader", "room")
    assert not Seat.objects.get().is_remote
