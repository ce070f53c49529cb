"""What must never be on the big screen, tried with real inputs on every way that leads there."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from postmortems.meeting.card import Card
from postmortems.meeting.fragments import PROJECTOR, changed
from postmortems.meeting.script import LINES, STORY
from postmortems.meeting.topics import TOPICS
from tests.factories import EventFactory

BLAMES = (
    "Priya forgot to check the drain list",
    "Sven was careless with the rollback",
    "Root cause: human error by the on-call engineer",
    "Lea should have known better",
)
KINDS = ("memory", "factor", "helped", "idea", "question")


def everything(held) -> str:
    """The page, and every fragment that a stream would bring to it."""
    said = [changed(topic, held.meeting.pk, PROJECTOR) or "" for topic in TOPICS]
    return held.projector() + "".join(said)


def test_no_way_brings_blame_to_the_big_screen(held):
    """On each line of the hour: cards of all kinds, captured lines of all kinds, an entry, parked things."""
    for words in BLAMES:
        event = EventFactory(review=held.cast.review, body=words)
        for kind in KINDS:
            held.card("involved", words, kind)
        for kind in ("time", "surprise", "factor", "helped", "idea", "question", "park"):
            held.capture(words, kind=kind)
        held.capture(f"14:20 {words}")
    held.press("shine", event=event.pk)
    for line in LINES:
        held.press("go", line=line.slug)
        shown = everything(held)
        assert [words for words in BLAMES if words in shown] == []
        assert line.phase != STORY or "This entry is read aloud today." in shown


def test_hidden_cards_votes_and_counts_are_not_on_the_big_screen(held):
    held.phone("involved", "count", safety="1")
    held.press("go", line="conditions")
    held.card("involved", "The alarm measures the balancer", "factor")
    held.capture("p: the naming of teams")
    shown = everything(held)
    assert "The alarm measures" not in shown
    assert "naming of teams" not in shown
    held.press("go", line="group")
    held.press("go", line="vote")
    card = Card.objects.get(kind="factor")
    held.phone("involved", "vote", choice=[card.pk])
    shown = everything(held)
    assert 'class="num votes"' not in shown
    assert "have voted" not in shown


def test_the_page_knows_nobody(held):
    """No name, no token, no cookie, no form, no link inside, also when the facilitator opens it."""
    client = held.client("facilitator")
    answer = client.get(reverse("screen", args=[held.meeting.screen_key]))
    html = answer.content.decode()
    for word in ("csrf", held.cast.facilitator.display_name, held.cast.facilitator.email, "<form", "<button"):
        assert word not in html
    assert not Client().get(reverse("screen", args=[held.meeting.screen_key])).cookies
    assert client.post(reverse("screen", args=[held.meeting.screen_key])).status_code == 405
    assert client.get(reverse("screen", args=["no-such-screen"])).status_code == 404


def test_what_a_human_let_stand_is_shown(held):
    held.press("go", line="conditions")
    held.card("involved", BLAMES[0], "factor")
    held.press("go", line="group")
    assert BLAMES[0] not in everything(held)
    held.press("allow", card=Card.objects.get().pk)
    assert BLAMES[0] in everything(held)
    held.press("keep", card=Card.objects.get().pk)
    assert held.cast.review.factors.get().sentence_state == "held"


def test_a_card_sent_twice_is_one_card(held):
    held.press("go", line="alone")
    form = {"words": "Two regions were red", "kind": "memory", "form_key": uuid.uuid4()}
    held.phone("involved", "card", **form)
    held.phone("involved", "card", **form)
    assert Card.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"do": "card", "words": "", "kind": "memory"}, "One sentence is a card."),
        ({"do": "card", "words": "x" * 501, "kind": "memory"}, "500 characters are the most"),
        ({"do": "vote", "choice": ["1", "1", "1"]}, "The vote is over."),
        ({"do": "count", "safety": "9"}, "One of the answers that are offered."),
        ({"do": "fly"}, "That is no button of this page."),
    ],
)
def test_what_cannot_be_is_answered_422_and_the_words_stay(held, said, expected):
    answer = held.phone("involved", status=422, form_key=uuid.uuid4(), **said)
    html = answer.content.decode()
    assert expected in html
    assert said.get("words", "") in html
    assert not Card.objects.exists()


def test_a_phone_that_was_away_asks_for_what_it_missed_and_gets_each_card_once(held):
    """What a page does when its stream comes back: after a tunnel, a restart of the server or of the database."""
    held.press("go", line="group")
    version = held.seat("teammate").split('data-version="')[1].split('"')[0]
    for number in range(3):
        held.card("involved", f"The tool hides list {number}", "factor")
    held.press("extend")
    address = reverse("live-seat-since", args=[held.meeting.code, version])
    missed, again = held.client("teammate").get(address), held.client("teammate").get(address)
    html = missed.content.decode()
    assert [html.count(f"The tool hides list {number}") for number in range(3)] == [1, 1, 1]
    assert html.count('id="room-cards"') == html.count('id="room-now"') == 1
    assert again.content.decode().count("The tool hides list 1") == 1
    assert int(missed["Live-Version"]) >= int(version)
