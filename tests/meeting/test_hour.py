"""The whole hour, pressed on three screens: what is written where, and who sees it when."""

from django.core import mail
from django.urls import reverse

from postmortems.mail.deliver import deliver_all_due
from postmortems.meeting.card import Card
from postmortems.meeting.idea import Idea
from postmortems.meeting.models import Meeting
from postmortems.meeting.script import LINES
from postmortems.meeting.seat import Seat
from postmortems.timeline.models import TimelineEvent
from tests.factories import EventFactory
from tests.meeting.conftest import BLAME


def to(held, line):
    held.press("go", line=line)


def test_the_hour_from_the_first_seat_to_the_last_number(held):
    EventFactory(review=held.cast.review)
    assert "Good to have you here." in held.projector()
    held.phone("involved", "hello")
    held.phone("teammate", "hello")
    to(held, "alone")
    held.card("involved", "14:15 I saw red in two regions", "memory")
    held.card("teammate", "The rollback command was renamed", "memory")
    screen, cockpit = held.projector(), held.cockpit()
    assert "red in two regions" not in screen + cockpit
    assert "2 cards face down" in cockpit
    assert "red in two regions" in held.seat("involved")
    assert "red in two regions" not in held.seat("teammate")
    held.press("next")
    assert "I saw red in two regions" in held.projector()
    to(held, "conditions")
    for who, words in (
        ("involved", "Health checks measure the load balancer, not the pool"),
        ("teammate", "The drain list lives on a wiki page"),
    ):
        held.card(who, words, "factor")
    to(held, "group")
    kept = Card.objects.get(body__startswith="Health checks")
    held.press("keep", card=kept.pk)
    assert held.cast.review.factors.get().sentence == "Health checks measure the load balancer, not the pool"
    to(held, "vote")
    wiki = Card.objects.get(body__startswith="The drain list")
    held.phone("involved", "vote", choice=[wiki.pk, wiki.pk])
    held.phone("involved", "vote", choice=[wiki.pk, wiki.pk])
    held.phone("teammate", "vote", choice=[wiki.pk, kept.pk])
    assert '<strong class="num votes">' not in held.projector()
    to(held, "talk")
    wiki.refresh_from_db()
    assert wiki.votes == 3
    assert not held.meeting.ballots.exists()
    to(held, "ideas")
    held.card("teammate", "Show the drain list in the push tool", "idea")
    to(held, "parked")
    assert Idea.objects.get().body == "Show the drain list in the push tool"
    held.card("involved", "One more, while the lot is emptied", "idea")
    assert Idea.objects.count() == 2
    to(held, "pulse")
    held.phone("involved", "count", learned="1", come_again="1")
    held.press("end", shows="on")
    meeting = Meeting.objects.get()
    assert (meeting.attended, meeting.wrote, meeting.is_over) == (2, 2, True)
    assert not Seat.objects.exists()
    assert "What we heard today stands in the review now." in held.projector()
    mail.outbox.clear()
    deliver_all_due()
    told = {message.to[0]: message.subject for message in mail.outbox}
    assert told[held.cast.teammate.email].startswith("Thank you. What we heard")
    assert told[held.cast.involved.email].startswith("Is it told right?")


def test_what_is_captured_is_the_reviews_own_at_once(held):
    event = EventFactory(review=held.cast.review)  # 14:02 in Berlin
    held.press("shine", event=event.pk)
    held.capture("14:20 pages turn red", kind="park")
    held.capture("the alarm was green all the time", kind="surprise")
    held.capture("f: The alarm measures the balancer only")
    held.capture("A second pool was warm", kind="helped")
    held.capture("q: Who else uses this list?")
    held.capture("idea: Show the pool in the tool")
    held.capture("the naming of teams", kind="park")
    review = held.cast.review
    moments = {e.body: (f"{e.occurred_at:%H:%M}", e.kind) for e in TimelineEvent.objects.filter(review=review)}
    assert moments["pages turn red"] == ("13:20", "observation")
    assert moments["the alarm was green all the time"] == ("13:02", "key_moment")
    signs = set(review.factors.values_list("sentence", "sign"))
    assert signs == {("The alarm measures the balancer only", "possible"), ("A second pool was warm", "held_back")}
    assert review.questions.get().body == "Who else uses this list?"
    assert Idea.objects.get(review=review).body == "Show the pool in the tool"
    assert "the naming of teams" in held.cockpit()
    parked = Card.objects.get(kind="park")
    held.press("leave", card=parked.pk, way="question")
    assert review.questions.count() == 2


