"""Who hears that a review waits: once its owner, once those who facilitate, then nobody. Plain dates, no database."""

import datetime as dt
from dataclasses import replace

import pytest

from postmortems.followup.policy import To
from postmortems.followup.rules import DEFAULTS
from postmortems.followup.stuck import Waiting, next_asked_of_review, question_asked
from tests.followup.test_policy import BERLIN, local, said

MONDAY = local("2026-11-02 14:00")
REVIEW = Waiting(state="incident", hours=BERLIN, filed_at=MONDAY)


def life(review: Waiting, *, until: str = "2027-02-01") -> list[str]:
    """What is asked about a review with which nothing happens."""
    heard, now = [], review.filed_at
    while (asked := next_asked_of_review(review, now=now, rules=DEFAULTS)) and asked.at < local(until):
        kind = asked.step.kind.removeprefix("review_")
        heard.append(f"{said(asked.at)}: {kind} -> {asked.to.value}")
        if asked.to is To.POOL:
            review = replace(review, told_pool=review.told_pool | {asked.step.kind}, told_at=asked.at)
        else:
            review = replace(review, told={**review.told, asked.step.kind: asked.at}, told_at=asked.at)
        now = asked.at
    return heard


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["Mon 09 Nov 09:30: undecided -> keeper", "Mon 16 Nov 09:30: undecided -> facilitators"]),
        ({"has_owner": False}, ["Mon 09 Nov 09:30: undecided -> facilitators"]),
        ({"has_depth": True}, []),
        (
            {"state": "gathering", "has_depth": True, "gathering_since": MONDAY},
            ["Wed 11 Nov 09:30: gathering -> keeper", "Wed 18 Nov 09:30: gathering -> facilitators"],
        ),
        (
            {"state": "meeting", "has_depth": True, "over_at": MONDAY},
            ["Tue 17 Nov 09:30: late -> keeper", "Tue 24 Nov 09:30: late -> facilitators"],
        ),
        (
            {"state": "draft", "has_depth": True, "is_note": True, "over_at": MONDAY},
            ["Tue 10 Nov 09:30: late -> keeper", "Tue 17 Nov 09:30: late -> facilitators"],
        ),
        ({"state": "published", "over_at": MONDAY}, []),
        ({"state": "closed", "over_at": MONDAY}, []),
    ],
)
def test_one_mail_for_each_reason_to_the_owner_then_to_those_who_facilitate(changes, expected):
    assert life(replace(REVIEW, **changes)) == expected


def test_two_reasons_keep_five_working_days_between_them():
    assert life(replace(REVIEW, over_at=MONDAY)) == [
        "Mon 09 Nov 09:30: undecided -> keeper",
        "Mon 16 Nov 09:30: undecided -> facilitators",
        "Mon 23 Nov 09:30: late -> keeper",
        "Mon 30 Nov 09:30: late -> facilitators",
    ]


def test_a_question_waits_three_working_days_and_is_said_once():
    asked = question_asked(BERLIN, local("2026-11-19 16:00"), now=MONDAY, rules=DEFAULTS)
    assert asked is not None
    assert said(asked.at) == "Tue 24 Nov 09:30"
    late = local("2026-11-19 16:00") + dt.timedelta(days=60)
    assert question_asked(BERLIN, local("2026-11-19 16:00"), now=late, rules=DEFAULTS) is None
