"""Lists, paragraphs and tables of a Markdown part, as sentences."""

import re
from collections.abc import Container, Iterable, Iterator

from postmortems.timeline.importers.result import Unplaced

BULLET = re.compile(r"^(\s*)(?:[-*+•]|\d{1,3}[.)])\s+(.*)$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STARTS_ANEW = re.compile(r"\s*(?:#|\||[-*+•]\s|\d{1,3}[.)]\s)")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}.*$")
_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[A-Z\"“'`*\[(])")
_TIMES = re.compile(r"(?:time|when|date|timestamp)\b", re.IGNORECASE)
# A full stop after one of these ends no sentence.
_SHORT = re.compile(r"(?:\b[ap]\.m|\be\.g|\bi\.e|\bapprox|\bca|\bvs|\bNo|\bU\.S|\bSt|\bInc|\betc)\.$", re.IGNORECASE)


def broken_at_marks(lines: list[Unplaced]) -> list[Unplaced]:
    """Lines that were wrapped to a width, and are meant to end at `<br>`, as they are meant; others as they stand."""
    if not any(_BREAK.search(line.text) for line in lines):
        return lines
    found: list[Unplaced] = []
    goes_on = False
    for line in lines:
        pieces = _BREAK.split(line.text)
        first = pieces[0]
        if goes_on and first.strip() and not _STARTS_ANEW.match(first):
            found[-1] = Unplaced(found[-1].line, f"{found[-1].text} {first.strip()}")
        else:
            found.append(Unplaced(line.line, first))
        found += [Unplaced(line.line, piece) for piece in pieces[1:]]
        goes_on = bool(found[-1].text.strip()) and not found[-1].text.startswith("#")
    return found


def items_of(lines: list[Unplaced]) -> list[str]:
    """The items of lists, and paragraphs outside them, each on one line. Deeper items belong to the one above them."""
    items: list[str] = []
    open_item, top = False, 0
    for line in lines:
        bullet = BULLET.match(line.text)
        if not line.text.strip():
            open_item = False
        elif bullet and (not open_item or not items or len(bullet[1]) <= top):
            items.append(bullet[2].strip())
            open_item, top = True, len(bullet[1])
        elif open_item and items:
            items[-1] += " " + (bullet[2] if bullet else line.text).strip()
        else:
            items.append(line.text.strip().lstrip("> "))
            open_item, top = True, -1 if not bullet else len(bullet[1])
    return [item for item in map(_plain, items) if item]


def _plain(item: str) -> str:
    """Without the heading marks and the emphasis around the whole."""
    item = re.sub(r"^#+\s+", "", item).strip()
    whole = re.fullmatch(r"([*_]{1,3})([^*_]+)\1", item)
    return whole[2].strip() if whole else item


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph."""
    found: list[str] = []
    for piece in _END.split(" ".join(text.split())):
        if found and _SHORT.search(found[-1]):
            found[-1] += " " + piece
        else:
            found.append(piece)
    return [sentence for sentence in found if sentence]


def first_words(text: str, longest: int) -> str:
    """As many whole sentences from the start as fit into `longest` characters; else whole words and an ellipsis."""
    if len(text) <= longest:
        return text
    kept = ""
    for sentence in sentences_of(text):
        if len(kept) + len(sentence) + 1 > longest:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or text[: longest - 2].rsplit(" ", 1)[0] + " …"


def rows_of(lines: list[Unplaced]) -> Iterator[dict[str, str]]:
    """The rows of the first table, as cells by the words of its head in lower case; nothing when there is none."""
    table = [line.text for line in lines if line.text.strip().startswith("|") or line.text.count("|") > 1]
    if len(table) < 2 or not _RULE.match(table[1]):
        return
    head = [cell.lower() for cell in cells_of(table[0])]
    for row in table[2:]:
        if not _RULE.match(row):
            yield dict(zip(head, cells_of(row), strict=False))


def tabbed_rows_of(lines: list[Unplaced], heads: Container[str]) -> Iterator[dict[str, str]]:
    """The rows of a table as it comes out of a page or a sheet when it is copied: a tab between cells, and a first line
    in which one of these `heads` stands.
    """
    table = [[_plain(cell.strip()) for cell in line.text.split("\t")] for line in lines if "\t" in line.text.strip()]
    head = [cell.lower() for cell in table[0]] if table else []
    if any(cell in heads for cell in head):
        yield from (dict(zip(head, row, strict=False)) for row in table[1:])


def without_heads(lines: Iterable[Unplaced]) -> Iterator[Unplaced]:
    """The lines without the heads of tables of times: what stands over a rule, and says no more than "time"."""
    kept = list(lines)
    for line, following in zip(kept, [*kept[1:], None], strict=False):
        is_head = following is not None and "|" in line.text and _RULE.match(following.text)
        if not (is_head and _TIMES.match(cells_of(line.text)[0])):
            yield line


def cells_of(row: str) -> list[str]:
    """The cells of one line of a table; \\| is a bar inside a cell."""
    row = row.strip().removeprefix("|").removesuffix("|")
    return [_plain(cell.replace("\\|", "|").strip()) for cell in re.split(r"(?<!\\)\|", row)]
