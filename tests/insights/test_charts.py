"""Pictures hold for the fewest, the shortest and the longest; each is well-formed, and has no style of its own."""

from xml.etree import ElementTree

import pytest

from postmortems.insights.charts.axis import days, hours, minutes
from postmortems.insights.charts.bars import bar
from postmortems.insights.charts.columns import Column, Columns
from postmortems.insights.charts.curve import Curve
from postmortems.insights.charts.dots import Dot, Dots, Lane
from postmortems.insights.figures.completion import Span, climbed, reached
from postmortems.insights.spread import in_working_days

NAMES, KINDS = ("stronger", "middle", "weaker", "not said"), ("a", "b", "c", "d")


def dots(*values):
    return [Dot(value, "PIR-1", f"<b>{value}</b> & more") for value in values]


@pytest.mark.parametrize(
    "drawn",
    [
        Dots([Lane("nothing known", "3 unknown", [])], "minutes").svg("a picture"),
        Dots([Lane("one", "", dots(0)), Lane("many", "", dots(*[5] * 30, 10**9))], "minutes").svg("a <picture>"),
        Dots([Lane("days", "", dots(0, 1, 400))], "days").svg("a picture"),
        Dots([Lane("hours", "", dots(0.2, 40_000.5))], "hours").svg("a picture"),
        Columns([], KINDS, NAMES).svg("a picture"),
        Columns([Column("2026 Q4", (0, 0, 0, 0)), Column("2027 Q1", (3, 0, 900, 1))], KINDS, NAMES).svg("a picture"),
        Curve([], [4, 4, 500], (30, 60, 90)).svg("a picture"),
        Curve([(0, 0.2), (30, 0.5), (400, 1.0)], [0, 30, 99], (30, 60, 90)).svg("a picture"),
        bar(0, 0),
        bar(3, 4, "well"),
    ],
)
def test_a_picture_is_well_formed_named_and_without_style(drawn):
    root = ElementTree.fromstring(drawn)
    assert root.get("aria-label") or root.get("aria-hidden")
    assert not [one for one in root.iter() if one.get("style")]


def test_many_in_one_place_become_one_dot_with_their_number():
    root = ElementTree.fromstring(Dots([Lane("to notice", "", dots(*[5] * 30, 10))], "minutes").svg("a picture"))
    assert [text.text for text in root.iter("text") if (text.text or "").startswith("×")] == ["×30"]
    assert [link.get("href") for link in root.iter("a")] == ["/reviews/PIR-1/"]


@pytest.mark.parametrize(("axis", "longest"), [(minutes, 3), (minutes, 10**7), (days, 0), (hours, 30)])
def test_ten_times_as_long_is_one_step_further_and_nothing_leaves_the_picture(axis, longest):
    made = axis(longest, left=10, right=100)
    places = [made.x(value) for value, _words in made.ticks]
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (10, 100)
    assert (made.x(0), made.x(10**12)) == (10, 100)


def test_the_curve_by_hand():
    """Kaplan and Meier, three of five seen done: 1 − 4/5, 1 − 4/5·2/3, 1 − 4/5·2/3·0/1."""
    spans = [Span(10, True), Span(15, False), Span(20, True), Span(25, False), Span(40, True)]
    assert [(day, round(share, 4)) for day, share in climbed(spans)] == [(10, 0.2), (20, 0.4667), (40, 1.0)]
    assert [round(reached(climbed(spans), day), 2) for day in (5, 10, 30, 90)] == [0, 0.2, 0.47, 1.0]
    assert climbed([Span(3, False)]) == []


def test_one_working_day_is_one():
    said = [in_working_days(number) for number in (0, 1, 1.5, 2)]
    assert said == ["0 working days", "1 working day", "1.5 working days", "2 working days"]
