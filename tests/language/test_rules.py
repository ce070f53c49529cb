"""Every rule meets its own examples and keeps the tone of the house."""

import re

from postmortems.language import Level, check
from postmortems.language.rules import BY_ID, RULES


def test_every_rule_meets_its_examples() -> None:
    examples = [(rule.id, example) for rule in RULES for example in rule.examples]
    assert not [(name, text) for name, text in examples if name not in {found.rule for found in check(text).findings}]


def test_rule_ids_are_unique_and_every_rule_has_a_source() -> None:
    assert len(BY_ID) == len(RULES)
    assert all(rule.source and rule.examples for rule in RULES)


def test_rules_speak_of_the_sentence_and_ask_one_question() -> None:
    for rule in RULES:
        said = f"{rule.why} {rule.question}".lower()
        assert not re.search(r"\b(you|your|blame|invalid|please|forbidden|error:)\b", said), rule.id
        assert rule.question.count("?") == 1, rule.id
        assert rule.question.endswith("?"), rule.id
        assert rule.why.endswith("."), rule.id


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
