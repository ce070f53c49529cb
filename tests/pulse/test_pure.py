"""When a team is asked, and what a sum says."""

import datetime as dt

import pytest

from postmortems.pulse.counting import answered, mean, raised
from postmortems.pulse.questions import QUESTIONS
from postmortems.pulse.reading import LENGTH, Line, lines, reading
from postmortems.pulse.rounds import Round, following, newest

BY_SLUG = {question.slug: question for question in QUESTIONS}
LAST_OF_AUGUST = dt.date(2026, 8, 31)


def day(words):
    return dt.date.fromisoformat(words)


@pytest.mark.parametrize(
    ("today", "opened", "is_open", "then"),
    [
        ("2026-08-30", None, False, "2026-08-31"),
        ("2026-08-31", "2026-08-31", True, "2027-02-28"),
        ("2026-09-29", "2026-08-31", True, "2027-02-28"),
        ("2026-09-30", "2026-08-31", False, "2027-02-28"),
        ("2027-02-27", "2026-08-31", False, "2027-02-28"),
        ("2027-02-28", "2027-02-28", True, "2027-08-31"),
        ("2028-03-01", "2028-02-29", True, "2028-08-31"),
    ],
)
def test_a_round_opens_every_half_year_for_thirty_days(today, opened, is_open, then):
    found = newest(LAST_OF_AUGUST, day(today))
    assert found == (Round(day(opened)) if opened else None)
    assert bool(found and found.is_open(day(today))) is is_open
    assert following(LAST_OF_AUGUST, day(today)) == Round(day(then))


def test_each_answer_writes_every_sum():
    once = raised({}, {"help": 5})
    assert once == {slug: [0, 0, 0, 0, int(slug == "help")] for slug in BY_SLUG}
    twice = raised(once, {"help": 1, "try": 2})
    assert (twice["help"], twice["try"], answered(twice)) == ([1, 0, 0, 0, 1], [0, 1, 0, 0, 0], 2)


def test_nobody_answered_yet_and_sums_of_another_length_are_no_sums():
    assert answered({}) == 0
    with pytest.raises(ValueError, match="zip"):
        raised({"help": [1, 0]}, {})
    with pytest.raises(ValueError, match="zip"):
        mean(BY_SLUG["try"], {"try": [5, 4]})


@pytest.mark.parametrize(
    ("slug", "given", "says"),
    [
        ("try", [0, 0, 0, 0, 4], None),  # four are too few
        ("try", [1, 0, 0, 0, 4], 4.2),
        ("help", [4, 0, 0, 0, 1], 4.2),  # hard to ask for help "not at all": safe
        ("help", [], None),
    ],
)
def test_a_mean_turns_what_is_asked_the_other_way_round(slug, given, says):
    assert mean(BY_SLUG[slug], {slug: given}) == says


@pytest.mark.parametrize(
    ("now", "before", "moved"),
    [
        ([0, 0, 0, 5, 0], [0, 0, 5, 0, 0], "up"),
        ([0, 0, 4, 1, 0], [0, 0, 3, 2, 0], "same"),
        ([5, 0, 0, 0, 0], [0, 0, 0, 0, 5], "down"),
    ],
)
def test_a_team_is_compared_with_its_own_past(now, before, moved):
    told = [reading(Round(LAST_OF_AUGUST), {"try": now}), reading(Round(day("2026-02-28")), {"try": before})]
    line = next(one for one in lines(told) if one.question.slug == "try")
    assert line.moved == moved
    assert all(one.now is None and one.moved == "" for one in lines(told) if one.question.slug != "try")


def test_four_are_not_enough_to_show_and_five_are():
    assert [reading(Round(LAST_OF_AUGUST), {"try": [n, 0, 0, 0, 0]}).is_enough for n in (4, 5)] == [False, True]
    assert lines([]) == []


def test_half_a_step_moves_a_team_and_its_first_round_does_not():
    question = BY_SLUG["try"]
    assert [Line(question, 3.5, [earlier]).moved for earlier in (3.0, 4.0, 3.1, 3.5)] == ["up", "down", "same", "same"]
    assert Line(question, 3.5, []).moved == ""


def test_a_mean_lies_on_its_line():
    line = Line(BY_SLUG["try"], 3.0, [1.0, 5.0])
    assert (line.place, line.places) == (LENGTH / 2, [0, LENGTH])
    assert Line(BY_SLUG["try"], None, []).place == 0


def test_the_last_day_is_the_one_before_it_closes():
    asked = Round(LAST_OF_AUGUST)
    assert asked.is_open(asked.last_on)
    assert not asked.is_open(asked.last_on + dt.timedelta(days=1))
