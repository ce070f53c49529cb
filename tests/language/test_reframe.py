"""What opens the second story: a question and up to three starts, built from the words of the text alone."""

import json
import re
from pathlib import Path

import pytest

from postmortems.language import Finding, Level, check, table
from postmortems.language.frames import families
from tests.language.starts import blaming

HERE = Path(__file__).parent
ROWS = [
    json.loads(line)
    for name in ("sentences.jsonl", "more_sentences.jsonl")
    for line in (HERE / name).read_text("utf-8").splitlines()
]
FOUND = [(row["text"], finding) for row in ROWS for finding in check(row["text"]).findings]
SMALL = {
    "the",
    "a",
    "is",
    "was",
    "were",
    "of",
    "to",
    "in",
    "on",
    "at",
    "with",
    "and",
    "that",
    "what",
    "this",
    "before",
    "when",
}


def first(text: str) -> Finding:
    return check(text).findings[0]


def test_most_refused_texts_get_a_start_and_nearly_all_of_those_get_two() -> None:
    refused = [finding for _, finding in FOUND if finding.level is Level.BLAME]
    given = [finding for finding in refused if finding.suggestions]
    assert len(given) >= 0.7 * len(refused)
    assert sum(len(f.suggestions) > 1 for f in given) >= 0.9 * len(given)


def test_the_first_start_is_the_suggestion_and_there_are_three_at_most() -> None:
    for _, finding in FOUND:
        assert finding.suggestion == next(iter(finding.suggestions), None)
        assert len(set(finding.suggestions)) == len(finding.suggestions) <= 3


def test_every_start_is_ok_has_one_gap_and_reads_as_a_sentence() -> None:
    for _, finding in FOUND:
        for start in finding.suggestions:
            assert check(start).level is Level.OK, start
            assert start.count("___") == 1, start
            assert re.fullmatch(r"[A-Z`].*[^ ,]\.", start), start
            assert not re.search(r"\b(the|a|an) (the|a|an)\b|  | ,|<|>|\{|\*|\b(\w+) \2\b", start), start


def test_every_start_for_every_blaming_sentence_is_ok_and_open() -> None:
    starts = {start for text in blaming() for finding in check(text).findings for start in finding.suggestions}
    assert len(starts) > 2_000
    assert not [start for start in starts if check(start).level is not Level.OK]
    assert not [start for start in starts if start.count("___") != 1 or not re.fullmatch(r"[A-Z`].*[^ ,]\.", start)]


def test_every_start_keeps_a_word_of_its_text() -> None:
    for text, finding in FOUND:
        words = set(re.findall(r"\w+", text.lower()))
        words |= {f"{word}s" for word in words}  # "every node" as "the nodes"
        for start in finding.suggestions:
            own = words & set(re.findall(r"\w+", start.lower()))
            assert own - SMALL, (text, start)


def test_questions_never_ask_why_or_who_and_never_say_you() -> None:
    for _, finding in FOUND:
        assert finding.question.count("?") == 1
        said = finding.question.lower().replace("the one who joins", "")
        assert not re.search(r"\b(why|who|whose|you|your|he|she|his|her)\b", said)
        assert not re.search(r"\b(the|a|an) (the|a|an)\b|  |<|>|\{|\*", finding.question), finding.question


def test_each_frame_is_ok_by_itself() -> None:
    """The words around the slots never carry blame, whatever thing stands in them."""
    words = {
        "T": "the drain list", "A": "a drain list", "t": "drain list", "one": "drain list", "done": "checked",
        "doing": "checking", "base": "check", "act": "pushing the config", "when": "pushing the config",
        "after": "the audit", "without": "without waiting for CI", "omitted": "waiting for CI", "state": "open",
        "gap": "without", "with": "with failing tests", "ready": "is done", "U": "the allow list",
        "unmis": "attributed", "v": "value", "E": "the release",
        "fact": "the flag is global", "then": "when the trace changed",
    }  # fmt: skip
    for name, family in families().items():
        starts = [template for group in family.starts for template in group]
        assert all(template.needs - {"gap", "base", "doing"} for template in starts), f"{name}: a set phrase"
        for template in (family.question, *(t for group in family.starts for t in group)):
            said = template.filled(words, plural=False)
            assert said, template
            assert check(said).level is Level.OK, said


def test_the_page_of_a_hundred_texts_is_current() -> None:
    assert table.PAGE.read_text("utf-8") == table.page(), "run python -m postmortems.language.table"


def test_the_page_shows_a_hundred_texts_and_each_start_is_ok() -> None:
    texts = [line for line in table.texts() if not line.startswith("## ")]
    assert len(set(texts)) == len(texts) == 100
    answered = [table.shown(text).suggestions for text in texts]
    assert sum(map(bool, answered)) >= 85
    assert not [start for starts in answered for start in starts if check(start).level is not Level.OK]


