"""How each thing of a letter is said in a line: in the words of the shared page, and never whose it is. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from postmortems.actions.models import ActionItem
from postmortems.actions.words import plain_day
from postmortems.factors.models import ContributingFactor
from postmortems.library.piles import Line, page_of, title_of
from postmortems.questions.models import Question
from postmortems.reviews.models import Kind, Review
from postmortems.workspace.document_names import Names


@dataclass(frozen=True)
class Says:
    """`names` by review; `taught`, by review, what was learned in one sentence."""

    names: Mapping[int, Names]
    taught: Mapping[int, str]
    today: dt.date

    def review(self, review: Review) -> Line:
        kind = "" if review.kind == Kind.INCIDENT else str(review.get_kind_display())
        said = self.names[review.pk].words(self.taught.get(review.pk, ""))
        return Line(self._title(review), page_of(review), said, kind)

    def condition(self, factor: ContributingFactor) -> Line:
        words = self.names[factor.review_id].words(factor.sentence)
        return Line(words, page_of(factor.review, f"factor-{factor.pk}"), beside=self._title(factor.review))

    def accepted(self, factor: Any) -> Line:
        """`is_met_again`: whether its kind of condition was met in the time that is looked back on."""
        names = self.names[factor.review_id]
        again = _("met again since") if factor.is_met_again else ""
        place = page_of(factor.review, f"factor-{factor.pk}")
        return Line(names.words(factor.sentence), place, names.words(factor.accepted_because), again)

    def question(self, question: Question) -> Line:
        words = self.names[question.review_id].words(question.body)
        return Line(words, page_of(question.review, f"question-{question.pk}"), beside=self._title(question.review))

    def no_help(self, item: ActionItem) -> Line:
        return self._item(item, self.names[item.review_id].words(item.effect_note), str(item.get_effect_display()))

    def effect(self, item: ActionItem) -> Line:
        return self._item(item, said=self.names[item.review_id].words(item.effect_note))

    def done(self, item: ActionItem) -> Line:
        return self._item(item, beside=self._day(item.done_on))

    def open(self, item: ActionItem) -> Line:
        return self._item(item, beside=self._day(item.due_on))

    def _item(self, item: ActionItem, said: str = "", beside: str = "") -> Line:
        words = self.names[item.review_id].words(item.sentence)
        return Line(words, reverse("action", args=[item.pk]), said, beside)

    def _title(self, review: Review) -> str:
        return title_of(review, self.names[review.pk])

    def _day(self, day: dt.date | None) -> str:
        return plain_day(day, today=self.today) if day else ""
