"""Questions on the screen, pins, our own ones; what is read aloud; whoever comes late or slept."""

import datetime as dt
import uuid

import time_machine

from postmortems.mail.models import Delivery
from postmortems.meeting.card import Card
from postmortems.meeting.deck import DECK, at_hand, questions
from postmortems.meeting.fit import Door
from postmortems.meeting.forgetting import forget_old as forget_raw_notes
from postmortems.meeting.models import Meeting
from postmortems.meeting.own_question import OwnQuestion
from postmortems.meeting.readout import Piece, ReadOut, read_out
from postmortems.meeting.script import LINES, PHASES
from postmortems.shared import clock
from tests.factories import FactorFactory, IncidentFactory
from tests.meeting.conftest import BLAME


def test_the_deck_has_67_questions_each_with_a_purpose_and_some_for_every_phase():
    slugs = [one.slug for one in questions()]
    assert len(slugs) == len(set(slugs)) == 67
    assert all(group.purpose for group in DECK)
    assert all(at_hand(phase.slug, pins=[])[1] for phase in PHASES)


def test_each_of_our_questions_may_stand_on_the_big_screen(db):
    door = Door()
    asked = [*(one.words for one in questions()), *(line.prompt for line in LINES)]
    assert [str(words) for words in asked if not door.lets(str(words))] == []


def test_a_question_stands_on_all_screens_until_the_next_line(held):
    held.press("go", line="walk")
    held.press("ask", ask="timeline-1")
    assert "What was on your screen then?" in held.projector()
    assert "What was on your screen then?" in held.seat("involved")
    assert "Ask again" in held.cockpit()
    held.press("next")
    assert "What was on your screen then?" not in held.projector()


def test_three_questions_of_a_part_can_be_pinned(held):
    held.press("go", line="walk")
    for number in (1, 2, 3):
        held.press("pin", pin=f"timeline-{number}")
    assert "Three are pinned" in held.press("pin", pin="surprise-1", status=422).content.decode()
    held.press("pin", pin="timeline-2")
    assert Meeting.objects.get().pins == ["timeline-1", "timeline-3"]


def test_a_question_of_our_own_is_judged_and_kept_once(held):
    key = uuid.uuid4()
    refused = held.press("own", words="Why did Priya forget the drain list?", form_key=key, status=422)
    assert "What was clear at that moment, and what was not?" in refused.content.decode()
    held.press("own", words="Which dashboard did we trust?", form_key=key)
    held.press("own", words="Which dashboard did we trust?", form_key=key)
    assert OwnQuestion.objects.get().phase == "arrive"
    held.press("ask", ask=OwnQuestion.objects.get().slug)
    assert "Which dashboard did we trust?" in held.projector()


def test_conditions_are_sorted_and_hands_counted_between_two_lines(held):
    factor = FactorFactory(review=held.cast.review)
    held.press("sort", factor=factor.pk, sign="hid", code="OBS")
    factor.refresh_from_db()
    assert (factor.sign, factor.code) == ("hid", "OBS")
    held.press("sort", factor=factor.pk, sign="guilty", code="", status=422)
    held.press("hands", hands="7")
    held.press("hands", hands="many", status=422)
    assert Meeting.objects.get().learned == 7


def test_the_read_out_is_filled_from_the_review(held):
    IncidentFactory(review=held.cast.review, noticed="Customers could not pay")
    held.capture("f: The alarm measures the balancer only")
    held.capture("h: A second pool was warm")
    held.capture("s: the alarm was green")
    held.capture("i: Show the pool in the tool")
    held.capture("Ola for waking up at three", kind="thanks")
    out = read_out(held.cast.review)
    assert [piece.said for piece in out.pieces] == [
        ("Customers could not pay",),
        ("the alarm was green",),
        ("The alarm measures the balancer only",),
        ("A second pool was warm",),
        ("Show the pool in the tool",),
        ("Ola for waking up at three",),
    ]
    shown = [held.client("reader").get(f"/reviews/{held.cast.review.ref}/{part}/") for part in ("heard", "thanks")]
    assert "Show the pool in the tool" in shown[0].content.decode()
    assert "Ola for waking up at three" in shown[1].content.decode()
    assert ReadOut((Piece("What helped:", ("one two three",)),)).seconds == 2
    held.press("go", line="readout")
    assert "seconds, read slowly" in held.cockpit()


def test_whoever_comes_late_reads_five_lines(held):
    assert "Before you came in" not in held.seat("teammate")
    held.press("go", line="walk")
    assert "Before you came in" in held.seat("teammate")
    held.phone("teammate", "hello")
    assert "Before you came in" not in held.seat("teammate")


def test_whoever_slept_adds_a_card_within_a_day(held):
    held.press("end")
    now = clock.now()
    with time_machine.travel(now + dt.timedelta(hours=23)):
        held.card("teammate", "The night shift saw it first", "memory")
        held.press("keep", card=Card.objects.get().pk)
        held.phone("teammate", "card", words=BLAME, kind="factor", form_key=uuid.uuid4())
        assert Card.objects.get(body=BLAME).state == "tray"
    with time_machine.travel(now + dt.timedelta(hours=25)):
        assert held.client("teammate").get(f"/m/{held.meeting.code}/").status_code == 404
    assert held.cast.review.events.get().body == "The night shift saw it first"
    assert "The night shift" not in held.projector()


def test_raw_notes_are_gone_after_ninety_days_and_the_review_stays(held):
    held.capture("f: The alarm measures the balancer only")
    held.press("go", line="alone")
    held.card("involved", "Two regions were red", "memory")
    held.press("end")
    with time_machine.travel(clock.now() + dt.timedelta(days=89)):
        assert forget_raw_notes() == 0
        assert Card.objects.count() == 2
    with time_machine.travel(clock.now() + dt.timedelta(days=91)):
        assert (forget_raw_notes(), forget_raw_notes()) == (1, 0)
    assert not Card.objects.exists()
    assert Meeting.objects.get().attended == 1
    assert held.cast.review.factors.get().sentence == "The alarm measures the balancer only"


def test_the_story_comes_to_be_read_a_day_ahead(planned):
    assert not Delivery.objects.filter(kind="meeting_to_read").exists()  # it is today
    with time_machine.travel(clock.now() - dt.timedelta(days=4)):
        planned.client("owner").post(
            f"/reviews/{planned.cast.review.ref}/meeting/", {"at": "2030-05-02T14:00", "length": "60"}
        )
    ahead = Delivery.objects.filter(kind="meeting_to_read").values_list("due_at", flat=True).distinct()
    assert list(ahead) == [dt.datetime(2030, 5, 1, 10, 0, tzinfo=dt.UTC)]
