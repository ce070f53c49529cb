"""What a page shows beside refused words."""

import pytest

from postmortems.language import Finding, Level, Verdict, check
from postmortems.wording.forms import SettleForm
from postmortems.wording.refusal import Offer, begun, coaching

BLAMING = "Priya forgot to check the drain list before pushing the config."


def finding(**given) -> Finding:
    told = {
        "start": 0,
        "end": 5,
        "rule": "failing",
        "level": Level.BLAME,
        "why": "*Priya* ends it.",
        "question": "Why?",
    }
    return Finding(**(told | given))


def test_a_fair_sentence_needs_no_coaching():
    assert coaching(Verdict(Level.OK)) is None


def test_the_marked_words_stand_between_what_is_said_of_them():
    said = coaching(Verdict(Level.BLAME, (finding(why="Here *Priya * forgot* ends the story early."),)))
    assert (said.before, said.marked, said.after) == ("Here ", "Priya * forgot", " ends the story early.")


def test_a_reason_without_marked_words_is_told_whole():
    said = coaching(Verdict(Level.BLAME, (finding(why="That is harder on one person than the facts are."),)))
    assert (said.before, said.marked, said.after) == ("That is harder on one person than the facts are.", "", "")


def test_the_worst_finding_speaks_even_when_a_milder_one_stands_first():
    mild = finding(level=Level.COACH, question="And what else?")
    assert coaching(Verdict(Level.BLAME, (mild, finding()))).question == "Why?"


def test_each_offer_is_cut_at_its_gap():
    words = "The push tool lets a change through without ___."
    said = coaching(Verdict(Level.BLAME, (finding(suggestion=words, suggestions=(words,)),)))
    assert said.offers == (
        Offer(before="The push tool lets a change through without ", after=".", words=words, has_gap=True),
    )


def test_no_offer_is_made_where_nothing_honest_can_be_said():
    assert coaching(Verdict(Level.BLAME, (finding(),))).offers == ()


def test_a_real_refusal_has_all_its_parts():
    said = coaching(check(BLAMING, people=["Priya Raman"]))
    assert said.is_refusal
    assert said.question.endswith("?")
    assert said.marked.startswith("Priya forgot to check")
    assert len(said.offers) == 3
    assert all(offer.has_gap and check(offer.words).level == Level.OK for offer in said.offers)


@pytest.mark.parametrize(
    ("sent", "held"),
    [
        ({"decision": "allow"}, "reason"),
        ({"decision": "reword"}, "offer"),
        ({}, "decision"),
    ],
)
def test_settling_asks_for_what_the_answer_needs(sent, held):
    assert set(SettleForm(sent).errors) == {held}


@pytest.mark.parametrize(
    ("words", "begun_words"),
    [
        ("Priya forgot it.", "The tool ___."),
        ("It was 14:02. Priya forgot it. Then it was over.", "It was 14:02. The tool ___. Then it was over."),
        ("First line\nPriya forgot it\n\nLast line", "First line\nThe tool ___.\n\nLast line"),
        ("🙂 Fine. Priya forgot it", "🙂 Fine. The tool ___."),
    ],
)
def test_an_offer_takes_the_place_of_its_sentence_alone(words, begun_words):
    one = finding(start=words.index("Priya"), end=words.index("Priya") + 5, suggestions=("The tool ___.",))
    assert begun(words, "The tool ___.", Verdict(Level.BLAME, (one,))) == begun_words


def test_an_offer_whose_sentence_is_gone_stands_alone():
    assert begun("Something else.", "The tool ___.", Verdict(Level.OK)) == "The tool ___."


def test_places_are_told_as_a_browser_counts_them():
    words = "🙂 Priya forgot it"
    assert coaching(Verdict(Level.BLAME, (finding(start=2, end=7),)), words).at == 3
