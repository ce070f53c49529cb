"""The organisation's own words: keeping the list, and seeing what a word would change before it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.audit.services import record
from postmortems.factors.models import ContributingFactor
from postmortems.language import Level
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.known import Known, known
from postmortems.wording.listed import ListedWord
from postmortems.wording.models import Text
from postmortems.wording.refusal import sentence_around

MOST = 200  # stored sentences of one kind that are read again for one word


class ListedAlready(Exception):
    """The word has this meaning here already."""


@dataclass(frozen=True)
class Reading:
    """How the guard reads some words now, and how it would with the new word. `href` leads to stored ones."""

    words: str
    before: Level
    after: Level
    why: str
    where: str = ""
    href: str = ""

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Trial:
    """What a word would do to sentences typed for it, to stored ones, and to how many that one may not read."""

    typed: list[Reading]
    stored: list[Reading]
    unseen: int


def add_word(*, words: str, means: str, actor: User) -> ListedWord:
    """Put a word into the list. Raises ListedAlready."""
    try:
        with transaction.atomic():
            word = ListedWord.objects.create(words=words, means=means, added_by=actor, added_at=clock.now())
            record(verb="listed a word", chain="organisation:1", actor=actor, fields=(means,))
            return word
    except IntegrityError as error:
        raise ListedAlready from error


@transaction.atomic
def remove_word(*, word: ListedWord, actor: User) -> None:
    """Take a word out of the list. What was judged with it stays as it is."""
    record(verb="took a word out of the list", chain="organisation:1", actor=actor, fields=(word.means,))
    word.delete()


def try_out(*, words: str, means: str, sentences: str, user: User) -> Trial:
    """Read typed and stored sentences with the present list, and with this word in it. Eight queries at most."""
    listed = set(ListedWord.objects.values_list("words", "means"))
    now, then = known(listed=listed), known(listed=listed | {(words, means)})
    typed = [_read(line, now, then) for line in sentences.splitlines() if line.strip()]
    seen = set(visible_to(user).values_list("pk", flat=True)) if words else set()
    changed = [
        (pk, reading) for pk, one in _stored(words) if (reading := _read_stored(one, words, now, then)).is_changed
    ]
    stored = [reading for pk, reading in changed if pk in seen]
    return Trial(typed=typed, stored=stored, unseen=len(changed) - len(stored))


@dataclass(frozen=True)
class _Stored:
    """Stored words and where they stand: the review's reference, and the address of the place."""

    words: str
    where: str
    href: str


def _stored(words: str) -> Iterator[tuple[int, _Stored]]:
    """What holds the word, with its review: only that can be read differently because of it."""
    yield from chain(_sentences(words), _titles(words), _texts(words)) if words else ()


def _sentences(words: str) -> Iterator[tuple[int, _Stored]]:
    for model, kind in ((ContributingFactor, "factor"), (ActionItem, "action")):
        rows = model.objects.alive().filter(sentence__icontains=words, review__deleted_at=None)
        for row in rows.select_related("review").order_by("-pk")[:MOST]:
            yield row.review_id, _Stored(row.sentence, row.review.ref, _place(row.review, f"{kind}-{row.pk}"))


def _titles(words: str) -> Iterator[tuple[int, _Stored]]:
    for review in Review.objects.alive().filter(title__icontains=words).order_by("-pk")[:MOST]:
        yield review.pk, _Stored(review.title, review.ref, _place(review))


def _texts(words: str) -> Iterator[tuple[int, _Stored]]:
    """Lessons, summaries and what else is written at length in a review."""
    texts = list(Text.objects.filter(owner_kind="review", body__icontains=words).order_by("-pk")[:MOST])
    reviews = Review.objects.alive().in_bulk({text.owner_id for text in texts}) if texts else {}
    for text in texts:
        if review := reviews.get(text.owner_id):
            yield review.pk, _Stored(text.body, review.ref, _place(review))


def _place(review: Review, anchor: str = "") -> str:
    return reverse("review", args=[review.ref]) + (f"#{anchor}" if anchor else "")


def _read_stored(one: _Stored, word: str, now: Known, then: Known) -> Reading:
    """The whole is judged; of a long text the sentence that holds the word is shown."""
    reading = _read(one.words, now, then, where=one.where, href=one.href)
    start, end = sentence_around(one.words, max(0, one.words.lower().find(word.lower())))
    return replace(reading, words=one.words[start:end].strip())


def _read(words: str, now: Known, then: Known, **place: str) -> Reading:
    before, after = now.check(words), then.check(words)
    first = next((finding.why for finding in after.findings if finding.level == after.level), "")
    return Reading(words=words.strip(), before=before.level, after=after.level, why=first.replace("*", ""), **place)
