"""Sums of answers: raised by one person's answers, and read as one number a question. Pure."""

from collections.abc import Mapping

from postmortems.pulse.questions import ANSWERS, QUESTIONS, Question
from postmortems.shared.handful import FEWEST

# How often each answer was given, from "not at all" to "fully", by question.
Sums = Mapping[str, list[int]]


def raised(sums: Sums, answers: Mapping[str, int]) -> dict[str, list[int]]:
    """Every sum of every question, also those that stay as they were: what is written tells nothing of who wrote it."""
    return {question.slug: _raised(question, sums, answers.get(question.slug)) for question in QUESTIONS}


def _raised(question: Question, sums: Sums, answer: int | None) -> list[int]:
    given = sums.get(question.slug) or [0] * len(ANSWERS)
    return [times + (value == answer) for value, times in zip(ANSWERS, given, strict=True)]


def answered(sums: Sums) -> int:
    """How many people gave any answer, as far as sums can tell: of the question that most of them answered."""
    return max((sum(given) for given in sums.values()), default=0)


def mean(question: Question, sums: Sums) -> float | None:
    """Between one and five, more is safer; nothing for fewer than five answers."""
    given = sums.get(question.slug, [])
    times = sum(given)
    if times < FEWEST:
        return None
    return sum(question.value(answer) * n for answer, n in zip(ANSWERS, given, strict=True)) / times
