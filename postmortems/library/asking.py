"""What somebody typed into the search: words, "phrases in quotes", and -words that must not be there. Pure."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.library.compounds import two

MOST, LONG = 8, 60  # words that are looked for, and characters of one
PIECE = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
NUMBER = re.compile(r"(?i:pir)[- ]?(\d{1,9})")

# What people type for things that have another name here.
CALLED_HERE: dict[str, str | Promise] = {
    "root cause": _("What other tools call a root cause stands here under “What made it possible”."),
    "rca": _("What other tools call a root cause stands here under “What made it possible”."),
    "human error": _("Here a human error is where the story begins. Look under “What made it possible”."),
    "mttr": _("How long things took is told on each review, minute by minute from onset; means are not shown."),
}


@dataclass(frozen=True)
class Asked:
    """`typed` is as it stands in the field; a phrase is looked for word after word. `stems` are what its words begin
    with in every form that fits, and `also` how else a word is written, once the database was asked (words_asked.py).
    """

    typed: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def number(self) -> int | None:
        """The number of a review, where nothing else is asked for."""
        found = NUMBER.fullmatch(self.typed.strip())
        return int(found[1]) if found else None

    @property
    def called_here(self) -> str | Promise:
        """A word about what this is called here; empty for nothing."""
        return CALLED_HERE.get(" ".join(self.typed.casefold().split()), "")

    def other_word(self, word: str, other: str) -> str:
        """The same search with another word in its place."""
        return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _found: other, self.typed, count=1)


def asked(typed: str) -> Asked:
    """The first eight words and phrases; letters and digits count, signs only part them."""
    found: dict[str, list[str]] = {"word": [], "phrase": [], "without": []}
    for piece in PIECE.finditer(typed):
        said = (piece["phrase"] if piece["word"] is None else piece["word"])[:LONG].strip()
        if any(sign.isalnum() for sign in said):
            kind = "without" if piece["sign"] else "phrase" if piece["word"] is None else "word"
            found[kind] += two(said) if kind == "word" else [said]
    words, phrases, without = (tuple(dict.fromkeys(found[kind]))[:MOST] for kind in ("word", "phrase", "without"))
    return Asked(typed, words, phrases, without)