def test_flagged_words_wait_in_the_tray_and_leave_it_in_others(held):
    to(held, "conditions")
    held.card("involved", BLAME, "factor")
    held.capture(f"f: {BLAME}")
    to(held, "group")
    assert BLAME not in held.projector()
    assert "Kept, not on the big screen yet" in held.seat("involved")
    own, captured = Card.objects.filter(state="tray").order_by("-tag")
    held.press("reword", card=captured.pk, words="Sven should have read it", status=422)
    held.press("reword", card=captured.pk, words="The push tool hides the drain list")
    assert held.cast.review.factors.get().sentence == "The push tool hides the drain list"
    held.press("hand-back", card=own.pk)
    assert "Handed back" in held.seat("involved")
    held.phone("involved", "change", card=own.pk, words="The list is shown nowhere at 14:00")
    assert "The list is shown nowhere at 14:00" in held.projector()
    held.phone("teammate", "change", card=own.pk, words="Somebody else's", status=422)


def test_pressing_twice_steps_once_and_nothing_holds_the_room(held):
    held.press("next", was="welcome")
    held.press("next", was="welcome")
    assert held.meeting.now.line == "purpose"
    for line in LINES:
        to(held, line.slug)
    held.press("back")
    assert Meeting.objects.get().now.line == LINES[-2].slug


def test_the_clock_can_be_held_and_given_more(held):
    to(held, "alone")
    room = held.meeting.now
    room.refresh_from_db()
    first = room.ends_at
    held.press("extend")
    room.refresh_from_db()
    assert (room.ends_at - first).total_seconds() == 120
    held.phone("involved", "pause")
    room.refresh_from_db()
    assert room.is_short_pause
    assert room.left > 300
    assert "Short pause" in held.projector()
    held.press("go-on")
    room.refresh_from_db()
    assert (room.left, room.is_short_pause) == (None, False)


def test_a_guest_comes_by_a_link_of_their_own_that_can_be_ended(held, client):
    page = held.client("facilitator").post(reverse("meeting-guests", args=[held.meeting.pk]), {"name": "Ola Nord"})
    link = "/m/g" + page.content.decode().split("/m/g")[1].split("<")[0]
    assert "Your cards" not in client.get(link).content.decode()
    to(held, "alone")
    form = {"do": "card", "words": "Our side saw nothing", "kind": "memory"}
    client.post(link, {**form, "form_key": "7b2fb8d6-6c3f-4a4e-9d3c-2f0b6b3a9a11"})
    assert "Our side saw nothing" in client.get(link).content.decode()
    assert client.get(reverse("review", args=[held.cast.review.ref])).status_code == 302
    held.client("facilitator").post(
        reverse("meeting-guests", args=[held.meeting.pk]), {"end": Seat.objects.get(user=None).pk}
    )
    assert client.get(link).status_code == 404


def test_a_code_that_opens_no_room_is_asked_for_again(held):
    free = next(code for code in ("0001", "0002") if code != held.meeting.code)
    for typed, says in (("12", "four digits"), (free, "No meeting that is open to you has this code")):
        page = held.client("teammate").get("/m/", {"code": typed})
        assert page.status_code == 422
        assert says in page.content.decode()
        assert f'value="{typed}"' in page.content.decode()
    assert held.client("teammate").get("/m/", {"code": held.meeting.code}).url.endswith(f"/m/{held.meeting.code}/")
