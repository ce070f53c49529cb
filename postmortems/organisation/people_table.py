"""Reading a table of people (CSV, or cells copied from a spreadsheet): name, address, teams, roles. Pure.

A table begins with a line that names its columns. Each line under it is understood, or given back with what is the
matter with it; a line is never understood in part.
"""

import csv
import io
from collections.abc import Collection, Iterator, Mapping

from postmortems.organisation.invite_lines import Line, Reading, Reason, Refused, name_from

COLUMNS = {
    "email": {"email", "e-mail", "mail", "address", "mail address", "email address"},
    "name": {"name", "display name", "full name", "person"},
    "teams": {"team", "teams", "group", "groups"},
    "roles": {"role", "roles", "does"},
}
ROLES = {
    "facilitator": "is_facilitator",
    "facilitates": "is_facilitator",
    "administrator": "is_administrator",
    "admin": "is_administrator",
    "administers": "is_administrator",
    "auditor": "is_auditor",
    "member": "",
    "engineer": "",
    "": "",
}
LONGEST_LINE = 2000  # characters


def columns_of(text: str) -> dict[str, int] | None:
    """Where each column stands, if the first line names them; None where this is no table."""
    head = next(iter(text.lstrip("\ufeff\n\r ").splitlines()), "")
    cells = _cells(head, _separator(head))
    found = {name: at for at, cell in enumerate(cells) for name, words in COLUMNS.items() if cell.casefold() in words}
    return found if "email" in found and len(cells) > 1 else None


def read_table(text: str, *, known: Collection[str], teams: Mapping[str, int]) -> Reading:
    """`known` are the addresses that somebody here has, `teams` the open teams by their names; both in lower case."""
    text = text.lstrip("\ufeff\n\r ")
    at, separator = columns_of(text) or {}, _separator(text.splitlines()[0])
    reading = Reading(head=text.splitlines()[0])
    for number, words in _lines(text):
        found = _understand(words, _cells(words, separator), at, number=number, teams=teams)
        reading.take(found, words, known=known)
    return reading


def _understand(
    words: str, cells: list[str], at: Mapping[str, int], *, number: int, teams: Mapping[str, int]
) -> Line | Refused:
    said = {name: cells[place] if place < len(cells) else "" for name, place in at.items()}
    chosen = [one.casefold() for one in _several(said.get("teams", ""))]
    roles = [one.casefold() for one in _several(said.get("roles", ""))]
    if unknown := [one for one in chosen if one not in teams]:
        return Refused(number, words, Reason.NO_TEAM, unknown[0])
    if odd := [one for one in roles if one not in ROLES]:
        return Refused(number, words, Reason.NO_ROLE, odd[0])
    email = said["email"].lower()
    if not email:
        return Refused(number, words, Reason.NO_ADDRESS)
    flags = frozenset(ROLES[one] for one in roles if ROLES[one])
    name = " ".join(said.get("name", "").split()) or name_from(email)
    told = ", ".join(_several(said.get("teams", "")) + _several(said.get("roles", "")))
    return Line(number, name, email, tuple(teams[one] for one in chosen), flags, told)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, words in enumerate(text.splitlines(), start=1):
        if number > 1 and words.strip(" \t,;"):
            yield number, words[:LONGEST_LINE]


def _separator(line: str) -> str:
    return max(",;\t", key=line.count)


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip() for row in csv.reader(io.StringIO(line), delimiter=separator) for cell in row]


def _several(cell: str) -> list[str]:
    """What stands in one cell, parted by a semicolon, a bar or a slash."""
    for sign in "|/":
        cell = cell.replace(sign, ";")
    return [" ".join(one.split()) for one in cell.split(";") if one.strip()]
