"""Words that some write as one and some as two: backup, back up; on-call, on call; healthcheck, health check. Pure.

Two words are one here only where somebody wrote them as one, and one is two where both halves are words by themselves:
no list says which, the words of the reviews do.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

# What verbs are joined with. They say nothing alone, and before or after a verb they change what it means.
SMALL = frozenset({"up", "down", "back", "over", "out", "off", "on", "in", "by", "through", "around", "away", "ahead"})
SHORTEST = 3  # letters of what is joined with one of them
HALF = 4  # letters of a half that is a word by itself, as short as known words are


@dataclass(frozen=True)
class Written:
    """Typed words as others may have written them. `also` is for each of `words` a query of the database's simple kind,
    which stands beside the word, or instead of it where the word is two; `stems` are what those forms begin with.
    """

    words: tuple[str, ...]
    also: dict[str, str] = field(default_factory=dict)
    stems: tuple[str, ...] = ()


def to_look_up(words: Collection[str]) -> list[str]:
    """The words whose being known decides how these may be written."""
    pairs = {one for a, b in pairwise(words) for one in joined(a, b)}
    halves = {half for word in words for both in _halves(word) for half in both}
    return sorted(pairs | halves | {f"{half}s" for half in halves})


def written(words: tuple[str, ...], known: Collection[str]) -> Written:
    """With those of `to_look_up` that are known. Two words that are one stand as one of the words, with a space."""
    kept, also, stems = list[str](), dict[str, list[str]](), list[str]()
    for word in words:
        before = kept[-1] if kept else ""
        ones = [one for one in joined(before, word) if one in known] if before else []
        if ones and {before.lower(), word.lower()} & SMALL:
            kept[-1] = f"{before} {word}"
            also[kept[-1]] = [*(f"{one}:*" for one in ones), *also.pop(before, []), _phrase(before, word)]
            stems += [*ones, *(bases(before) if word.lower() in SMALL else [word])]
            continue
        kept.append(word)
        for one in (before, word) if ones else ():
            also.setdefault(one, []).extend(f"{joined_one}:*" for joined_one in ones)
            stems += ones
        for a, b in _apart(word, known):
            also.setdefault(word, []).append(_phrase(a, b))
            stems += [a if b in SMALL else b]
    said = {word: " | ".join(dict.fromkeys(ones)) for word, ones in also.items()}
    return Written(tuple(dict.fromkeys(kept)), said, tuple(dict.fromkeys(stems)))


def two(word: str) -> list[str]:
    """Roll-back as roll, back; any other word as it is."""
    first, sign, second = word.partition("-")
    return [first, second] if sign and {first.lower(), second.lower()} & SMALL and second.isalpha() else [word]


def joined(first: str, second: str) -> list[str]:
    """Both as one word, the first as it is and without its ending: rolled back, rollback."""
    if not (_is_plain(first) and _is_plain(second)):
        return []
    ones = [first.lower(), *bases(first)] if second.lower() in SMALL else [first.lower()]
    seconds = [second.lower(), *bases(second)]
    return list(dict.fromkeys(a + b for a in ones for b in seconds))


def bases(word: str) -> list[str]:
    """Itself, and what it may be a form of: "setting" of set, "timed" of time. Some are no words; nothing is found by
    those.
    """
    word, found = word.lower(), list[str]()
    for ending in ("ing", "ed", "s"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= SHORTEST:
            found += [bare, *([f"{bare}e"] if ending != "s" else [])]
            found += [bare[:-1]] if ending != "s" and bare[-1] == bare[-2] and len(bare) > SHORTEST else []
    return [word, *found]


def forms(verb: str) -> list[str]:
    """Its forms as English makes them, the irregular ones aside."""
    bare, doubled = verb.removesuffix("e"), verb + verb[-1]
    twice = [] if verb[-1] in "aeiouwxy" else [f"{doubled}ed", f"{doubled}ing"]
    return [verb, f"{verb}s", f"{bare}ed", f"{bare}ing", *twice]


def _apart(word: str, known: Collection[str]) -> list[tuple[str, str]]:
    return [(a, b) for a, b in _halves(word) if {a, b} & SMALL or all({one, f"{one}s"} & set(known) for one in (a, b))]


def _halves(word: str) -> list[tuple[str, str]]:
    """Where this word could be two; a small word of them needs no known one beside it."""
    if not _is_plain(word) or len(word) < 2 + SHORTEST:
        return []
    ones = [one for one in bases(word) if len(one) >= 2 + SHORTEST]
    small = [(one[: -len(end)], end) for one in ones for end in SMALL if one.endswith(end)]
    small += [(start, one.removeprefix(start)) for one in ones for start in SMALL if one.startswith(start)]
    small = [(a, b) for a, b in small if len(max(a, b, key=len)) >= SHORTEST and b.removesuffix("s") not in SMALL - {b}]
    large = [(word.lower()[:at], word.lower()[at:]) for at in range(HALF, len(word) - HALF + 1)]
    return [*dict.fromkeys(small), *large]


def _phrase(first: str, second: str) -> str:
    """One after the other, in the forms that the larger one takes beside a small one."""
    ones = {first.lower()} if first.lower() in SMALL and second.lower() not in SMALL else _all_forms(first)
    seconds = {second.lower()} if second.lower() in SMALL else _all_forms(second)
    return f"(({' | '.join(sorted(ones))}) <-> ({' | '.join(sorted(seconds))}))"


def _all_forms(word: str) -> set[str]:
    itself, *others = bases(word)
    return {itself, *(form for base in others or [itself] for form in forms(base))}


def _is_plain(word: str) -> bool:
    return re.fullmatch(r"[a-zA-Z]{2,40}", word) is not None
