"""The messages that ask nothing: what was promised exists, and a question got its answer."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from postmortems.actions.models import ActionItem
from postmortems.actions.states import State
from postmortems.actions.thanks import THANKS
from postmortems.actions.words import plain_day
from postmortems.followup.answers import Door, address
from postmortems.followup.facts import askable
from postmortems.followup.review_kinds import key_of, seen_by
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.questions.models import Question
from postmortems.questions.services import ANSWERED
from postmortems.reviews.models import Review
from postmortems.shared import clock


def thanks(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """As long as it is done, for those who may see it. A query, and one a recipient."""
    items = askable().in_bulk({key_of(row) for row in rows})
    seen, found = seen_by(rows, {item.review_id for item in items.values()}), {}
    for row in rows:
        item = items.get(key_of(row))
        if item and (row.recipient_id, item.review_id) in seen:
            is_so = item.state == State.DONE and item.done_on == row.local_date
            found[row.pk] = Matter(_words_of_thanks(item, row), is_so)
    return found


def _words_of_thanks(item: ActionItem, row: Delivery) -> dict[str, Any]:
    name = item.owner.first_name if item.owner else ""
    is_mine = item.owner_id == row.recipient_id
    told = (
        _("It has existed since %(day)s. That was you.")
        if is_mine
        else _("%(name)s did it: it has existed since %(day)s.")
    )
    return _words(item.review, headline=item.sentence) | {
        "subject": _("Thank you — %(what)s") % {"what": _short(item.sentence)},
        "standing": told % {"name": name, "day": plain_day(row.local_date, today=clock.today(row.recipient.zone))},
        "doors": [Door(_("See it"), address(item))],
        "link": address(item),
        "why": _("This comes to you because it is yours.")
        if is_mine
        else _("This comes to you because you wrote it down, or keep the review."),
    }


def answered(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """The answer itself stays where only those read it who may."""
    questions = Question.objects.alive().select_related("review", "answered_by").in_bulk({key_of(row) for row in rows})
    seen, found = seen_by(rows, {question.review_id for question in questions.values()}), {}
    for row in rows:
        question = questions.get(key_of(row))
        if question and (row.recipient_id, question.review_id) in seen:
            found[row.pk] = Matter(_words_of_answer(question), question.answered_at is not None)
    return found


def _words_of_answer(question: Question) -> dict[str, Any]:
    by = question.answered_by
    link = f"{settings.BASE_URL}{reverse('questions', args=[question.review.ref])}#question-{question.pk}"
    return _words(question.review, headline=question.body) | {
        "subject": _("Your question on “%(title)s” got an answer") % {"title": _short(question.review.title)},
        "standing": _("%(name)s answered it.") % {"name": by.first_name} if by else _("It is answered."),
        "doors": [Door(_("Read the answer"), link)],
        "link": link,
        "why": _("This comes to you because you asked. It is said once."),
    }


def _words(review: Review, *, headline: str) -> dict[str, Any]:
    page = settings.BASE_URL + reverse("review", args=[review.ref])
    return {"review": review, "review_link": page, "headline": headline}


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"


def register_all() -> None:
    """Called when the application starts."""
    for name, look, topic in ((THANKS, thanks, Topic.PROMISES), (ANSWERED, answered, Topic.REVIEWS)):
        kinds.register(kinds.Kind(name=name, template="news", matters=look, timing=kinds.Timing.DIGEST, topic=topic))
