"""A review as data for the typesetter, in the order of the shared page (PRACTICE.md section 7.1, screen 13).

Everything in it is words, numbers or a tree of them (tree.py); how it looks is review.typ's matter.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from postmortems.exports.facts import facts_of
from postmortems.exports.printed_parts import axis_of, promise_of, words
from postmortems.exports.tree import Node, tree_of
from postmortems.factors.queries import events_that_show
from postmortems.questions.queries import questions_of
from postmortems.shared import clock
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.queries import axes
from postmortems.timeline.queries import told as events_of
from postmortems.workspace.document_parts import Condition, Told, made_by
from postmortems.workspace.models import Correction
from postmortems.workspace.sections import ASKED_TOO, sections_of
from postmortems.workspace.thanked import thanked

Data = dict[str, Any]
# More entries than this are set in no table: a thousand take 200 MB and most of a second. The file says where the rest
# stands.
MOST_ENTRIES = 1_000
US_LETTER = frozenset({"America", "US", "Canada"})


class Printing:
    """One review on its way to paper. `pictures` says where each picture of a text lies: file-4 -> its path."""

    def __init__(self, parts: Told, pictures: Mapping[str, str]) -> None:
        self.parts, self.review, self.pictures = parts, parts.review, pictures
        self.links = events_that_show(parts.review)
        self.entries = list(events_of(parts.review)[: MOST_ENTRIES + 1])

    def data(self, figures: list[Data]) -> Data:
        """All of it."""
        review, parts = self.review, self.parts
        return {
            **self._frame(),
            "facts": facts_of(review, parts.names.words),
            "acknowledgement": self._text("acknowledgement"),
            "acknowledged": self._acknowledged(),
            "corrections": self._corrections(),
            "contents": len(self.entries) + len(parts.conditions) + len(parts.promises) > 12,
            "lessons": list(self._parts((("lessons", _("What we learned")),), lead="lessons")),
            "together": [
                {"title": one.title, "href": one.href, "beside": f"{one.ref} · {one.state}"} for one in parts.together
            ],
            "before": self._before(),
            "summary": self._text("summary"),
            "axes": [axis_of(marks) for marks in axes(review)],
            "story": list(self._story()),
            "causes": [self._condition(one) for one in parts.causes],
            "helped": [self._condition(one) for one in parts.helped],
            "plan": [promise_of(one) for one in parts.promises],
            "accepted": [{"sentence": one.sentence, "because": one.accepted_because} for one in parts.accepted],
            "after": self._after(),
            "thanks": [{"words": one.words, "beside": one.beside} for one in thanked(review, parts.names)],
            "questions": self._questions(),
            "figures": figures,
            "how": made_by(review, parts),
            "words": words(),
        }

    def _frame(self) -> Data:
        review, today = self.review, clock.today(self.review.zone)
        title, host = self.parts.title, settings.BASE_URL.partition("//")[2]
        standing = _("shared %(day)s") % {"day": self._day(review.published_at)} if review.published_at else ""
        draft = "" if review.is_settled else _("not shared yet")
        return {
            "title": title,
            "short": Truncator(title).chars(70),
            "ref": review.ref,
            "author": review.team.name if review.team else host,
            "lang": (get_language() or "en")[:2],
            "paper": "us-letter" if review.zone.partition("/")[0] in US_LETTER else "a4",
            "head": [said for said in (review.ref, review.team.name if review.team else "", standing, draft) if said],
            "made": _("%(host)s · printed %(day)s") % {"host": host, "day": date_format(today, "j F Y")},
            "where": settings.BASE_URL + reverse("review", args=[review.ref]),
            "clock": _("Times are on the clock of %(zone)s.") % {"zone": review.zone},
        }

    def _text(self, slot: str) -> list[Node]:
        return tree_of(self.parts.source(slot), self.pictures)

    def _parts(self, wanted: Iterable[tuple[str, str]], *, lead: str = "") -> Iterator[Data]:
        for slot, heading in wanted:
            if text := self._text(slot):
                yield {"heading": heading, "text": text, "lead": slot == lead}

    def _before(self) -> list[Data]:
        """What stands between the lessons and the story."""
        asked = ((slot, str(sections_of(self.review)[slot].heading)) for slot in ASKED_TOO)
        return list(self._parts((*asked, ("impact", _("What people felt")))))

    def _after(self) -> list[Data]:
        return list(self._parts((("closing", _("What is different now")), ("imported", _("As it was imported")))))

    def _acknowledged(self) -> str:
        text = self.parts.texts.get("acknowledgement")
        return self._day(text.changed_at) if text else ""

    def _corrections(self) -> list[Data]:
        rows = Correction.objects.filter(review=self.review)
        say = self.parts.names.words
        return [
            {
                "day": _("Correction, %(day)s") % {"day": self._day(row.written_at)},
                "text": tree_of(say(row.body), self.pictures),
            }
            for row in rows
        ]

    def _story(self) -> Iterator[Data]:
        """The entries, a line for each new day among them."""
        day: dt.date | None = None
        for entry in self.entries[:MOST_ENTRIES]:
            there = clock.local(entry.occurred_at, self.review.zone)
            if there.date() != day:
                day = there.date()
                yield {"day": date_format(day, "l, j F Y")}
            yield self._entry(entry, there)
        if len(self.entries) > MOST_ENTRIES:
            yield {"rest": _("The story goes on. All of it is on the page and in the JSON.")}

    def _entry(self, entry: TimelineEvent, there: dt.datetime) -> Data:
        say = self.parts.names.words
        until = f"–{clock.local(entry.ended_at, self.review.zone):%H:%M}" if entry.ended_at else ""
        other = _("Told differently: %(words)s") % {"words": say(entry.other_view)} if entry.other_view else ""
        return {
            "time": f"{'~' if entry.is_about else ''}{there:%H:%M}{until}",
            "kind": str(entry.get_kind_display()),
            "starred": entry.is_starred,
            "text": tree_of("\n\n".join(filter(None, (say(entry.body), other))), self.pictures),
        }

    def _condition(self, one: Condition) -> Data:
        factor = one.factor
        sorted_as = (one.kind, factor.level and factor.get_level_display())
        labels = [*sorted_as, factor.get_confidence_display(), _("a known bet") if factor.is_known_bet else ""]
        return {
            "sentence": one.sentence,
            "sign": str(factor.get_sign_display()),
            "labels": [str(label) for label in labels if label],
            "shown": self._shown(factor.pk),
            "answered": [said.sentence for said in self.parts.promises if factor.pk in said.item.answers],  # type: ignore[attr-defined]
        }

    def _shown(self, factor: int) -> list[str]:
        """At which times the story shows a condition."""
        shown = set(self.links.get(factor, ()))
        found = [entry for entry in self.entries if entry.pk in shown]
        return [f"{clock.local(entry.occurred_at, self.review.zone):%H:%M}" for entry in found]

    def _questions(self) -> list[Data]:
        say = self.parts.names.words
        return [{"body": say(row.body), "answer": say(row.answer)} for row in questions_of(self.review)]

    def _day(self, moment: dt.datetime) -> str:
        return date_format(clock.local(moment, self.review.zone).date(), "j F Y")
