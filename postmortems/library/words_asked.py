"""Typed words as the database compares them with lexemes: its own functions, from migration 0024."""

from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Func, TextField, Value

from postmortems.library.asking import Asked

SAYING = """
SELECT w, tsvector_to_array(to_tsvector('english', library_folded(w))) FROM unnest(%s::text[]) w
WHERE numnode(library_asked(w)) > 0
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


def that_say_something(asked: Asked) -> Asked:
    """The same without the words that are in every text (the, was, of), and with the stems of the others; one query."""
    said = [*asked.words, *asked.phrases]
    if not said:
        return asked
    with connection.cursor() as cursor:
        cursor.execute(SAYING, [said])
        meant = dict(cursor.fetchall())
    words, phrases = (tuple(one for one in ones if one in meant) for ones in (asked.words, asked.phrases))
    stems = [stem for word in words for stem in meant[word]]
    return replace(asked, words=words, phrases=phrases, stems=tuple(dict.fromkeys(map(_beginning, stems))))


def _beginning(stem: str) -> str:
    """The stem of "expiries" is "expiri": an i at the end stands for a y as well."""
    return stem[:-1] if stem.endswith("i") and len(stem) > 2 else stem


def each(asked: Asked) -> list[Any]:
    """Everything that has to be there, one by one."""
    return [*map(Word, asked.words), *map(Phrase, asked.phrases)]


def any_of(asked: Asked) -> Any:
    return reduce(or_, each(asked))
