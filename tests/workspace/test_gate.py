"""The publish gate, point by point, as PRACTICE.md section 1 lists it."""

import datetime as dt

import pytest

from postmortems.workspace.gate import POINTS, Facts, Involved, Place, asked, find_point, is_open

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
EARLIER, LATER = NOW - dt.timedelta(hours=3), NOW + dt.timedelta(hours=3)
LEA, SVEN = Involved("Lea"), Involved("Sven", is_fine=True)
READY = {
    "factors": 2,
    "beyond_tools": 1,
    "helped": 1,
    "names_as_roles": True,
    "read_from_elsewhere": True,
    "is_small": False,
}


def state_of(point, **facts):
    found = asked(Facts(**(READY | facts)), now=NOW)
    return next(one.finding.state for one in found if one.point.name == point)


@pytest.mark.parametrize(
    ("letter", "point", "facts", "state"),
    [
        ("a", "words", {}, "done"),
        ("a", "words", {"unsettled": (Place("title"),)}, "open"),
        ("a", "words", {"unsettled": (Place("text", "summary"),)}, "open"),
        ("a", "words", {"unsettled": (Place("factor", "7"),)}, "open"),
        ("c", "helped", {"helped": 1}, "done"),
        ("c", "helped", {"helped": 0}, "open"),
        ("d", "answered", {}, "done"),
        ("d", "answered", {"undecided": (Place("factor", "7"),)}, "open"),
        ("e", "home", {}, "done"),
        ("e", "home", {"without_home": (Place("action", "9"),)}, "open"),
        ("e, an owner on holiday", "home", {"unanswered": 2}, "done"),
        ("h, nobody but the owner", "shown", {}, "done"),
        ("h, not asked yet", "shown", {"involved": (LEA,)}, "open"),
        ("h, in their day", "shown", {"involved": (LEA,), "shown_at": EARLIER, "day_ends_at": LATER}, "waiting"),
        ("h, their day is over", "shown", {"involved": (LEA,), "shown_at": EARLIER, "day_ends_at": NOW}, "done"),
        ("h, all said fine", "shown", {"involved": (SVEN,), "shown_at": EARLIER, "day_ends_at": LATER}, "done"),
        ("h, one did not", "shown", {"involved": (SVEN, LEA), "shown_at": EARLIER, "day_ends_at": LATER}, "waiting"),
        ("h, told differently", "shown", {"involved": (SVEN,), "objections": 1, "shown_at": EARLIER}, "open"),
        ("b", "two_kinds", {"factors": 2, "beyond_tools": 1}, "done"),
        ("b", "two_kinds", {"factors": 1, "beyond_tools": 1}, "open"),
        ("b", "two_kinds", {"factors": 3, "beyond_tools": 0}, "open"),
        ("b, passed", "two_kinds", {"factors": 1, "waived": {"two_kinds": "It was small."}}, "passed"),
        ("f", "strength", {}, "done"),
        ("f", "strength", {"leans_on_memory": True}, "open"),
        ("f, passed", "strength", {"leans_on_memory": True, "waived": {"strength": "For now."}}, "passed"),
        ("g", "roles", {}, "done"),
        ("g", "roles", {"names_as_roles": False}, "open"),
        ("i", "elsewhere", {}, "done"),
        ("i", "elsewhere", {"read_from_elsewhere": False}, "open"),
        ("a cannot be passed", "words", {"unsettled": (Place("title"),), "waived": {"words": "Trust me."}}, "open"),
    ],
)
def test_each_point(letter, point, facts, state):
    assert state_of(point, **facts) == state, letter


def test_five_block_and_four_advise():
    assert [point.name for point in POINTS if point.blocks] == ["words", "helped", "answered", "home", "shown"]
    assert [point.name for point in POINTS if not point.blocks] == ["two_kinds", "strength", "roles", "elsewhere"]


def test_advice_is_passed_with_one_of_two_reasons():
    assert {len(point.reasons) for point in POINTS if not point.blocks} == {2}


def test_a_small_organisation_is_asked_six_of_the_nine():
    names = [one.point.name for one in asked(Facts(**(READY | {"is_small": True})), now=NOW)]
    assert names == ["words", "helped", "answered", "home", "shown", "strength"]


@pytest.mark.parametrize(
    ("facts", "shared"),
    [
        ({}, True),
        ({"helped": 0}, False),
        ({"names_as_roles": False}, False),
        ({"names_as_roles": False, "waived": {"roles": "Everybody agreed."}}, True),
        ({"names_as_roles": False, "is_small": True}, True),
        ({"involved": (LEA,), "shown_at": EARLIER, "day_ends_at": LATER}, False),
    ],
)
def test_it_may_be_shared_once_everything_asked_is_settled(facts, shared):
    assert is_open(asked(Facts(**(READY | facts)), now=NOW)) is shared


def test_an_unknown_point_is_none():
    assert find_point("nonsense") is None