BEGINNINGS = [
    ("Bo forgot to renew the certificate.", "The certificate can run out without ___."),
    ("Petr let the disk fill up on the build server.", "The disk can fill up without ___."),
    ("Ravi ran the cleanup script on the live database by mistake.",
     "The cleanup script can be run on the live database without ___."),
    ("Kim pasted the wrong token into the form.", "What tells one token from another is ___."),
    ("The nurse typed the wrong dose into the pump interface.",
     "A wrong dose in the pump interface goes through without ___."),
    ("The plant operator opened the bypass valve instead of the drain valve.",
     "What tells the bypass valve from the drain valve is ___."),
    ("Yusuf merged without waiting for CI.", "Merging without waiting for CI is possible, because ___."),
    ("Luis accidentally merged the branch without a migration plan.",
     "The branch can be merged without a migration plan, because ___."),
    ("Someone forgot to re-enable the cron after maintenance.",
     "The maintenance can end before the cron is re-enabled, because ___."),
    ("Nils did not wait for the replica to catch up.",
     "It is possible to go on before the replica has caught up, because ___."),
    ("The nurse forgot to tell Dr. Zweig about the new pump.", "Word of the new pump goes out through ___."),
    ("Viktor disabled the rate limiter and never switched it back on.",
     "The work can go on before the rate limiter is switched back on, because ___."),
    ("Priya forgot to check the \"drain list\".", "The work can go on before the drain list is checked, because ___."),
    ("The care assistant left the cot side down.", "The cot side can stay down without ___."),
    ("The valve was left open by the previous shift's operator.", "The valve can stay open without ___."),
    ("A consultant left his credentials in a public notebook.", "The credentials can stay public without ___."),
    ("Kim restarted the node on a whim.", "The node can be restarted without ___."),
    ("The dispatcher's misinterpretation of the message delayed the ambulance.",
     "The message can be read in more than one way, because ___."),
    ("The DBA mistook production for staging.", "What tells production from staging is ___."),
    ("The oiler opened the wrong valve, then ran.", "What tells one valve from another is ___."),
    ("Everyone else managed to rotate their tokens.", "The tokens can stay in use without ___."),
    ("Rasmus forgot that the feature flag is global.", "That the feature flag is global shows in ___."),
    ("Kim should have known that the script Olek wrote deletes rows.", None),
    ("Arjun ignored the failing smoke tests.", "It is possible to go on past the failing smoke tests, because ___."),
    ("He was chatting instead of watching the tank.", "The work can go on before the tank is watched, because ___."),
    ("The outage was caused by Hannah restarting the broker.", "The broker can be restarted without ___."),
    ("The midwife did not call the consultant when the trace changed.",
     "When the trace changed, the sign that it was time to call was ___."),
    ("The pilot's improper landing flare.", "The landing flare depends on ___."),
    ("Due to Elin's negligence the index was dropped.", "The index can be dropped without ___."),
    ("The medic left no note.", "The work can go on before the note is left, because ___."),
    ("Kim forgot to drain node 7.", "The work can go on before node 7 is drained, because ___."),
]  # fmt: skip


def test_a_start_is_built_from_what_the_text_says() -> None:
    said = [(text, first(text).suggestion, start) for text, start in BEGINNINGS]
    assert not [one for one in said if one[1] != one[2]]


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Nadia ignored Zuzka's alert.", "zuzka"),
        ("Kim forgot to ask Bogumila before the upgrade.", "bogumila"),
        ("The surgeon's assistant forgot to scan the patient's wristband.", "patient"),
        ("The customer's admin pasted the secret into his own channel.", "customer"),
        ("The engineer ignored Xylander.", "xylander"),
    ],
)
def test_nobody_is_left_in_a_question_or_a_start(text: str, left_out: str) -> None:
    for finding in check(text).findings:
        assert left_out not in f"{finding.question} {finding.suggestions}".lower()


def test_names_that_are_known_here_are_not_built_on() -> None:
    text = "Kim forgot to check the grault before the push."
    assert "grault" in str(check(text).findings[0].suggestions)
    findings = check(text, people=["Ann Grault"]).findings
    assert not any("grault" in f"{finding.question} {finding.suggestions}" for finding in findings)


@pytest.mark.parametrize(
    "text",
    [
        "Staff error.", "QA was asleep at the wheel.", "The lineman climbed before the earth was on.",
        "The second mate dozed off on the bridge wing.", "Nadia was on her phone when the disk alert fired.",
    ],
)  # fmt: skip
def test_a_thing_that_only_stands_near_makes_no_start(text: str) -> None:
    finding = first(text)
    assert finding.question.endswith("?")
    assert finding.suggestion is None
    assert finding.suggestions == ()


def test_a_finding_that_names_nothing_opens_where_another_of_its_sentence_does() -> None:
    comment, told = check("The gate was there, but that's no excuse: Cormac forgot to lock the valve.").findings
    assert comment.rule == "contempt"
    assert comment.suggestions == told.suggestions
    assert comment.question == told.question


def test_the_tone_is_its_own_for_oneself_a_supplier_and_training() -> None:
    own, supplier, training = map(
        first, ("I misread the ticket.", "The vendor screwed up.", "Suspend the pharmacist pending retraining.")
    )
    assert own.question == "How did the ticket look before the outcome was known?"
    assert supplier.question == "What did we rely on, and what was our own margin?"
    assert training.question == "Good for the people here now: what will help the one who joins in May?"


def test_nothing_starts_from_what_was_sworn_asked_of_somebody_or_read_off() -> None:
    def starts(text: str) -> tuple[str, ...]:
        return check(text).findings[0].suggestions

    assert starts("Musa swore the backup was tested and did not look.") == ()
    assert "Changing the pump rate can go ahead without ___." in starts(
        "Efua might have checked with the ward before changing the pump rate."
    )
    assert "The wrong row can be read without ___." in starts("I read the wrong row off the sheet.")
    assert "The alarm can be turned off without ___." in starts("Kim carelessly turned the alarm off.")
