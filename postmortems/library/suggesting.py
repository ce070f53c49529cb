"""Who mistypes a word is offered the one they would find. What stands only where they may not look is never offered."""

from dataclasses import dataclass

from django.db import connection

from accounts.models import User
from postmortems.library.asking import Asked
from postmortems.library.finding import stands
from postmortems.library.trigrams import allowed, slips, trigrams

NEAREST = """
SELECT word FROM postmortems_knownword
WHERE trigrams && %s::varchar[] AND length(word) BETWEEN %s AND %s
ORDER BY cardinality(ARRAY(SELECT unnest(trigrams) INTERSECT SELECT unnest(%s::varchar[]))) DESC, word
LIMIT 30
"""
TRIED = 4  # likely words that are looked for before nothing is offered


@dataclass(frozen=True)
class Alone:
    """A typed word and whether it stands anywhere by itself; where not, perhaps one that does."""

    word: str
    stands: bool
    meant: str = ""


def word_by_word(user: User, asked: Asked) -> list[Alone]:
    """What each word finds by itself, for who found nothing with all of them. At most one query a word, and five more
    for one that stands nowhere; there are eight words at most.
    """
    phrases = [Alone(phrase, stands(user, Asked(phrases=(phrase,)))) for phrase in asked.phrases]
    return [*(_alone(user, word) for word in asked.words), *phrases]


def _alone(user: User, word: str) -> Alone:
    is_there = stands(user, Asked(words=(word,)))
    return Alone(word, is_there, "" if is_there else _meant(user, word.casefold()))


def _meant(user: User, word: str) -> str:
    likely = sorted((slips(word, one), one) for one in _nearest(word))
    close = [one for count, one in likely if count <= allowed(word)][:TRIED]
    return next((one for one in close if stands(user, Asked(words=(one,)))), "")


def _nearest(word: str) -> list[str]:
    pieces, most = trigrams(word), allowed(word)
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [pieces, len(word) - most, len(word) + most, pieces])
        return [found for (found,) in cursor.fetchall()]
