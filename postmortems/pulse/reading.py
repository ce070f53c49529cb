"""What a team reads of a round: one number a question, beside its own earlier ones. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from postmortems.pulse.counting import Sums, answered, mean
from postmortems.pulse.questions import LEAST, MOST, QUESTIONS, Question
from postmortems.pulse.rounds import Round
from postmortems.shared.handful import FEWEST

# Among five, one person who answers two steps lower moves a mean by 0.4: less than half a step says nothing.
SAYS_SOMETHING = 0.5
LENGTH = 200  # of the line on which a mean is drawn


@dataclass(frozen=True)
class Reading:
    """One round: how many answered, and the mean of each question that five or more of them answered."""

    asked: Round
    answered: int
    means: dict[str, float]

    @property
    def is_enough(self) -> bool:
        return self.answered >= FEWEST


@dataclass(frozen=True)
class Line:
    """One question over the rounds; `now` is the newest and `earlier` the ones before, nearest first."""

    question: Question
    now: float | None
    earlier: list[float]

    @property
    def moved(self) -> str:
        """How it stands to the round before: "up", "down", "same", or nothing where there is none."""
        if self.now is None or not self.earlier:
            return ""
        by = round(self.now - self.earlier[0], 1)
        return "same" if abs(by) < SAYS_SOMETHING else "up" if by > 0 else "down"

    @property
    def place(self) -> float:
        """Where the newest number lies on the line."""
        return place_of(self.now) if self.now is not None else 0

    @property
    def places(self) -> list[float]:
        return [place_of(value) for value in self.earlier]


def reading(asked: Round, sums: Sums) -> Reading:
    means = {question.slug: mean(question, sums) for question in QUESTIONS}
    return Reading(asked, answered(sums), {slug: value for slug, value in means.items() if value is not None})


def lines(rounds: Sequence[Reading]) -> list[Line]:
    """Question by question, for the rounds from the newest on; none without a round."""
    if not rounds:
        return []
    newest, *before = rounds
    return [
        Line(
            question,
            newest.means.get(question.slug),
            [one.means[question.slug] for one in before if question.slug in one.means],
        )
        for question in QUESTIONS
    ]


def place_of(value: float) -> float:
    return round((value - LEAST) / (MOST - LEAST) * LENGTH, 1)
