"""Who hears what about an action item, and when: the table of the practice, row by row. Plain dates, no database."""

import datetime as dt
from dataclasses import replace

import pytest

from postmortems.followup.forecast import left_open
from postmortems.followup.policy import STEPS, Promised, next_asked, slot_of
from postmortems.followup.rules import DEFAULTS
from postmortems.shared import clock
from postmortems.shared.hours import Hours

WEEK = (1, 2, 3, 4, 5)
BERLIN = Hours(zone="Europe/Berlin", starts=dt.time(9), ends=dt.time(17), days=WEEK)
THURSDAY = dt.date(2026, 11, 26)
ALL = {step.kind: step for step in STEPS}


def local(text: str, zone: str = "Europe/Berlin") -> dt.datetime:
    told = dt.datetime.fromisoformat(text)
    return clock.at(told.date(), told.time(), zone)


def said(moment: dt.datetime, zone: str = "Europe/Berlin") -> str:
    return f"{clock.local(moment, zone):%a %d %b %H:%M}"


LONG_AGO = local("2026-11-02 10:00")
HEARD = local("2026-11-19 09:30")
PROMISED = Promised(state="accepted", hours=BERLIN, touched_at=LONG_AGO, due_on=THURSDAY)


def life(promised: Promised, *, until: str = "2027-03-01", off: tuple[str, str] = ("", "")) -> list[str]:
    """What is asked about an item that nobody ever answers, with whom and when. The machine may be off for a while."""
    heard, now, end = [], promised.touched_at, local(until)
    off_from, off_to = (local(day) if day else now for day in off)
    while now < end and (asked := next_asked(promised, now=now, rules=DEFAULTS)):
        if off_from < asked.at < off_to:
            now = off_to
            continue
        late = "" if promised.hours.day_of(asked.at) == asked.planned_on else " late"
        where = " (in the app)" if asked.step.in_app else ""
        kind = asked.step.kind.removeprefix("action_")
        heard.append(f"{said(asked.at, promised.hours.zone)}{late}: {kind} -> {asked.to.value}{where}")
        promised, now = left_open(promised, asked), asked.at
    return heard


def test_the_table():
    """Promised for Thursday 26 November in Berlin; nobody ever answers. Five working days between any two."""
    assert life(PROMISED) == [
        "Thu 19 Nov 09:30: due_soon -> owner",
        "Thu 26 Nov 09:30: due -> owner",
        "Thu 03 Dec 09:30: in_the_way -> owner",
        "Thu 10 Dec 09:30: replan -> owner and keeper",
        "Wed 16 Dec 09:30: room_soon -> owner (in the app)",
        "Thu 17 Dec 09:30: room -> team",
    ]  # four without an answer, a working day's notice, then the team once, then silence


def test_what_is_offered_is_asked_the_next_morning():
    assert life(replace(PROMISED, state="offered"))[:2] == [
        "Tue 03 Nov 09:30: offered -> owner",
        "Thu 19 Nov 09:30: due_soon -> owner",
    ]


def test_what_has_no_date_is_offered_and_then_left_alone():
    assert life(replace(PROMISED, state="offered", due_on=None)) == ["Tue 03 Nov 09:30: offered -> owner"]
    assert life(replace(PROMISED, due_on=None)) == []


def test_the_effect_is_asked_about_on_its_day():
    done = replace(PROMISED, state="done", effect_check_on=dt.date(2026, 12, 26))  # a Saturday
    assert life(done) == ["Mon 28 Dec 09:30: effect -> owner and keeper"]
    assert life(replace(done, effect_check_on=None)) == []


@pytest.mark.parametrize("state", ["done", "declined"])
def test_what_is_over_is_not_spoken_of(state):
    assert life(replace(PROMISED, state=state)) == []


def test_what_has_no_home_any_more_is_said_once_to_who_keeps_the_review():
    assert life(replace(PROMISED, has_home=False)) == ["Mon 02 Nov 10:00: needs_home -> keeper"]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-28", "Mon 23 Nov 09:30"),  # due on a Saturday
        ("2026-11-29", "Mon 23 Nov 09:30"),  # due on a Sunday
        ("2026-12-01", "Tue 24 Nov 09:30"),
    ],
)
def test_five_working_days_before_a_day_of_the_weekend(due, expected):
    heard = life(replace(PROMISED, due_on=dt.date.fromisoformat(due)))
    assert heard[0] == f"{expected}: due_soon -> owner"
    assert len(heard) == 6


