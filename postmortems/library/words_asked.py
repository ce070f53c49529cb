"""Typed words as the database compares them with lexemes: its own functions, from migration 0024."""

from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Func, TextField, Value

from postmortems.library.asking import Asked
from postmortems.library.bent import bent
from postmortems.library.compounds import to_look_up, written

# Of each word that says something the beginnings of its forms; and which words are known.
SAYING = """
SELECT w, tsvector_to_array(to_tsvector('english', library_folded(w))) FROM unnest(%s::text[]) w
WHERE numnode(library_asked(w)) > 0
UNION ALL SELECT word, NULL FROM postmortems_knownword WHERE word = ANY(%s)
"""


class Word(SearchQuery):
    """A word as the language bends it, or as the beginning of a longer one."""

    def __init__(self, word: str) -> None:
        super().__init__(Value(word, output_field=TextField()))
        self.function = "library_asked"


class Phrase(SearchQuery):
    """Words that follow one another."""

    def __init__(self, words: str) -> None:
        folded = Func(Value(words, output_field=TextField()), function="library_folded", output_field=TextField())
        super().__init__(folded, config="english", search_type="phrase")


def understood(asked: Asked) -> Asked:
    """The same without the words that are in every text (the, was, of), with what else the others may be written like
    and begin with; one query.
    """
    said = [*asked.words, *asked.phrases]
    if not said:
        return asked
    with connection.cursor() as cursor:
        cursor.execute(SAYING, [said, to_look_up(asked.words)])
        found = cursor.fetchall()
    meant = {word: stems for word, stems in found if stems is not None}
    others = written(asked.words, {word for word, stems in found if stems is None})
    words = tuple(word for word in others.words if word in meant or word in others.also)
    phrases = tuple(phrase for phrase in asked.phrases if phrase in meant)
    forms = {word: found for word in words if word in meant and (found := bent(word))}
    also = others.also | {word: _any(others.also.get(word), found) for word, found in forms.items()}
    stems = [*(stem for word in words for stem in (*meant.get(word, ()), *forms.get(word, ()))), *others.stems]
    beginnings = tuple(dict.fromkeys(map(_beginning, stems)))
    return replace(asked, words=words, phrases=phrases, stems=beginnings, also=tuple(also.items()))


def _any(one: str | None, others: tuple[str, ...]) -> str:
    """Each of these will do, as PostgreSQL's queries say it."""
    return " | ".join(others if one is None else (one, *others))


def _beginning(stem: str) -> str:
    """The stem of "expiries" is "expiri": an i at the end stands for a y as well."""
    return stem[:-1] if stem.endswith("i") and len(stem) > 2 else stem


def each(asked: Asked) -> list[Any]:
    """Everything that has to be there, one by one."""
    also = dict(asked.also)
    return [*(_written(word, also.get(word, "")) for word in asked.words), *map(Phrase, asked.phrases)]


def _written(word: str, also: str) -> Any:
    """A word as it was typed, or as others write it; two words that are one stand only together."""
    others = SearchQuery(also, config="simple", search_type="raw") if also else None
    if others is None:
        return Word(word)
    return others if " " in word else Word(word) | others


def any_of(asked: Asked) -> Any:
    return reduce(or_, each(asked))


def to_mark(asked: Asked) -> Any:
    """What stands out in an excerpt, which knows words but no small ones that follow them."""
    return reduce(or_, [any_of(asked), *map(Word, asked.stems if asked.also else ())])
