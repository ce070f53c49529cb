"""The messages about reviews that wait, and about questions in them."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.actions.words import plain_day
from postmortems.followup.answers import Door
from postmortems.followup.policy import Step
from postmortems.followup.review_facts import Pool, began_on, known_of_all, open_reviews
from postmortems.followup.stuck import GATHERING, LATE, QUESTION, REVIEW_STEPS, UNDECIDED, steps_of
from postmortems.followup.why import why_of_review
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.questions.models import Question
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.reviews.states import State
from postmortems.shared import clock

Words = str | Promise
# Subject, what stands, what is asked; then the doors: label, page of the review, rest of its address.
SAID: dict[str, tuple[Words, Words, Words]] = {
    UNDECIDED.kind: (
        _("How much review is this worth? — %(title)s"),
        _("On record since %(day)s, and nobody has said yet how closely to look."),
        _("A short note is an answer. So is “no review, because …”."),
    ),
    GATHERING.kind: (
        _("Shall we meet? — %(title)s"),
        _("People have been writing down what they saw since %(day)s."),
        _("Is it enough to talk it through, or whose view is still missing?"),
    ),
    LATE.kind: (
        _("What keeps it from being shared? — %(title)s"),
        _("It was over on %(day)s, and what we learned is not shared yet."),
        _("Would a shorter version do, or what is still open?"),
    ),
    QUESTION.kind: (
        _("A question on “%(title)s” waits for you"),
        _("Asked on %(day)s."),
        _("Two sentences are enough. “Nobody knows yet” is an answer too."),
    ),
}
DOORS: dict[str, tuple[tuple[Words, str, str], ...]] = {
    UNDECIDED.kind: ((_("Decide"), "depth", ""), (_("No review needed"), "move", "?to=closed")),
    GATHERING.kind: ((_("Say when"), "meeting", ""), (_("Who took part"), "people", "")),
    LATE.kind: ((_("See what is still open"), "gate", ""), (_("Open the review"), "review", "")),
    QUESTION.kind: ((_("Answer it"), "questions", ""), (_("Open the review"), "review", "")),
}


def matters(step: Step, rows: Sequence[Delivery]) -> dict[int, Matter]:
    """What these messages say, without those whose review their recipient may not see. A few queries, one more a
    recipient.
    """
    reviews = open_reviews().in_bulk({key_of(row) for row in rows})
    known, visible = known_of_all(list(reviews.values()), Pool.current()), seen_by(rows, set(reviews))
    found = {}
    for row in rows:
        review = reviews.get(key_of(row))
        if review and (row.recipient_id, review.pk) in visible:
            facts = known.get(review.pk)
            is_wanted = facts is not None and step in steps_of(facts) and began_on(step, facts) == row.local_date
            found[row.pk] = Matter(_words(step, review, row, headline=review.title), is_wanted)
    return found


def question_matters(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """The same for questions."""
    questions = Question.objects.alive().select_related("review").in_bulk({key_of(row) for row in rows})
    visible = seen_by(rows, {question.review_id for question in questions.values()})
    found = {}
    for row in rows:
        question = questions.get(key_of(row))
        if question and (row.recipient_id, question.review_id) in visible:
            is_wanted = question.answered_at is None and question.review.state != State.CLOSED
            found[row.pk] = Matter(_words(QUESTION, question.review, row, headline=question.body), is_wanted)
    return found


def key_of(row: Delivery) -> int:
    """The key of what a message is about: 12 of "question:12"."""
    return int(row.about.partition(":")[2])


def seen_by(rows: Sequence[Delivery], reviews: set[int]) -> set[tuple[int, int]]:
    """Pairs of recipient and review, as far as the one may see the other; one query a recipient."""
    people: dict[int, User] = {row.recipient_id: row.recipient for row in rows}
    return {
        (pk, review)
        for pk, person in people.items()
        for review in visible_to(person).filter(pk__in=reviews).values_list("pk", flat=True)
    }


def _words(step: Step, review: Review, row: Delivery, *, headline: str) -> dict[str, Any]:
    subject, standing, ask = SAID[step.kind]
    facts = {"title": review.title, "day": _day(row)}
    doors = [Door(label, _address(review, page, rest)) for label, page, rest in DOORS[step.kind]]
    return {
        "subject": str(subject) % facts,
        "headline": headline,
        "standing": str(standing) % facts,
        "ask": ask,
        "review": review,
        "is_question": step is QUESTION,
        "doors": doors,
        "link": doors[0].href,
        "review_link": _address(review, "review", ""),
        "why": why_of_review(step, is_mine=review.owner_id == row.recipient_id),
    }


def _day(row: Delivery) -> str:
    today: dt.date = clock.today(row.recipient.zone)
    return plain_day(row.local_date, today=today)


def _address(review: Review, page: str, rest: str) -> str:
    return settings.BASE_URL + reverse(page, args=[review.ref]) + rest


def register_all() -> None:
    """Called when the application starts."""
    for step in REVIEW_STEPS:
        look: Callable[[Sequence[Delivery]], dict[int, Matter]] = partial(matters, step)
        _register(step, look)
    _register(QUESTION, question_matters)


def _register(step: Step, look: Callable[[Sequence[Delivery]], dict[int, Matter]]) -> None:
    timing = kinds.Timing.DIGEST
    kinds.register(kinds.Kind(name=step.kind, template="waiting", matters=look, timing=timing, topic=Topic.REVIEWS))
