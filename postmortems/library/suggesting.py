"""Who mistypes a word is offered the one they would find. What stands only where they may not look is never offered."""

from dataclasses import dataclass, replace

from django.db import connection

from accounts.models import User
from postmortems.library.asking import Asked
from postmortems.library.places import standing
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
    """What each word finds by itself, for who found nothing with all of them. One query, and two more for each word
    that stands nowhere; there are eight words at most.
    """
    words, phrases = asked.words, asked.phrases
    alone = [*(replace(asked, words=(word,), phrases=(), without=()) for word in words)]
    alone += [Asked(phrases=(phrase,)) for phrase in phrases]
    # Who asked for one thing alone and found nothing has the answer already.
    found = standing(user, alone) if len(alone) > 1 or asked.without else [False]
    there = dict(zip((*words, *phrases), found, strict=True))
    one_by_one = [Alone(word, there[word], "" if there[word] else _meant(user, word.casefold())) for word in words]
    return [*one_by_one, *(Alone(phrase, there[phrase]) for phrase in phrases)]


def _meant(user: User, word: str) -> str:
    likely = sorted((slips(word, one), one) for one in _nearest(word))
    # Hardly anybody mistypes the first letter, but in swapping it with the second.
    close = [one for count, one in likely if count <= allowed(word) and one[0] in word[:2]][:TRIED]
    found = standing(user, [Asked(words=(one,)) for one in close])
    return next((one for one, is_there in zip(close, found, strict=True) if is_there), "")


def _nearest(word: str) -> list[str]:
    pieces, most = trigrams(word), allowed(word)
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [pieces, len(word) - most, len(word) + most, pieces])
        return [found for (found,) in cursor.fetchall()]
