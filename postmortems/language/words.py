"""Word classes, read once from the data files, and an organisation's additions to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Lexicon:
    """An organisation's own words, beside the built-in ones.

    ``people`` mean a person here ("sheriff", "release captain"), ``products`` mean software here ("Hermes", "Night
    Watch"), and ``allowed`` are phrases never held against a text ("error budget policy owner"). Case does not matter.
    """

    people: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()


def lines(name: str) -> list[str]:
    """The lines of one data file, without comments."""
    text = resources.files("postmortems.language").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def classes() -> dict[str, frozenset[str]]:
    """Every word class of ``classes.txt`` by its name, and the roles of ``roles.txt`` in both numbers."""
    found = listed("classes.txt")
    trades = listed("roles.txt")
    roles = frozenset().union(*trades.values())
    plurals = {form: role for role in roles for form in _plural(role)} | _NO_SINGULAR
    return found | {
        "roles": roles,
        "plural_roles": frozenset(plurals),
        "ambiguous_roles": found["ambiguous_roles"] | trades["either"],
        "trade": frozenset().union(*(words for name, words in trades.items() if name in _TRADES)),
    }


_TRADES = ("medicine", "rail", "air", "sea", "road", "factory", "school", "safety")
_NO_SINGULAR = {"individuals": "individual", "humans": "human"}


def _plural(role: str) -> tuple[str, ...]:
    if role.endswith("man") and role != "human":
        return (role[:-3] + "men",)
    if role.endswith(("ss", "ch")):
        return (role + "es",)
    return (role + "s",) if role not in ("person", "midwife") else ("persons", "midwives")


@cache
def listed(file: str) -> dict[str, frozenset[str]]:
    """The word classes of one data file by their names."""
    found: dict[str, frozenset[str]] = {}
    for line in lines(file):
        name, _, words = line.partition(":")
        found[name] = found.get(name, frozenset()) | frozenset(words.split())
    return found


@cache
def names(file: str) -> frozenset[str]:
    """The words of one name list, in lower case."""
    return frozenset(word for line in lines(file) for word in line.lower().split())


@cache
def participle(lemma: str) -> str | None:
    """The past participle of a verb the lists know, or None."""
    forms = verb_forms()
    return _participles().get(lemma) if lemma in forms else None


@cache
def _participles() -> dict[str, str]:
    return {lemma: form for form, (lemma, tags) in verb_forms().items() if "part" in tags}


@cache
def slips() -> dict[str, str]:
    """A word spelt in haste to the word that was meant."""
    return dict(line.split(": ") for line in lines("slips.txt"))


def regular(lemma: str) -> dict[str, str]:
    """Regular forms of a verb: s, past and participle (one form), ing."""
    vowels = "aeiou"
    if lemma.endswith("e"):
        return {"s": lemma + "s", "past": lemma + "d", "ing": lemma[:-1] + "ing"}
    if lemma.endswith("y") and lemma[-2] not in vowels:
        return {"s": lemma[:-1] + "ies", "past": lemma[:-1] + "ied", "ing": lemma + "ing"}
    s = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    double = lemma in _doubling() or (
        (len(lemma) == 3 or (len(lemma) == 4 and lemma[0] not in vowels))
        and lemma[-1] not in "wxyaeiou"
        and lemma[-2] in vowels
        and lemma[-3] not in vowels
    )
    stem = lemma + lemma[-1] if double else lemma
    return {"s": s, "past": stem + "ed", "ing": stem + "ing"}


@cache
def _doubling() -> frozenset[str]:
    """Verbs that double their last letter though the rule of length would not have it ("committed")."""
    return listed("verbs.txt")["doubling"] - {"dial", "cancel"}


@cache
def verb_classes() -> dict[str, frozenset[str]]:
    """What a verb says of the act, by lemma: ``fail``, ``harm``, ``slip``, ``watch`` and so on."""
    gathered: dict[str, set[str]] = {}
    for line in lines("verbs.txt"):
        name, _, words = line.partition(":")
        if name not in ("irregular", "doubling"):
            for lemma in words.split():
                gathered.setdefault(lemma, set()).add(name)
    return {lemma: frozenset(found) for lemma, found in gathered.items()}


@cache
def verb_forms() -> dict[str, tuple[str, frozenset[str]]]:
    """A verb form to its lemma and what it can be: base, s, past, part, ing."""
    irregular = {}
    for line in lines("verbs.txt"):
        if line.startswith("irregular:"):
            irregular = {entry.split()[0]: entry.split()[1:] for entry in line.partition(":")[2].split(";")}
    gathered: dict[str, tuple[str, set[str]]] = {}

    def put(form: str, lemma: str, tag: str) -> None:
        known = gathered.setdefault(form, (lemma, set()))
        if known[0] == lemma:
            known[1].add(tag)

    lemmas = sorted(set(verb_classes()) | set(irregular))
    for lemma in lemmas:
        forms = regular(lemma)
        past, part = irregular.get(lemma, (forms["past"], forms["past"]))
        for form, tag in ((lemma, "base"), (forms["s"], "s"), (past, "past"), (part, "part"), (forms["ing"], "ing")):
            put(form, lemma, tag)
    return {form: (lemma, frozenset(tags)) for form, (lemma, tags) in gathered.items()}


COMMON_NOUNS = names("common_nouns.txt")
GIVEN_NAMES = names("names.txt") | names("more_names.txt")
WORD_NAMES = names("word_names.txt")
PRODUCT_NAMES = names("product_names.txt")
