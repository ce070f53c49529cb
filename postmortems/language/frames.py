"""Questions and starts as data: each family's frames, filled with the words of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from postmortems.language.words import lines

_SLOT = re.compile(r"\{(\w+)\}")
_AGREE = re.compile(r"<([^|>]*)\|([^>]*)>")


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence with slots, ``one`` for a single thing and ``many`` for several."""

    words: str
    needs: frozenset[str]
    one: str
    many: str

    @classmethod
    def read(cls, words: str) -> Template:
        """The template of one line."""
        one, many = (_AGREE.sub(rf"\{k}", words) for k in (1, 2))
        return cls(words, frozenset(_SLOT.findall(words)), one, many)

    def filled(self, slots: dict[str, str], plural: bool) -> str | None:
        """The sentence, or None when a slot it needs is empty."""
        for need in self.needs:
            if not slots.get(need):
                return None
        said = (self.many if plural else self.one).format_map(slots)
        return said[0].upper() + said[1:]


@dataclass(slots=True)
class Family:
    """The question of a family of acts, and its starts: of each group the first that fits."""

    question: Template
    starts: list[list[Template]] = field(default_factory=list)


@cache
def families() -> dict[str, Family]:
    """Every family of ``frames.txt`` by its name."""
    found: dict[str, Family] = {}
    name = ""
    for line in lines("frames.txt"):
        mark, words = line[0], line[2:].strip()
        if mark == "[":
            name = line.strip("[]")
            continue
        template = Template.read(words)
        if mark == "?":
            found[name] = Family(template)
        elif mark == "-":
            found[name].starts.append([template])
        else:
            found[name].starts[-1].append(template)
    return found


@cache
def verbs() -> dict[tuple[str, str], str]:
    """Family by ("undone" or "done", verb)."""
    found: dict[tuple[str, str], str] = {}
    for line in lines("families.txt"):
        head, _, words = line.partition(":")
        kind, _, family = head.partition(" ")
        found |= {(kind, verb): family for verb in words.split()}
    return found


def starts(name: str, slots: dict[str, str], plural: bool) -> list[str]:
    """The starts of a family that the slots can fill, in order."""
    said: list[str] = []
    for group in families()[name].starts:
        for template in group:
            if filled := template.filled(slots, plural):
                said.append(filled)
                break
    return said
