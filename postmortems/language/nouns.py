"""A thing a text names: one noun phrase, without its owner and without a verdict on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from postmortems.language.lists import nouns

_NOUNS = nouns()
_SCIENCES = frozenset(
    {"physics", "electronics", "logistics", "mathematics", "economics", "ethics", "politics", "avionics", "hydraulics"}
    | {"robotics", "genetics", "informatics", "forensics", "optics", "acoustics"}
)
_LOOSE = frozenset({"", "some", "any", "two", "three", "four", "five", "six", "several", "many", "few"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A technical noun phrase: ``bare`` without article, ``article`` as the text has it, tokens up to ``end``."""

    bare: str
    head: str
    article: str
    plural: bool
    start: int
    end: int
    wrong: bool = False
    name: bool = False

    @property
    def definite(self) -> str:
        """ "the drain list", "the wrong region"; a name stays a name."""
        return self.bare if self.name else f"the {'wrong ' * self.wrong}{self.bare}"

    @property
    def general(self) -> str:
        """As the text introduces it: "a public repository", "credentials", "the drain list"."""
        if self.article in ("a", "an") and not self.plural:
            return f"{self.article} {self.bare}"
        loose = self.plural and self.article in _LOOSE
        return self.bare if self.name or loose else f"the {self.bare}"


@lru_cache(maxsize=16384)
def article_of(word: str) -> str:
    """ "a" or "an", by how the word begins."""
    low = word.lstrip("`\"'").lower()
    vowel = low[:1] in "aeio" or (low[:1] == "u" and not low.startswith(("us", "uni", "ur")))
    spelt = word[:2].isupper() and word[0] in "AEFHILMNORSX"
    return "an" if (vowel and not word[:2].isupper() and not low.startswith(("one", "eu"))) or spelt else "a"


@lru_cache(maxsize=16384)
def is_plural(head: str) -> bool:
    """Does this head take "are"? Told by a list and by its last letters."""
    low = head.strip("`").lower()
    if low in _NOUNS["plural"]:
        return True
    return low.endswith("s") and low not in _NOUNS["uncountable"] | _SCIENCES and not low.endswith(("ss", "us", "is"))


def many(words: str) -> str:
    """ "node" to "nodes", "query" to "queries"."""
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("s", "x", "ch", "sh")) else "s")


def joined(one: Thing, two: Thing) -> Thing:
    """ "the lab and the ward"."""
    bare = one.plural and two.plural and not (one.article or two.article)  # "millilitres and milligrams"
    second = two.bare if bare else two.definite
    return Thing(f"{one.bare} and {second}", two.head, "the", True, one.start, two.end, name=one.name or bare)
