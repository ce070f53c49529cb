"""Causes, what helped, and action items of a document."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from postmortems.timeline.importers.headings import Part
from postmortems.timeline.importers.listing import first_words, items_of, rows_of, sentences_of, tabbed_rows_of
from postmortems.timeline.importers.result import ImportedAction, ImportedCause, Unplaced

LONGEST_CAUSE, LONGEST_ACTION = 500, 300
# What a heading says about the conditions below it (factors/taxonomy.py: Sign).
SIGNS = {"causes": "possible", "trigger": "set_off", "well": "held_back", "lucky": "held_back", "wrong": "worse"}
_CAUSE = re.compile(
    r"\b(?:root|underlying|primary|main|proximate|direct|immediate|secondary|core) (?:cause|problem|issue)s?\b"
    r"[^.;]{0,80}?\b(?:was|were|is|are|lay|stemmed|involved|included)\b"
    r"|\b(?:was|were) (?:caused|triggered) by\b|\b(?:stemmed|resulted|originated) from\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\b(?:unknown|not (?:yet )?(?:known|identified|been identified)|unclear|under investigation)\b", re.I
)

# The kinds of action items that people use, as ours (actions/strength.py: Type).
TYPES = {
    **dict.fromkeys(["prevent", "prevention", "preventive", "preventative"], "prevent"),
    **dict.fromkeys(["mitigate", "mitigation", "limit"], "limit"),
    **dict.fromkeys(["detect", "detection", "monitoring", "alerting"], "detect"),
    **dict.fromkeys(["recover", "recovery", "restore"], "recover"),
    **dict.fromkeys(["repair", "fix", "fixes", "contain", "other"], "contain"),
    **dict.fromkeys(["process", "respond", "response"], "respond"),
    **dict.fromkeys(["learn", "training", "document", "documentation"], "spread"),
    **dict.fromkeys(["investigate", "investigation", "research"], "find_out"),
}
TYPES["other"] = ""
_WHAT = ("action item", "action", "item", "task", "description", "title", "what", "todo", "action items", "follow-up")
_WHO = ("owner", "owners", "assignee", "assigned to", "who", "responsible", "dri", "person")
_WHEN = ("due", "due date", "deadline", "when", "by", "eta", "target date", "date")
_STATE = ("status", "state", "done")
_DONE = re.compile(r"^\s*(?:done|completed?|closed|fixed|shipped|resolved|yes|✓|✅|\[x\])", re.I)
_GROUP = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+(\S.*)|\*\*([^*]{2,60})\*\*:?[ \t]*)$")
_NOTHING = re.compile(r"(?:none|n/a|nothing|tbd|-)\.?", re.IGNORECASE)  # what stands where no item does
_BOX = re.compile(r"^\[( |x|X)\]\s+")


def causes_of(part: Part) -> list[ImportedCause]:
    """One condition an item or paragraph."""
    sign = SIGNS[part.meaning]
    return [ImportedCause(first_words(item, LONGEST_CAUSE), sign) for item in items_of(part.lines)]


def causes_in_prose(paragraphs: Iterable[str]) -> list[ImportedCause]:
    """Sentences that say themselves that they name a cause, unless they say that it is unknown."""
    sentences = (sentence for paragraph in paragraphs for sentence in sentences_of(paragraph))
    found = [sentence for sentence in sentences if _CAUSE.search(sentence) and not _UNKNOWN.search(sentence)]
    return [ImportedCause(first_words(sentence, LONGEST_CAUSE), _sign_of(sentence)) for sentence in found]


def _sign_of(sentence: str) -> str:
    return "set_off" if re.search(r"\btriggered by\b", sentence, re.IGNORECASE) else "possible"


def actions_of(part: Part) -> list[ImportedAction]:
    """The rows of a table, or the items of a list; a heading among them ("Prevention") is the type of the next ones."""
    found: list[ImportedAction] = []
    for heading, lines in _groups(part.lines):
        type_of_all = TYPES.get(heading.lower(), "")
        found += [replace(action, type=action.type or type_of_all) for action in _actions_in(lines)]
    return found


def has_own_headings(part: Part) -> bool:
    """Whether its items are grouped under words that are no type of ours ("Short term")."""
    return any(heading and heading.lower() not in TYPES for heading, _lines in _groups(part.lines))


def _groups(lines: list[Unplaced]) -> Iterator[tuple[str, list[Unplaced]]]:
    heading, group = "", list[Unplaced]()
    for line in lines:
        if opened := _GROUP.match(line.text):
            yield heading, group
            heading, group = (opened[1] or opened[2]).strip(" :#"), []
        else:
            group.append(line)
    yield heading, group


def _actions_in(lines: list[Unplaced]) -> list[ImportedAction]:
    rows = list(rows_of(lines)) or list(tabbed_rows_of(lines, _WHAT))
    if rows:
        return [action for row in rows if (action := _from_row(row))]
    return [_from_item(item) for item in items_of(lines) if not item.startswith("|") and not _NOTHING.fullmatch(item)]


def _from_row(row: dict[str, str]) -> ImportedAction | None:
    sentence = _cell(row, _WHAT) or next((cell for cell in row.values() if cell), "")
    if not sentence:
        return None
    return ImportedAction(
        sentence=first_words(sentence, LONGEST_ACTION),
        type=TYPES.get(_cell(row, ("type", "kind", "category")).lower(), ""),
        owner=_cell(row, _WHO),
        due_on=_date(_cell(row, _WHEN)),
        is_done=bool(_DONE.match(_cell(row, _STATE))),
    )


def _from_item(item: str) -> ImportedAction:
    box = _BOX.match(item)
    words = item[box.end() :] if box else item
    return ImportedAction(sentence=first_words(words, LONGEST_ACTION), is_done=bool(box and box[1] != " "))


def _cell(row: dict[str, str], names: Iterable[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