def test_what_was_promised_at_short_notice_is_heard_of_on_its_day_only():
    short = replace(PROMISED, touched_at=local("2026-11-23 15:00"))
    assert life(short)[0] == "Thu 26 Nov 09:30: due -> owner"


def test_what_was_promised_today_for_today_is_heard_of_when_it_is_silent():
    today = replace(PROMISED, touched_at=local("2026-11-26 10:00"))
    assert life(today)[0] == "Thu 03 Dec 09:30: in_the_way -> owner"


def test_offered_at_short_notice_there_are_still_five_working_days_between_two_messages():
    """The date falls into the rest; the question of its day comes when the rest is over, and says that it is late."""
    offered = replace(PROMISED, state="offered", touched_at=local("2026-11-23 15:00"))
    assert life(offered)[:3] == [
        "Tue 24 Nov 09:30: offered -> owner",
        "Tue 01 Dec 09:30 late: due -> owner",
        "Tue 08 Dec 09:30 late: in_the_way -> owner",
    ]


def test_after_four_messages_without_a_word_the_owner_is_left_in_peace():
    """Offered, and never answered: who keeps the review is asked alone."""
    assert life(replace(PROMISED, state="offered")) == [
        "Tue 03 Nov 09:30: offered -> owner",
        "Thu 19 Nov 09:30: due_soon -> owner",
        "Thu 26 Nov 09:30: due -> owner",
        "Thu 03 Dec 09:30: in_the_way -> owner",
        "Thu 10 Dec 09:30: replan -> keeper",
        "Wed 16 Dec 09:30: room_soon -> owner (in the app)",
        "Thu 17 Dec 09:30: room -> team",
    ]


def test_what_is_put_off_is_heard_of_on_its_new_day_and_not_before():
    asleep = replace(PROMISED, snoozed_until=dt.date(2026, 12, 10))
    assert life(asleep)[:2] == ["Thu 10 Dec 09:30: due -> owner", "Thu 17 Dec 09:30: in_the_way -> owner"]
    assert life(replace(PROMISED, snoozed_until=dt.date(2026, 11, 20)))[0] == "Fri 20 Nov 09:30 late: due_soon -> owner"


def test_a_closed_ticket_ends_the_reminders_and_asks_once():
    closed = replace(PROMISED, ticket_closed_at=local("2026-11-20 16:00"), told_at=None)
    assert life(closed) == ["Mon 23 Nov 09:30: ticket_closed -> owner"]


def test_days_off_and_holidays_are_no_days_of_silence():
    away = replace(BERLIN, place="DE", off=((dt.date(2026, 12, 1), dt.date(2026, 12, 11)),))
    assert life(replace(PROMISED, hours=away))[1:4] == [
        "Thu 26 Nov 09:30: due -> owner",
        "Wed 16 Dec 09:30: in_the_way -> owner",
        "Wed 23 Dec 09:30: replan -> owner and keeper",
    ]


def test_mail_once_a_week_comes_on_its_day_and_says_that_it_is_late():
    weekly = replace(BERLIN, mail_days=(1,))
    assert life(replace(PROMISED, hours=weekly))[:3] == [
        "Mon 23 Nov 09:30 late: due_soon -> owner",
        "Mon 30 Nov 09:30 late: due -> owner",
        "Mon 07 Dec 09:30 late: in_the_way -> owner",
    ]


def test_the_numbers_are_the_organisations():
    later = replace(DEFAULTS, due_soon=2, in_the_way=7, replan=14, room=21, rest=7)
    first = next_asked(PROMISED, now=LONG_AGO, rules=later)
    assert first is not None
    assert said(first.at) == "Tue 24 Nov 09:30"


@pytest.mark.parametrize(
    ("touched", "told", "expected"),
    [
        ("2026-11-20 11:00", {"action_due_soon"}, "Thu 26 Nov 09:30: due"),  # said "still right": its day is its day
        ("2026-11-30 11:00", {"action_due_soon", "action_due"}, "Mon 07 Dec 09:30: in_the_way"),
        ("2026-12-04 11:00", {"action_due_soon", "action_due", "action_in_the_way"}, "Fri 18 Dec 09:30: replan"),
        ("2026-12-11 11:00", {"action_in_the_way", "action_replan"}, "Thu 31 Dec 09:30: room_soon"),
    ],
)
def test_any_word_about_it_starts_the_silence_anew(touched, told, expected):
    spoken = replace(PROMISED, touched_at=local(touched), told=dict.fromkeys(told, HEARD), told_at=HEARD)
    assert life(spoken)[0].startswith(expected)


