"""The organisation's own words: keeping the list, and seeing what a word would change before it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.audit.services import record
from postmortems.factors.models import ContributingFactor
from postmortems.language import Level
from postmortems.reviews.access import visible_to
from postmortems.shared import clock
from postmortems.wording.known import Known, known
from postmortems.wording.listed import ListedWord

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
    """Read typed and stored sentences with the present list, and with this word in it. Six queries at most."""
    listed = set(ListedWord.objects.values_list("words", "means"))
    now, then = known(listed=listed), known(listed=listed | {(words, means)})
    typed = [_read(line, now, then) for line in sentences.splitlines() if line.strip()]
    seen = set(visible_to(user).values_list("pk", flat=True)) if words else set()
    changed = [(row, reading) for row in _stored(words) if (reading := _read_stored(row, now, then)).is_changed]
    stored = [reading for row, reading in changed if row.review_id in seen]
    return Trial(typed=typed, stored=stored, unseen=len(changed) - len(stored))


def _stored(words: str) -> Iterator[ContributingFactor | ActionItem]:
    """Only a sentence that holds the word can be read differently because of it."""
    if not words:
        return
    for model in (ContributingFactor, ActionItem):
        rows = model.objects.alive().filter(sentence__icontains=words, review__deleted_at=None)
        yield from rows.select_related("review").order_by("-pk")[:MOST]


def _read_stored(row: ContributingFactor | ActionItem, now: Known, then: Known) -> Reading:
    kind = "factor" if isinstance(row, ContributingFactor) else "action"
    href = f"{reverse('review', args=[row.review.ref])}#{kind}-{row.pk}"
    return _read(row.sentence, now, then, where=row.review.ref, href=href)


def _read(words: str, now: Known, then: Known, **place: str) -> Reading:
    before, after = now.check(words), then.check(words)
    first = next((finding.why for finding in after.findings if finding.level == after.level), "")
    return Reading(words=words.strip(), before=before.level, after=after.level, why=first.replace("*", ""), **place)
