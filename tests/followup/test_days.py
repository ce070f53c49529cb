"""Forty days of the real thing in four zones, with an hour's error of the clock now and then."""

from tests.followup.days import live


def test_forty_days_bring_what_the_practice_says_once(db):
    outcome = live(40, items=2)
    assert outcome.is_good, outcome
