"""The numbers of the policy, in working days of whoever is asked. Pure; an administrator may change them."""

from dataclasses import dataclass

LEAST_REST = 5  # twice a week did worse than once (PRACTICE.md section 5): less often is possible, more often is not
MOST_UNANSWERED = 4  # messages about one item; then its owner is left in peace


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The defaults are those of PRACTICE.md sections 1 and 5.

    About an action item: `due_soon` before its day; `in_the_way`, `replan` and `room` after it, or after the last word;
    `rest` between two messages. About a review: `undecided` after it was put on record; `gathering` after that began;
    `late` and `late_note` after it was over. `question`: after it was asked.
    """

    due_soon: int = 5
    in_the_way: int = 5
    replan: int = 10
    room: int = 15
    rest: int = LEAST_REST
    undecided: int = 5
    gathering: int = 7  # more than six
    late: int = 11  # shared within ten
    late_note: int = 6  # shared within five
    question: int = 3
    list_day: int = 1  # ISO weekday
    sends_letter: bool = True
    sends_look_back: bool = False


DEFAULTS = Rules()
