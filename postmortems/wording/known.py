"""Which words mean a person or a product here: members, participants, services, and what an administrator listed.

Upper slices name their rows when the application starts (`postmortems/apps.py`), because the guard stands below them.
All of them are read in one query.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

from accounts.models import User
from postmortems.language import Lexicon, Verdict, check
from postmortems.wording.listed import ListedWord

Means = ListedWord.Means
Word = tuple[str, str]  # the word, and what it means
NAME = "name"  # beside the meanings of the list: what somebody is called
_sources: list[tuple[Callable[[], QuerySet], str, str]] = []


@dataclass(frozen=True)
class Known:
    """What the guard is told about this organisation: names of people and products, and the listed words."""

    people: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    lexicon: Lexicon | None = None

    def check(self, words: str) -> Verdict:
        """What the guard says of these words, knowing all this."""
        return check(words, people=self.people, products=self.products, lexicon=self.lexicon)


def register(rows: Callable[[], QuerySet], *, column: str, means: str) -> None:
    """From now on take the words in this column for names of people (NAME) or for products."""
    _sources.append((rows, column, means))


def known(*, listed: Iterable[Word] | None = None) -> Known:
    """Everything that is known here now; with another list in place of the stored one, for trying it out. One query."""
    queries = [_words(rows(), column, Value(means)) for rows, column, means in _sources]
    queries.append(_words(User.objects.filter(is_active=True), "display_name", Value(NAME)))
    if listed is None:
        queries.append(_words(ListedWord.objects.all(), "words", Cast("means", CharField())))
    first, *others = queries
    return _gather({*first.union(*others), *(listed or ())})


def _words(rows: QuerySet, column: str, means: Value | Cast) -> QuerySet:
    named: QuerySet = rows.order_by().annotate(_word=Cast(column, CharField()), _means=means)
    pairs: QuerySet = named.values_list("_word", "_means")
    return pairs


def _gather(words: set[Word]) -> Known:
    def those(*meanings: str) -> tuple[str, ...]:
        return tuple(sorted(word for word, means in words if means in meanings and word))

    lexicon = Lexicon(people=frozenset(those(Means.PERSON)), allowed=frozenset(those(Means.ALLOWED)))
    return Known(people=those(NAME), products=those(Means.PRODUCT), lexicon=lexicon)
