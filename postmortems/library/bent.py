"""Verbs whose forms share no beginning: lost and lose, took and take, froze and frozen. The database's language knows
endings only; the guard knows these verbs. Pure.
"""

from collections import defaultdict
from functools import cache

from postmortems.language.words import regular, verb_forms


def bent(word: str) -> tuple[str, ...]:
    """The other forms of an irregular verb, without those that begin like this one; none for any other word."""
    word = word.lower()
    return tuple(sorted(form for form in _together().get(word, ()) if not form.startswith(word)))


@cache
def _together() -> dict[str, frozenset[str]]:
    """Each form of an irregular verb with all of its forms."""
    forms: dict[str, set[str]] = defaultdict(set)
    past: dict[str, set[str]] = defaultdict(set)
    for form, (lemma, tags) in verb_forms().items():
        forms[lemma].add(form)
        if "past" in tags:
            past[lemma].add(form)
    irregular = [lemma for lemma in forms if regular(lemma)["past"] not in past[lemma]]
    return {form: frozenset(forms[lemma]) for lemma in irregular for form in forms[lemma]}
