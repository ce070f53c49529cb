"""The interface: levels, offsets, names, lexicon, other languages, odd input."""

import copy
import dataclasses
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortems.language import Finding, Level, Lexicon, Verdict, check


def test_levels_compare_by_weight_not_by_alphabet() -> None:
    assert Level.OK < Level.COACH < Level.BLAME
    assert max([Level.COACH, Level.BLAME, Level.OK]) is Level.BLAME
    assert Level.BLAME >= Level.COACH
    assert Level.OK <= Level.OK
    assert Level("coach") == "coach"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "🙈", "___", "42"])
def test_nothing_said_is_ok(text: str) -> None:
    assert check(text) == Verdict(Level.OK, ())


def test_offsets_index_into_the_text_as_given() -> None:
    text = "  Café ☕ status:\n\n- **Cause** — Priya’s mistake.\n- @kpark ignored the `WARN` lines"
    found = [(text[f.start : f.end], f.level.value) for f in check(text).findings]
    assert found == [("Priya’s mistake", "blame"), ("@kpark ignored the `WARN` lines", "blame")]


def test_verdict_level_is_the_worst_finding() -> None:
    verdict = check("We rushed the release. Human error did the rest.")
    assert [f.level for f in verdict.findings] == [Level.COACH, Level.BLAME]
    assert verdict.level is Level.BLAME


def test_known_people_are_persons_whatever_their_name() -> None:
    text = "zqx-7 and Postgrid skipped the dry run."
    assert check(text).level == "ok"
    assert check(text, people=["Anna Postgrid"]).level == "blame"


def test_products_are_software_whatever_their_name() -> None:
    assert check("Marta ignored the retry header.").level == "blame"
    assert check("Marta ignored the retry header.", products=["Marta"]).level == "ok"


def test_lexicon_adds_words_and_allows_phrases() -> None:
    text = "The grand vizier skipped the dry run."
    lexicon = Lexicon(people=frozenset({"Grand Vizier"}))
    assert (check(text).level, check(text, lexicon=lexicon).level) == ("ok", "blame")
    text = "Operator error is the name of our rock band."
    assert check(text).level == "blame"
    assert check(text, lexicon=Lexicon(allowed=frozenset({"operator error"}))).level == "ok"
    assert check("Hermes ignored it.", lexicon=Lexicon(products=frozenset({"hermes"}))).level == "ok"
    night = Lexicon(products=frozenset({"Marta Gate"}))
    assert check("Marta Gate ignored it.").level == "blame"
    assert check("Marta Gate ignored it.", lexicon=night).level == "ok"


@pytest.mark.parametrize(
    "text",
    [
        "Das System ist ausgefallen, weil der Ingenieur vergessen hat, das Zertifikat zu erneuern.",
        "La ingeniera olvidó renovar el certificado y el servicio cayó durante dos horas.",
        "L'opérateur a oublié de vérifier la liste avant de pousser la configuration.",
        "エンジニアが証明書の更新を忘れた。",
    ],
)
def test_other_languages_are_left_alone(text: str) -> None:
    assert check(text).level == "ok"


def test_quoted_customer_words_are_coached_at_most() -> None:
    assert check("> Your engineer ignored my ticket.").level == "coach"
    assert check("Your engineer ignored my ticket.").level == "blame"


def test_answer_depends_on_the_arguments_alone() -> None:
    text = "Kofi forgot the index, we rushed, and the step was skipped by the technician."
    assert check(text) == check(text)


def test_findings_are_frozen() -> None:
    (finding,) = check("Operator error.").findings
    assert isinstance(finding, Finding)
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding.rule = "other"  # type: ignore[misc]


def test_a_finding_is_a_plain_value_whether_its_words_were_read_or_not() -> None:
    text = "Priya forgot to check the drain list before pushing the config."

    def fresh() -> Finding:
        return check(text).findings[0]

    read = fresh()
    assert read.suggestions
    plain = Finding(**dataclasses.asdict(fresh()))
    assert plain == fresh() == read
    assert hash(plain) == hash(fresh()) == hash(read)
    assert repr(plain) == repr(fresh())
    assert pickle.loads(pickle.dumps(fresh())) == copy.copy(fresh()) == copy.deepcopy(fresh()) == plain
    milder = dataclasses.replace(fresh(), level=Level.COACH)
    assert (milder.level, milder.suggestions) == (Level.COACH, read.suggestions)
    assert milder != read
    assert not hasattr(fresh(), "author")


words = st.sampled_from(
    [
        "Priya",
        "forgot",
        "had",
        "if",
        "the",
        "engineer",
        "by",
        "error",
        "not",
        "careless",
        "`x`",
        "because",
        ",",
        ".",
        "\n",
        ">",
        "-",
        "'",
        "’s",
        "@ro",
        "was",
    ]
)


def nested(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Quotes, brackets, lists and emphasis around each other, as deep as they come."""
    marks = st.sampled_from(["({})", "“{}”", '"{}"', "> {}", "- {}", "**{}**", "`{}`", "{}; {}", "{}, who {}, {}"])
    return st.tuples(marks, parts).map(lambda pair: pair[0].replace("{}", pair[1]))


sentence = st.lists(words, max_size=40).map(" ".join)
long = st.tuples(sentence, st.integers(1, 60)).map(lambda pair: (pair[0] + " ") * pair[1])


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300), sentence, long, st.recursive(sentence, nested, max_leaves=8)))
def test_any_text_gets_ordered_findings_inside_it(text: str) -> None:
    verdict = check(text)
    edge = 0
    for finding in verdict.findings:
        assert edge <= finding.start < finding.end <= len(text)
        assert finding.why
        assert finding.question
        assert finding.level > Level.OK
        edge = finding.end
        assert finding.suggestion is None or check(finding.suggestion).level is Level.OK
    assert verdict.level == max((f.level for f in verdict.findings), default=Level.OK)
