"""The words that stand in documents, for who types them a little differently. Kept a minute or two behind: no save
waits for it, and no two saves meet in it.
"""

from django.db import connection, transaction

from postmortems.library.models import KnownWord, SearchDocument
from postmortems.library.trigrams import trigrams

BATCH = 500  # documents at a time
NEW = """
SELECT DISTINCT lexeme FROM postmortems_searchdocument d,
    unnest(to_tsvector('simple', library_folded(d.words))) AS said
WHERE d.id = ANY(%s) AND length(lexeme) BETWEEN 4 AND 60 AND lexeme !~ '^[0-9]'
    AND NOT EXISTS (SELECT FROM postmortems_knownword k WHERE k.word = lexeme)
ORDER BY lexeme
"""
NOWHERE = """
DELETE FROM postmortems_knownword k WHERE NOT EXISTS (
    SELECT FROM postmortems_searchdocument d WHERE d.lexemes @@ quote_literal(k.word)::tsquery)
"""


@transaction.atomic
def learn() -> int:
    """Take the words of the next documents among the known ones; how many documents there were."""
    waiting = SearchDocument.objects.filter(is_learned=False).order_by("pk").select_for_update(skip_locked=True)
    documents = list(waiting.values_list("pk", flat=True)[:BATCH])
    with connection.cursor() as cursor:
        cursor.execute(NEW, [documents])
        new = [word for (word,) in cursor.fetchall()]
    known = [KnownWord(word=word, trigrams=trigrams(word)) for word in new]
    KnownWord.objects.bulk_create(known, ignore_conflicts=True)
    SearchDocument.objects.filter(pk__in=documents).update(is_learned=True)
    return len(documents)


def learn_all() -> None:
    """Batch after batch until none waits: for who tells many stories at once and shows them at once."""
    while learn():
        pass


def forget() -> None:
    """Words that stand nowhere any more are not kept."""
    with connection.cursor() as cursor:
        cursor.execute(NOWHERE)
