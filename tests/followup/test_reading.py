"""The policy beside an independent reading of it: a year of items in four zones, over both changes of the clock."""

import datetime as dt
import random
from dataclasses import replace

import pytest

from postmortems.followup.forecast import left_open
from postmortems.followup.policy import Promised, next_asked
from postmortems.followup.rules import DEFAULTS
from postmortems.shared import clock
from postmortems.shared.hours import Hours
from postmortems.shared.public_holidays import days_in
from tests.followup.reading import Life, Line
from tests.shared.test_hours import ZONES

PLACES = {"Europe/Berlin": "DE-BY", "America/New_York": "US", "Australia/Lord_Howe": "AU", "Africa/Casablanca": "MA"}
YEAR = dt.date(2027, 12, 31)


def policy_of(life: Life, hours: Hours) -> list[Line]:
    """The same life, as the policy sees it."""
    noons = sorted(clock.at(day, dt.time(12), hours.zone) for day in life.words)
    promised_at = clock.at(life.promised_on, dt.time(12), hours.zone)
    item = Promised(state="accepted", hours=hours, touched_at=promised_at, due_on=life.due)
    heard, now = [], promised_at
    while True:
        asked = next_asked(item, now=now, rules=DEFAULTS)
        if noons and (asked is None or noons[0] < asked.at):
            now = noons.pop(0)
            item = replace(item, touched_at=now, unanswered=0, room_asked_at=None)
            continue
        if asked is None or hours.day_of(asked.at) > YEAR:
            return heard
        heard.append((hours.day_of(asked.at), asked.step.kind.removeprefix("action_"), asked.to.value))
        item, now = replace(left_open(item, asked), room_asked_at=None), asked.at


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_items_is_asked_about_as_the_practice_says(zone):
    rng, place = random.Random(f"{zone} 118"), PLACES[zone]
    for number in range(100):
        promised_on = dt.date(2026, 1, 5) + dt.timedelta(days=rng.randrange(330))
        due = promised_on + dt.timedelta(days=rng.randrange(1, 70))
        words = tuple(promised_on + dt.timedelta(days=rng.randrange(1, 120)) for _ in range(rng.choice([0, 0, 1, 3])))
        off_from = promised_on + dt.timedelta(days=rng.randrange(90))
        off_to = off_from + dt.timedelta(days=rng.choice([0, 4, 15]))
        days = rng.choice([(1, 2, 3, 4, 5), (1, 2, 3, 4), (7, 1, 2, 3, 4)])
        hours = Hours(zone, dt.time(9), dt.time(17), days, place=place, off=((off_from, off_to),))
        free = days_in(place, 2026) | days_in(place, 2027) | days_in(place, 2028)

        def works(day, days=days, off_from=off_from, off_to=off_to, free=free):
            return day.isoweekday() in days and not off_from <= day <= off_to and day not in free

        life = Life(due, promised_on, works, words)
        assert policy_of(life, hours) == life.read(YEAR), (number, life)
