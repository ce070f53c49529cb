"""What stands at a place, around the words that were looked for. The words of people are escaped here."""

import re

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from postmortems.library.asking import Asked
from postmortems.library.places import compiled
from postmortems.library.words_asked import any_of
from postmortems.shared.text import trusted

# Signs of nobody's writing (Unicode keeps them for private use), which become <mark> only after everything is escaped.
OPENS, CLOSES = "\ue000", "\ue001"
LONG = 220  # characters that are shown whole
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
    said = {pk: plain(text) for pk, text in words.items()}
    if not asked.says_something or not said:
        return {pk: trusted(escape(Truncator(text).chars(LONG))) for pk, text in said.items()}
    return {pk: _marked(text) for pk, text in _around(said, asked).items()}


def _around(said: dict[int, str], asked: Asked) -> dict[int, str]:
    """PostgreSQL knows which forms of a word fit; the words it reads are those given here, not those of the table."""
    sql, values = compiled(any_of(asked))
    options = [WHOLE if len(text) <= LONG else AROUND for text in said.values()]
    with connection.cursor() as cursor:
        # The expression is the ORM's own; what people typed is in the values.
        cursor.execute(
            f"SELECT t.pk, ts_headline('english', t.words, {sql}, t.options) "  # nosec
            "FROM unnest(%s::bigint[], %s::text[], %s::text[]) t(pk, words, options)",
            [*values, list(said), list(said.values()), options],
        )
        return dict(cursor.fetchall())


def _marked(text: str) -> SafeString:
    return trusted(escape(text).replace(OPENS, "<mark>").replace(CLOSES, "</mark>"))
