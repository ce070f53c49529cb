"""Every rule meets its own examples and keeps the tone of the house."""

import re

import pytest

from postmortems.language import Level, check
from postmortems.language.rules import BY_ID, RULES

EXAMPLES = [(rule.id, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("rule_id", "text"), EXAMPLES)
def test_rule_meets_its_example(rule_id: str, text: str) -> None:
    assert rule_id in {finding.rule for finding in check(text).findings}


def test_rule_ids_are_unique_and_every_rule_has_a_source() -> None:
    assert len(BY_ID) == len(RULES)
    assert all(rule.source and rule.examples for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_speaks_of_the_sentence_and_asks_one_question(rule) -> None:
    said = f"{rule.why} {rule.question}".lower()
    assert not re.search(r"\b(you|your|blame|invalid|please|forbidden|error:)\b", said)
    assert rule.question.count("?") == 1
    assert rule.question.endswith("?")
    assert rule.why.endswith(".")


def test_self_blame_is_met_with_warmth() -> None:
    (finding,) = check("My fault.").findings
    assert finding.rule == "self"
    assert finding.why == "That is harder on one person than the facts are."


def test_first_refusal_reads_as_promised() -> None:
    (finding,) = check("Priya forgot to check the drain list before pushing the config.").findings
    assert finding.level is Level.BLAME
    assert finding.why == "*Priya forgot to check* ends the story early: the next push meets the same screen."
    assert finding.question == "What would have shown the drain list at that moment?"
    assert finding.suggestion == "Pushing the config can go ahead before the drain list is checked, because ___."
