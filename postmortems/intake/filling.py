"""Writing down what an importer gives, in portions, so that a large file never stands in memory."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.intake.models import Batch, Line, Voice
from postmortems.shared.bulk import copy_rows
from postmortems.timeline.importers.entries import Entry, Item, NotRead
from postmortems.timeline.importers.result import CannotReadError, Problem
from postmortems.timeline.importers.times import as_stored

PORTION, LARGEST_PORTION = 2_000, 2_000_000  # lines, and characters
# More than this is an archive and not an incident.
MOST_LINES = 50_000
LONGEST_NAME, LONGEST_URL, LONGEST_IDENTITY = 120, 500, 200


# What a line is written with; its voice comes last, since its key is known only when the portion is written.
COLUMNS = (
    "batch_id",
    "position",
    "number",
    "column",
    "source",
    "reason",
    "text",
    "at",
    "names_its_zone",
    "is_day_guessed",
    "is_either_order",
    "kind",
    "noise",
    "identity",
    "url",
    "is_starred",
    "is_discarded",
    "voice_id",
)


class Filling:
    """Fills one batch. The caller holds the transaction, or throws the lines away when it ends early."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.position = self.length = 0
        self.rows: list[tuple[Any, ...]] = []  # in the order of COLUMNS, with the name of the voice
        self.voices: dict[str, Voice] = {}
        self.counts: Counter[str] = Counter()
        self.noise: Counter[str] = Counter()
        self.has_begun = False

    def take(self, items: Iterable[Item]) -> None:
        """Add these lines after the ones before. Raises CannotReadError when there are too many."""
        for item in items:
            self.position += 1
            if self.position > MOST_LINES:
                reason = _("There are more than 50,000 lines. Choose a shorter stretch, or fewer channels.")
                raise CannotReadError(Problem(item.line, 1, reason))
            self.rows.append(self._understood(item) if isinstance(item, Entry) else self._not_read(item))
            self.length += len(item.source)
            if len(self.rows) >= PORTION or self.length >= LARGEST_PORTION:
                self._flush()

    def finish(self) -> None:
        """Write the rest, and what was counted along the way. The batch is then ready, in memory only."""
        self._flush()
        for name, voice in self.voices.items():
            voice.count = self.counts[name]
        Voice.objects.bulk_update(self.voices.values(), ["count"])
        self.batch.noise = dict(self.noise)
        self.batch.state = Batch.State.READY

    def _understood(self, entry: Entry) -> tuple[Any, ...]:
        if entry.is_day_guessed and not self.has_begun:
            self.batch.begins_on, self.has_begun = entry.at.date(), True
        if entry.noise:
            self.noise[entry.noise] += 1
        name = storable(entry.who)[:LONGEST_NAME]
        if name:
            self.counts[name] += 1
            if name not in self.voices:
                self.voices[name] = Voice(batch=self.batch, name=name)
        return (
            self.batch.pk,
            self.position,
            entry.line,
            1,
            storable(entry.source),
            "",
            storable(entry.text),
            as_stored(entry.at),
            entry.at.tzinfo is not None,
            entry.is_day_guessed,
            entry.is_either_order,
            entry.kind,
            entry.noise,
            storable(entry.identity)[:LONGEST_IDENTITY],
            storable(entry.url) if len(entry.url) <= LONGEST_URL else "",
            entry.is_starred,
            False,
            name,
        )

    def _not_read(self, item: NotRead) -> tuple[Any, ...]:
        source, reason = storable(item.source), str(item.reason)[:200]
        place = (self.batch.pk, self.position, item.line, item.column)
        kind = Line._meta.get_field("kind").get_default()
        return (*place, source, reason, "", None, False, False, False, kind, "", "", "", False, False, "")

    def _flush(self) -> None:
        fresh = [voice for voice in self.voices.values() if voice.pk is None]
        if fresh:
            introduce(self.batch, fresh)
            Voice.objects.bulk_create(fresh)
        keys = {name: voice.pk for name, voice in self.voices.items()} | {"": None}
        copy_rows(Line, COLUMNS, ((*values, keys[name]) for *values, name in self.rows))
        self.rows, self.length = [], 0


def storable(text: str) -> str:
    """The text without what no database keeps: NUL, and halves of characters, as JSON can escape them."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def introduce(batch: Batch, voices: list[Voice]) -> None:
    """Who they are here: as they were introduced in this review before, else the member of that name or address."""
    names = [voice.name for voice in voices]
    before = Voice.objects.filter(batch__review_id=batch.review_id, name__in=names).exclude(user=None, called="")
    known = {voice.name: voice for voice in before.order_by("pk")}
    people: dict[str, User | None] = {}
    for user in User.objects.filter(is_active=True).only("pk", "display_name", "email"):
        for called in {user.display_name.casefold(), user.email.partition("@")[0].casefold()}:
            people[called] = None if called in people else user  # a name of two people is nobody's
    for voice in voices:
        if voice.name in known:
            voice.user_id, voice.called = known[voice.name].user_id, known[voice.name].called
        else:
            voice.user = people.get(voice.name.removeprefix("@").casefold())
