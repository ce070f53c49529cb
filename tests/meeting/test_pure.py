"""Rules of the room that need no database."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from postmortems.meeting.capture_words import nearest, read
from postmortems.meeting.card import Card, Kind
from postmortems.meeting.counts import Count
from postmortems.meeting.own_cards import is_own, tag
from postmortems.meeting.script import LINES, PHASES, after, before, place_of
from postmortems.meeting.voting import votes_each
from postmortems.shared.handful import may_show

AT = dt.time(14, 20)


@pytest.mark.parametrize(
    ("line", "chosen", "kind", "words", "at"),
    [
        ("14:20 pages turn red", Kind.PARK, Kind.TIME, "pages turn red", AT),
        ("14:20 - pages turn red", Kind.PARK, Kind.TIME, "pages turn red", AT),
        ("14:20 it was green", Kind.SURPRISE, Kind.SURPRISE, "it was green", AT),
        ("s: 14:20 it was green", Kind.PARK, Kind.SURPRISE, "it was green", AT),
        ("factor: The alarm is quiet", Kind.PARK, Kind.FACTOR, "The alarm is quiet", None),
        ("F: The alarm is quiet", Kind.PARK, Kind.FACTOR, "The alarm is quiet", None),
        ("f: 14:20 is when backups run", Kind.PARK, Kind.FACTOR, "14:20 is when backups run", None),
        ("h: a warm pool", Kind.PARK, Kind.HELPED, "a warm pool", None),
        ("thanks: Ola for waking up", Kind.PARK, Kind.THANKS, "Ola for waking up", None),
        ("t: 14:20 pages turn red", Kind.PARK, Kind.TIME, "pages turn red", AT),
        ("https://status.example", Kind.PARK, Kind.PARK, "https://status.example", None),
        ("25:10 is no time", Kind.PARK, Kind.PARK, "25:10 is no time", None),
        ("14:20", Kind.PARK, Kind.PARK, "14:20", None),
        ("what about the second pool?", Kind.QUESTION, Kind.QUESTION, "what about the second pool?", None),
    ],
)
def test_a_captured_line_is_read_as_it_was_meant(line, chosen, kind, words, at):
    said = read(line, chosen=chosen)
    assert (said.kind, said.words, said.at) == (kind, words, at)


@pytest.mark.parametrize(
    ("near", "at", "expected"),
    [
        ("2026-11-19T14:00", "14:20", "2026-11-19T14:20"),
        ("2026-11-19T23:50", "00:10", "2026-11-20T00:10"),
        ("2026-11-19T00:10", "23:50", "2026-11-18T23:50"),
    ],
)
def test_a_time_of_day_is_the_nearest_one(near, at, expected):
    berlin = ZoneInfo("Europe/Berlin")
    moment = dt.datetime.fromisoformat(near).replace(tzinfo=berlin)
    assert nearest(dt.time.fromisoformat(at), to=moment) == dt.datetime.fromisoformat(expected).replace(tzinfo=berlin)


def test_the_phases_fill_the_meeting_and_every_line_has_one():
    for length in (20, 45, 60, 90):
        assert sum(phase.minutes[length] for phase in PHASES[1:]) in (length, length + 1)
    assert [line.phase for line in LINES] == sorted(
        (line.phase for line in LINES), key=[phase.slug for phase in PHASES].index
    )
    assert (before(LINES[0]), after(LINES[-1])) == (None, None)
    assert place_of("conditions") == (4, 6)


@pytest.mark.parametrize(("cards", "votes"), [(1, 2), (8, 2), (9, 3), (20, 5), (60, 5)])
def test_a_quarter_of_the_cards_are_votes(cards, votes):
    assert votes_each(cards) == votes


@pytest.mark.parametrize(
    ("given", "is_low"),
    [({}, False), ({4: 3, 5: 2}, False), ({1: 1, 5: 9}, True), ({3: 3, 5: 2}, True), ({3: 2, 4: 3}, False)],
)
def test_low_safety_is_half_at_three_or_any_at_one(given, is_low):
    assert Count("safety", True, given).is_low == is_low


def test_a_card_is_shown_as_own_to_the_browser_that_wrote_it_alone():
    card = Card(form_key="0e6ea3a0-5c1c-4b5b-8a36-4f5f2f1f7f3b")
    card.tag = tag("one browser", card.form_key)
    assert is_own("one browser", card)
    assert not is_own("another", card)
    assert not is_own("", Card(form_key=card.form_key))


@pytest.mark.parametrize(
    ("part", "of", "shown"),
    [(4, 20, False), (5, 20, True), (16, 20, False), (20, 20, True), (6, 10, False), (5, 10, True)],
)
def test_neither_a_part_nor_what_is_left_of_it_is_a_handful(part, of, shown):
    assert may_show(part, of=of) == shown