def test_whoever_said_that_it_is_blocked_is_not_asked_what_is_in_the_way():
    blocked = replace(PROMISED, state="blocked", touched_at=local("2026-11-27 11:00"))
    assert life(blocked)[0] == "Fri 11 Dec 09:30: replan -> owner and keeper"


def test_a_new_owner_starts_from_zero():
    """What the one before them was told is not told to them, so the silence begins with them."""
    fresh = replace(PROMISED, state="offered", touched_at=local("2026-12-04 11:00"), told={}, told_at=None)
    assert [line.partition(": ")[2].partition(" ")[0] for line in life(fresh)] == [
        "offered", "in_the_way", "replan", "room_soon", "room",
    ]  # fmt: skip


def test_the_third_move_asks_the_team_the_next_morning():
    moved = replace(
        PROMISED,
        due_on=dt.date(2027, 1, 14),
        touched_at=local("2026-12-01 14:00"),
        room_asked_at=local("2026-12-01 14:00"),
    )
    assert life(moved)[0] == "Wed 02 Dec 09:30: room -> team"
    rested = replace(moved, told_at=local("2026-11-30 09:30"))
    assert life(rested)[0] == "Mon 07 Dec 09:30 late: room -> team"


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        (("2026-11-19 08:00", "2026-11-19 11:00"), ["Thu 19 Nov 11:00: due_soon", "Thu 26 Nov 09:30: due"]),
        (("2026-11-19 08:00", "2026-11-19 14:00"), ["Fri 20 Nov 09:30 late: due_soon", "Fri 27 Nov 09:30 late: due"]),
        (("2026-11-19 08:00", "2026-11-23 07:00"), ["Mon 23 Nov 09:30 late: due_soon", "Mon 30 Nov 09:30 late: due"]),
        (("2026-11-19 08:00", "2026-11-27 07:00"), ["Fri 27 Nov 09:30 late: due", "Fri 04 Dec 09:30 late: in_the_way"]),
        (
            ("2026-11-19 08:00", "2026-12-15 07:00"),
            ["Tue 15 Dec 09:30 late: in_the_way", "Tue 22 Dec 09:30 late: replan"],
        ),
        (("2026-11-19 08:00", "2027-02-15 07:00"), []),  # nobody is asked about November in February
    ],
)
def test_a_machine_that_was_off_asks_once_and_says_that_it_is_late(off, expected):
    heard = life(PROMISED, off=off)
    assert [line.partition(" ->")[0] for line in heard][: len(expected) or 1] == expected


@pytest.mark.parametrize(
    ("zone", "days", "expected"),
    [
        ("America/New_York", WEEK, "Thu 19 Nov 09:30"),
        ("Asia/Kathmandu", WEEK, "Thu 19 Nov 09:30"),
        ("Pacific/Apia", WEEK, "Thu 19 Nov 09:30"),
        ("Europe/Berlin", (7, 1, 2, 3, 4), "Thu 19 Nov 09:30"),  # Sunday to Thursday
        ("Europe/Berlin", (4,), "Thu 22 Oct 09:30"),  # one day a week
        ("Europe/Berlin", (), "Sat 21 Nov 09:30"),  # nothing said: every day
    ],
)
def test_everything_is_reckoned_in_the_owners_own_days(zone, days, expected):
    of = replace(BERLIN, zone=zone, days=days)
    slot = slot_of(ALL["action_due_soon"], replace(PROMISED, hours=of, touched_at=local("2026-01-01 10:00")), DEFAULTS)
    assert slot is not None
    assert said(slot, zone) == expected


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_a_year_of_dates_keeps_every_promise_of_the_policy(zone):
    """Each day of a year is the due date of an item that nobody answers, over both changes of the clock."""
    of = replace(BERLIN, zone=zone)
    for number in range(366):
        due = dt.date(2026, 1, 15) + dt.timedelta(days=number)
        item = Promised(
            state="accepted", hours=of, touched_at=clock.at(due, dt.time(10), zone) - dt.timedelta(days=30), due_on=due
        )
        heard: list[dt.datetime] = []
        now = item.touched_at
        while asked := next_asked(item, now=now, rules=DEFAULTS):
            there = clock.local(asked.at, zone)
            assert (there.isoweekday() in WEEK, there.time()) == (True, dt.time(9, 30))
            now = asked.at
            if not asked.step.in_app:
                assert not heard or of.add(of.day_of(heard[-1]), 5) <= there.date()
                heard.append(asked.at)
            item = left_open(item, asked)
        assert len(heard) == 5
