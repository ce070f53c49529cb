"""What a shared review is made of, for its page and for every copy of it: with names, or with roles."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import FETCH_RAISE, Case, Q, QuerySet, When
from django.utils.translation import gettext as _

from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.actions.words import plain_day
from postmortems.factors.models import ContributingFactor
from postmortems.factors.own_words import kind_of, with_own_kinds
from postmortems.factors.taxonomy import Sign
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.models import Text
from postmortems.wording.policy import PUBLISHABLE
from postmortems.wording.queries import texts_of
from postmortems.workspace.document_names import Names, names_of
from postmortems.workspace.queries import read_incidents
from postmortems.workspace.together import Beside, beside


@dataclass(frozen=True)
class Condition:
    """A contributing factor as the document says it."""

    factor: ContributingFactor
    sentence: str
    accepted_because: str
    kind: str = ""


@dataclass(frozen=True)
class Promise:
    """An action item as it stands now."""

    item: ActionItem
    sentence: str
    answers: list[str]
    day: str
    first_day: str

    @property
    def is_open(self) -> bool:
        return self.item.state in OPEN


@dataclass
class Told:
    """Everything that a document is made of, with names or with roles."""

    review: Review
    names: Names
    texts: dict[str, Text]
    conditions: list[Condition]
    promises: list[Promise]
    together: list[Beside] = field(default_factory=list)

    @property
    def causes(self) -> list[Condition]:
        return [one for one in self.conditions if one.factor.sign != Sign.HELD_BACK]

    @property
    def helped(self) -> list[Condition]:
        return [one for one in self.conditions if one.factor.sign == Sign.HELD_BACK]

    @property
    def accepted(self) -> list[Condition]:
        return [one for one in self.causes if one.accepted_because]

    @property
    def title(self) -> str:
        return self.names.words(self.review.title)

    def html(self, slot: str) -> str:
        """A section's words as they are shown; empty where nothing may be shown."""
        text = self.texts.get(slot)
        return self.names.html(text.html) if text and text.body and text.body_state in PUBLISHABLE else ""

    def source(self, slot: str) -> str:
        """The same in Markdown."""
        text = self.texts.get(slot)
        return self.names.words(text.body) if text and text.body_state in PUBLISHABLE else ""


def told(review: Review, *, together: Sequence[Review] = ()) -> Told:
    """The parts that the page and its copies share. `together` are the reviews that a theme looks at, as far as the
    reader may see them: who passes none names none. Four queries; one more where names become roles, and for a theme.
    """
    read_incidents(review)
    names = names_of(review)
    settled = review.factors.alive().filter(sentence_state__in=PUBLISHABLE)
    factors = list(with_own_kinds(settled).fetch_mode(FETCH_RAISE))
    sentences = {factor.pk: names.words(factor.sentence) for factor in factors}
    today = clock.today(review.zone)
    return Told(
        review=review,
        names=names,
        texts=texts_of(kind="review", pk=review.pk),
        conditions=[_condition(one, names) for one in factors],
        promises=[_promise(item, names, sentences, today) for item in _items(review)],
        together=beside(list(together)),
    )


def _condition(factor: ContributingFactor, names: Names) -> Condition:
    return Condition(factor, names.words(factor.sentence), names.words(factor.accepted_because), kind_of(factor))


def _items(review: Review) -> QuerySet[ActionItem]:
    """What is promised, open first, the nearest date first; each with the numbers of the factors that it answers."""
    rows = review.actions.alive().filter(sentence_state__in=PUBLISHABLE).select_related("owner", "team")
    linked = ArrayAgg("factors", filter=Q(factors__deleted_at=None, factors__isnull=False), default=[])
    is_over = Case(When(state__in=OPEN, then=0), default=1)
    return rows.annotate(answers=linked).order_by(is_over, "due_on", "pk").fetch_mode(FETCH_RAISE)


def _promise(item: Any, names: Names, sentences: dict[int, str], today: dt.date) -> Promise:
    moved = item.first_due_on is not None and item.first_due_on != item.due_on
    for words in ("done_when", "reason", "effect_note"):  # shown otherwise, never saved
        setattr(item, words, names.words(getattr(item, words)))
    return Promise(
        item=item,
        sentence=names.words(item.sentence),
        answers=[sentences[pk] for pk in item.answers if pk in sentences],
        day=plain_day(item.due_on, today=today) if item.due_on else "",
        first_day=plain_day(item.first_due_on, today=today) if moved else "",
    )


def made_by(review: Review, parts: Told) -> list[str]:
    """How the document came about: the depth, the meeting, who keeps it."""
    said = []
    if review.depth:
        reason = parts.names.words(review.depth_reason)
        said.append(f"{review.get_depth_display().capitalize()}. {reason}".strip())
    if review.meeting_at and review.published_at and review.meeting_at < review.published_at:
        day = plain_day(clock.local(review.meeting_at, review.zone).date(), today=clock.today(review.zone))
        said.append(_("Talked through together on %(day)s.") % {"day": day})
    if review.facilitator:
        said.append(_("%(name)s facilitated.") % {"name": review.facilitator.display_name})
    if review.owner:
        said.append(
            _("%(name)s owns the review and answers what it leaves open.") % {"name": review.owner.display_name}
        )
    if review.names_as_roles:
        said.append(_("Those who took part appear as roles."))
    return said
