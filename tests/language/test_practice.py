"""The practice's 25 pairs, and weak causes and actions with questions of their own."""

import pytest

from postmortems.language import Level, check
from tests.language.rulings import misses

PAIRS = [
    (
        "Ana deployed without testing",
        "The pipeline let a build through with no test on production-sized data",
    ),
    (
        "The on-call ignored the alarm",
        "The alarm arrived among 60 others with the same priority and text",
    ),
    (
        "Human error during maintenance",
        "The console accepts a wildcard host and acts at once on all of them",
    ),
    (
        "Bo forgot to renew the certificate",
        "Expiry was kept in a personal calendar; nothing watches certificates",
    ),
    (
        "Careless copy and paste",
        "The value has to be moved by hand between two screens",
    ),
    (
        "Dev team failed to follow the procedure",
        "The written order cannot be followed when the queue is full",
    ),
    (
        "Support should have escalated sooner",
        "Support had no threshold for calling; the last three calls were closed as noise",
    ),
    (
        "The junior engineer didn't understand the system",
        "The failover is known to two people and written nowhere",
    ),
    (
        "Stupid configuration mistake",
        "The config loader accepts an unknown key and falls back in silence",
    ),
    (
        "He panicked and restarted everything",
        "Restart was the only recovery step in the runbook; partial restart is not offered",
    ),
    (
        "Nobody bothered to check the dashboard",
        "The dashboard is opened only by hand; no alarm points to it",
    ),
    (
        "The vendor screwed up",
        "We depend on one supplier with no cached copy and no agreed warning",
    ),
    (
        "Management didn't care about the risk",
        "The risk stood in a list without owner while the launch date was fixed",
    ),
    (
        "If only Kim had asked someone",
        "At 02:00 there is no second person on the rota for this service",
    ),
    (
        "QA missed the bug",
        "Checks cover one currency; the fault needs two",
    ),
    (
        "The reviewer rubber-stamped it",
        "The change was 2,400 lines of generated code with no summary",
    ),
    (
        "Lack of attention",
        "The task needs four hours of watching a screen with no signal of change",
    ),
    (
        "Wrong command typed",
        "Test and production differ by one letter in the prompt",
    ),
    (
        "Ops was too slow",
        "21 of 34 minutes went to finding who holds access",
    ),
    (
        "The team was lazy about documentation",
        "Releases close without a documentation step or time for it",
    ),
    (
        "She broke the build",
        "One failing module blocks every team; there is no isolation",
    ),
    (
        "They never listen to warnings",
        "Three hazard reports sat in a mailbox without owner",
    ),
    (
        "Poor judgement by the incident lead",
        "At 14:10 two signals pointed to the network and none to the database",
    ),
    (
        "Training problem",
        "Trained people meet it too: the menu order changes by role",
    ),
    (
        "I should have known better",
        "The sign I had then fitted the usual cause; the rare one has no own signal",
    ),
]


def test_what_was_written_first_is_held_and_what_came_of_it_passes() -> None:
    assert not [before for before, _ in PAIRS if check(before).level is Level.OK]
    assert not misses(("ok", after) for _, after in PAIRS)


@pytest.mark.parametrize(
    ("text", "rule", "question"),
    [
        ("Bad luck.", "luck", "What has to be in place so that the next time does not depend on luck?"),
        ("Be more careful.", "weak", "What will exist afterwards that does not exist today?"),
        ("Improve monitoring.", "weak", "What will exist afterwards that does not exist today?"),
        ("Ensure that everybody follows the runbook.", "weak", "What will exist afterwards that does not exist today?"),
        ("Raise awareness of the runbook.", "weak", "What will exist afterwards that does not exist today?"),
    ],
)
def test_a_weak_cause_or_action_is_asked_about(text: str, rule: str, question: str) -> None:
    (finding,) = check(text).findings
    assert (finding.rule, finding.level, finding.question) == (rule, Level.COACH, question)
    assert finding.suggestion is None


@pytest.mark.parametrize("text", ["Human error.", "Poor communication.", "Retrain the operators."])
def test_other_weak_ones_are_held_with_a_question(text: str) -> None:
    assert check(text).findings[0].question.endswith("?")


def test_an_action_that_names_what_will_exist_passes() -> None:
    actions = [
        "Add an alert on queue depth above 10,000 for five minutes.",
        "Improve the queue alarm so that it fires at 80 %.",
        "Put a second approver before the delete step.",
        "Train the model on new data.",
        "We increased the memory.",
    ]
    assert not misses(("ok", text) for text in actions)
