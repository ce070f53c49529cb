"""What stands at a place, around the words that were looked for. The words of people are escaped here."""

import re
from itertools import islice

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from postmortems.library.asking import Asked
from postmortems.library.places import compiled
from postmortems.library.words_asked import to_mark
from postmortems.shared.text import trusted

# Signs of nobody's writing (Unicode keeps them for private use), which become <mark> only after everything is escaped.
OPENS, CLOSES = "\ue000", "\ue001"
LONG = 220  # characters that are shown whole
PLACES, SIDE = 2, 300  # places of each word that an excerpt is sought at, and characters on either side of one
MARKS = f"StartSel={OPENS}, StopSel={CLOSES}"
WHOLE = f"{MARKS}, HighlightAll=true"
AROUND = f'{MARKS}, MaxFragments=2, MaxWords=26, MinWords=12, FragmentDelimiter=" … "'
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
SIGNS = re.compile(r"[*_`~]+(?=\S)|(?<=\S)[*_`~]+|^\s*(?:#{1,6}|>|[-+]|\d+\.)\s+", re.MULTILINE)


def plain(words: str) -> str:
    """Markdown as it is read aloud, roughly: an excerpt begins and ends anywhere."""
    unmarked = SIGNS.sub("", LINK.sub(r"\1", words))
    return " ".join(unmarked.replace(OPENS, "").replace(CLOSES, "").split())


def excerpts(words: dict[int, str], asked: Asked) -> dict[int, SafeString]:
    """For each document (its words as this reader may read them) what to show of it, as safe HTML; one query."""
    if not asked.says_something or not words:
        said = {pk: plain(text[: LONG * 10]) for pk, text in words.items()}
        return {pk: trusted(escape(Truncator(text).chars(LONG))) for pk, text in said.items()}
    near = _near(asked)
    said = {pk: plain(_cut(text, near)) for pk, text in words.items()}
    return {pk: _marked(text) for pk, text in _around(said, asked).items()}


def _near(asked: Asked) -> list[re.Pattern[str]]:
    """For each thing asked for, what stands where it may: its beginnings, before the language bends them."""
    words = [rf"\b{re.escape(stem)}" for stem in asked.stems]
    phrases = [r"\W+(?:\w+\W+){0,3}".join(re.findall(r"\w+", phrase)) for phrase in asked.phrases]
    return [re.compile(one, re.IGNORECASE) for one in (*words, *(rf"\b{phrase}" for phrase in phrases))]


def _cut(text: str, near: list[re.Pattern[str]]) -> str:
    """What stands around the first places of a long text: reading ten long stories takes longer than finding them. The
    whole of a text in which no letters say where.
    """
    if len(text) <= SIDE * 2:
        return text
    found = sorted(match.start() for one in near for match in islice(one.finditer(text), PLACES))
    spans: list[tuple[int, int]] = []
    for at in found:
        first, last = max(0, at - SIDE), min(len(text), at + SIDE)
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return " … ".join(_whole_words(text, first, last) for first, last in spans) or text


def _whole_words(text: str, first: int, last: int) -> str:
    part = text[first:last]
    if first:
        part = part.partition(" ")[2]
    return part.rpartition(" ")[0] if last < len(text) else part


def _around(said: dict[int, str], asked: Asked) -> dict[int, str]:
    """PostgreSQL knows which forms of a word fit; the words it reads are those given here, not those of the table."""
    found = compiled(to_mark(asked))
    options = [WHOLE if len(text) <= LONG else AROUND for text in said.values()]
    with connection.cursor() as cursor:
        # The expression is the ORM's own; what people typed is in the values.
        cursor.execute(
            f"SELECT t.pk, ts_headline('english', t.words, {found.sql}, t.options) "  # nosec
            "FROM unnest(%s::bigint[], %s::text[], %s::text[]) t(pk, words, options)",
            [*found.values, list(said), list(said.values()), options],
        )
        return dict(cursor.fetchall())


def _marked(text: str) -> SafeString:
    return trusted(escape(text).replace(OPENS, "<mark>").replace(CLOSES, "</mark>"))
