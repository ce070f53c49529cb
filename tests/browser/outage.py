"""What somebody who carries an outage through the pages has to know of it (carrying.py)."""

from dataclasses import dataclass

Told = tuple[str, str, str, str]  # day, time, kind, words


@dataclass(frozen=True)
class Condition:
    """A sentence, how it is sorted, and words of the entry that shows it. `accepted` is why it stays for now."""

    says: str
    kind: str
    lives: str
    shown_by: str
    accepted: str = ""


@dataclass(frozen=True)
class Promise:
    """What will exist, whose it is, which condition it answers, and how strong it is."""

    says: str
    done_when: str
    whose: str
    answers: str
    strength: str


@dataclass(frozen=True)
class Outage:
    """What its published account says, in our own words."""

    noticed: str
    title: str
    since: str
    service: str
    times: dict[str, str]  # label of a field of the facts -> day and time
    found_by: str
    felt: str
    summary: str
    expected: str
    gap: str
    lessons: str
    story: tuple[Told, ...]
    conditions: tuple[Condition, ...]
    helped: tuple[str, ...]
    promises: tuple[Promise, ...]
    thanks: str
    question: str
    answer: str
    different: str
