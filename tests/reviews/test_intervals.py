"""TTD, TTA, TTM and TTR as in IMPORTS.md section 2: missing or reversed is n/a, never 0."""

import datetime as dt

import pytest

from postmortems.reviews.intervals import intervals

ONSET = dt.datetime(2026, 11, 19, 13, 2, tzinfo=dt.UTC)


def after(minutes):
    return ONSET + dt.timedelta(minutes=minutes)


WHOLE = {
    "started_at": ONSET,
    "detected_at": after(9),
    "acknowledged_at": after(13),
    "mitigated_at": after(34),
    "resolved_at": after(47),
}


def minutes(stamps):
    return {one.measure.short: one.minutes for one in intervals(stamps)}


def test_each_interval_follows_its_formula():
    assert minutes(WHOLE) == {"TTD": 9, "TTA": 4, "TTM": 34, "TTR": 47}
    assert [one.formula for one in intervals(WHOLE)] == [
        "noticed − onset",
        "someone on it − noticed",
        "eased − onset",
        "over − onset",
    ]


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ({"started_at": None}, {"TTD", "TTM", "TTR"}),
        ({"detected_at": None}, {"TTD", "TTA"}),
        ({"detected_at": after(-3)}, {"TTD"}),
        ({"resolved_at": after(-1)}, {"TTR"}),
        (dict.fromkeys(WHOLE), {"TTD", "TTA", "TTM", "TTR"}),
    ],
)
def test_a_missing_or_reversed_moment_gives_none_and_says_why(change, gone):
    found = intervals(WHOLE | change)
    assert {one.measure.short for one in found if one.minutes is None} == gone
    assert all(one.why_not for one in found if one.minutes is None)


def test_at_the_same_minute_is_nought_because_it_is_known():
    assert minutes(WHOLE | {"detected_at": ONSET})["TTD"] == 0


def test_an_estimate_makes_what_rests_on_it_one():
    assert {one.measure.short for one in intervals(WHOLE, about=["started_at"]) if one.is_about} == {
        "TTD",
        "TTM",
        "TTR",
    }
