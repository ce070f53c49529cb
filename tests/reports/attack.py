"""An attacker who holds the database, the logs and the mails, and wants to know which of six people told which report
(RELIABILITY bar 13). Each strategy is one idea; each gives the person it would name, for as many reports as it can.

What they know besides: who did what openly and when (the audit record), how each person is called in the logs, and
what anybody with an account saw after each moment at which somebody was busy.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import comb
from typing import Any

Row = dict[str, Any]
Guesses = dict[str, int]  # by the key of a report: the key of a person
OWN = ("postmortems_report", "postmortems_message")
SOON = dt.timedelta(minutes=30)


@dataclass
class Hand:
    """Everything that was found. `busy`: who did something openly, and when; `seen`: after which of these moments a
    report first stood on a page.
    """

    tables: dict[str, list[Row]] = field(default_factory=dict)
    logs: list[tuple[dt.datetime, str]] = field(default_factory=list)
    called: dict[str, int] = field(default_factory=dict)  # what stands for somebody in a log line
    busy: list[tuple[dt.datetime, int]] = field(default_factory=list)
    seen: dict[str, dt.datetime] = field(default_factory=dict)

    @property
    def reports(self) -> list[Row]:
        return self.tables["postmortems_report"]

    def others(self) -> Iterator[Row]:
        for name, rows in self.tables.items():
            if name not in OWN:
                yield from rows

    def before(self, moment: dt.datetime) -> int | None:
        """Who was busy last before that moment."""
        return next((person for at, person in reversed(self.busy) if at <= moment), None)


def chance_of(hits: int, of: int, one_in: int) -> float:
    """How likely so many hits or more are for somebody who only guesses."""
    p = 1 / one_in
    return sum(comb(of, k) * p**k * (1 - p) ** (of - k) for k in range(hits, of + 1))


def _in_order(hand: Hand, order: Callable[[Row], Any]) -> Guesses:
    """The reports of a day in this order, beside the people in the order in which they were busy the day before."""
    by_day = defaultdict(list)
    for report in hand.reports:
        by_day[report["shown_on"]].append(report)
    guesses: Guesses = {}
    for day, reports in by_day.items():
        before = max(at.date() for at, _person in hand.busy if at.date() < day)
        people = [person for at, person in hand.busy if at.date() == before]
        guesses |= {
            str(report["id"]): person for report, person in zip(sorted(reports, key=order), people, strict=False)
        }
    return guesses


def by_key_order(hand: Hand) -> Guesses:
    """Keys that grow with time, as UUIDv7 and counted ones do."""
    return _in_order(hand, lambda row: row["id"].int)


def by_place(hand: Hand) -> Guesses:
    """Rows lie in the order in which they were written."""
    return _in_order(hand, lambda row: tuple(map(int, re.findall(r"\d+", row["ctid"]))))


def by_transaction(hand: Hand) -> Guesses:
    """The number of a row's transaction lies between those of the audit record."""
    marks = sorted((int(row["xmin"]), row["actor_id"]) for row in hand.tables["postmortems_auditentry"])
    guesses: Guesses = {}
    for report in hand.reports:
        earlier = [person for number, person in marks if number < int(report["xmin"]) and person]
        if earlier:
            guesses[str(report["id"])] = earlier[-1]
    return guesses


def by_moment(hand: Hand) -> Guesses:
    """A moment in the row itself, or in any row that names the report or quotes it: who was busy just before?"""
    guesses: Guesses = {}
    for report in hand.reports:
        rows = [report, *(row for row in hand.others() if _is_about(row, report))]
        moments = [value for row in rows for value in row.values() if isinstance(value, dt.datetime)]
        person = hand.before(min(moments)) if moments else None
        if person:
            guesses[str(report["id"])] = person
    return guesses


def by_person(hand: Hand) -> Guesses:
    """A row of somebody's own that names the report or quotes it: a draft, a session, words that were held."""
    people, guesses = set(hand.called.values()), {}
    for report in hand.reports:
        for row in hand.others():
            named = {row[name] for name in row if name.endswith("_id") and row[name] in people}
            if named and _is_about(row, report):
                guesses[str(report["id"])] = named.pop()
    return guesses


def by_log(hand: Hand) -> Guesses:
    """A line that names the report or quotes it: who was busy just before?"""
    guesses: Guesses = {}
    for report in hand.reports:
        at = next((at for at, line in hand.logs if _names(line, report)), None)
        person = hand.before(at) if at else None
        if person:
            guesses[str(report["id"])] = person
    return guesses


def by_size(hand: Hand) -> Guesses:
    """A line about somebody with the number of characters or bytes that the report has."""
    guesses: Guesses = {}
    for report in hand.reports:
        sizes = {str(len(report["happened"])), str(len(report["happened"].encode()))}
        for _at, line in hand.logs:
            person = next((person for name, person in hand.called.items() if name in line), None)
            if person and sizes & set(re.findall(r"\d+", line)):
                guesses[str(report["id"])] = person
    return guesses


def by_mail(hand: Hand) -> Guesses:
    """A message about reports that was queued while somebody was busy."""
    guesses: Guesses = {}
    for report in hand.reports:
        for row in hand.tables["postmortems_delivery"]:
            is_about = _is_about(row, report) or str(report["shown_on"]) in row["about"]
            if is_about and (person := hand.before(row["created_at"])):
                guesses.setdefault(str(report["id"]), person)
    return guesses


def by_watching(hand: Hand) -> Guesses:
    """After whose moment did it first stand on a page?"""
    return {key: person for key, at in hand.seen.items() if (person := hand.before(at))}


def _is_about(row: Row, report: Row) -> bool:
    return any(_names(str(value), report) for value in row.values() if isinstance(value, (str, dict, list, bytes)))


def _names(words: str, report: Row) -> bool:
    key = report["id"]
    return str(key) in words or key.hex in words or report["happened"] in words


STRATEGIES: tuple[Callable[[Hand], Guesses], ...] = (
    by_key_order, by_place, by_transaction, by_moment, by_person, by_log, by_size, by_mail, by_watching,
)  # fmt: skip
