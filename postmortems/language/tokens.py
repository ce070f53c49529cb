"""Text to sentences of tokens with their offsets. One pass, no backtracking, any Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from postmortems.language.words import slips

_TOKEN = re.compile(
    r"""(?P<code>`[^`\n]{1,400}`|https?://[^\s)>\]]+)
      | (?P<handle>@[^\W_][\w]*(?:[.-]\w+)*)
      | (?P<small>[a-z]++(?![^\W_]|['’-][^\W_]|(?<=s)['’][ ]\w))[ ]?  # most words; the blank behind is read along
      | (?P<word>[^\W\d_][^\W_]*(?:['’-][^\W_]+)*(?:(?<=s)['’](?=[ ]\w))?)
      | (?P<number>\d[\w]*(?:[.,:/%-]\d\w*)*%?)
      | (?P<line>\n[ \t>]*(?:\n\s*|[-*+#|]+[ \t]|\d{1,3}[.)][ \t])?)
      | (?P<punct>[.!?;:,()"“”…—–|/=-])""",
    re.VERBOSE,
)
_ABBREVIATED = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "etc", "approx", "no"})
TITLES = frozenset({"mr", "mrs", "ms", "dr", "prof"})
_CONTRACTED = frozenset({"that", "it", "he", "she", "there", "what", "who", "here", "how", "where"})
_SLIPS = slips()
_CLITICS = ("'s", "'ll", "'ve", "'re", "'d", "'m")


@dataclass(slots=True)
class Token:
    """A word, a piece of code or a mark.

    ``low`` is lower case, straight quotes, possessive ending and spelling slip mended; ``camel`` tells a capital
    further in, as software likes it ("ArgoCD", "DNS").
    """

    start: int
    end: int
    low: str
    kind: str
    capital: bool = False
    possessive: bool = False
    quoted: bool = False
    camel: bool = False


def _word(match: re.Match[str], kind: str) -> list[Token]:
    word = match.group()
    low = word.lower()
    capital, (start, end) = word[0] != low[0], match.span()
    if "'" not in low and "’" not in low:
        return [Token(start, end, _SLIPS.get(low, low), kind, capital, camel=not word[1:].islower())]
    low = low.replace("’", "'")
    if low.endswith("s'"):
        return [Token(start, end, low[:-1], kind, capital, True)]
    for clitic in _CLITICS:
        if low.endswith(clitic) and len(low) > len(clitic):
            owns = clitic == "'s" and low[:-2] not in _CONTRACTED
            stem = Token(start, end, low[: -len(clitic)], kind, capital, owns, camel=not word[1:].islower())
            return [stem] if owns else [stem, Token(end, end, clitic, "word")]
    return [Token(start, end, low, kind, capital)]


def _mark_ends(mark: str, before: Token | None, text: str, end: int) -> bool:
    if mark == "." and before is not None and before.low in _ABBREVIATED:
        return False
    return end >= len(text) or text[end] in " \n\t\"”')*_"


def _line_ends(line: str, before: Token | None) -> bool:
    return line.strip(" \t") != "\n" or (before is not None and before.low in ".!?:")


def sentences(text: str) -> Iterator[list[Token]]:
    """Yield the sentences of ``text`` in order; list items, headings and table cells count as sentences."""
    current: list[Token] = []
    quoted = text.lstrip(" \t\n").startswith(">")
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "small":
            word, start = match["small"], match.start()
            current.append(Token(start, start + len(word), _SLIPS.get(word, word), "word", False, False, quoted))
        elif kind in ("word", "handle"):
            current.extend(_word(match, kind))
            current[-1].quoted = current[-1].quoted or quoted
        elif kind in ("code", "number"):
            current.append(Token(*match.span(), match.group().lower(), kind, quoted=quoted))
        else:
            mark, (start, end) = match.group(), match.span()
            before = current[-1] if current else None
            if kind == "punct":
                ended = mark in ".!?…" and _mark_ends(mark, before, text, end)
                current.append(Token(start, end, mark, "punct"))
            else:
                ended = _line_ends(mark, before)
                quoted = ">" in mark or text.startswith(">", end)
            if ended and current:
                yield _mended(current)
                current = []
    yield from [_mended(current)] if current else []


def _mended(tokens: list[Token]) -> list[Token]:
    """ "should of known" was meant as "should have known", "the on call engineer" as "the on-call engineer"."""
    lows = [token.low for token in tokens]
    for k in [k for k, low in enumerate(lows[:-1]) if low in ("of", "on") and k]:
        if lows[k] == "of" and lows[k - 1] in ("should", "could", "would", "must", "might"):
            tokens[k].low = "of" if lows[k + 1] == "course" else "have"
        elif lows[k] == "on" and lows[k + 1] == "call" and lows[k - 1] in _BEFORE_ON_CALL:
            tokens[k].low = tokens[k + 1].low = "on-call"
    if TITLES.isdisjoint(lows):
        return tokens
    return [
        token for before, token in pairwise([None, *tokens]) if token and not (token.low == "." and _title_dot(before))
    ]


def _title_dot(before: Token | None) -> bool:
    """Is it the mark in "Dr. Halloran", which is one name?"""
    return before is not None and before.low in TITLES


_BEFORE_ON_CALL = frozenset({"the", "our", "an", "my", "primary", "secondary", "their"})
