"""Asking, answering, taking a question out and bringing it back."""

import datetime as dt
import uuid

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.mail.services import queue
from postmortems.questions.models import Question
from postmortems.questions.queries import target_of
from postmortems.reviews.mentions import tell_mentioned
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.text import clean

TOPIC = "question"
ANSWERED = "question_answered"  # the kind of message (followup/news.py)


class AlreadyAnswered(Exception):
    """Somebody answered between reading and writing; nothing was changed. `question` carries their answer."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question


@transaction.atomic
def ask(*, review: Review, body: str, actor: User, form_key: uuid.UUID, kind: str = Question.Kind.QUESTION) -> Question:
    """Put a question into the tray. The same `form_key` again gives the one it made at first."""
    question, is_new = Question.objects.get_or_create(
        form_key=form_key,
        review=review,
        defaults={"body": clean(body), "kind": kind, "asked_by": actor, "asked_at": clock.now()},
    )
    if is_new:
        _tell(question, "asked", actor)
        tell_mentioned(review=review, about=target_of(question), body=question.body, author=actor)
    return question


@transaction.atomic
def answer(*, question: Question, words: str, actor: User) -> Question:
    """Answer an open question. Sent twice, it is answered once. Raises AlreadyAnswered when other words stand there."""
    standing = _locked(question)
    words = clean(words)
    if standing.answered_at is not None:
        if standing.answer == words:
            return standing
        raise AlreadyAnswered(standing)
    standing.answer, standing.answered_by, standing.answered_at = words, actor, clock.now()
    standing.save(update_fields=["answer", "answered_by", "answered_at"])
    _tell(standing, "answered a question", actor)
    tell_mentioned(review=question.review, about=target_of(question), body=words, before=standing.body, author=actor)
    _tell_asker(standing, actor)
    return standing


def _tell_asker(question: Question, actor: User) -> None:
    """Whoever asked hears that there is an answer, unless it is their own."""
    asked_by, at = question.asked_by, question.answered_at
    if asked_by and at and asked_by != actor and asked_by.is_active:
        day = clock.today(asked_by.zone)
        queue(kind=ANSWERED, about=target_of(question), recipient=asked_by, local_date=day, due_at=at)


@transaction.atomic
def remove(*, question: Question, actor: User) -> Question:
    """Put it in the trash, where it can be brought back from."""
    return _set_deleted(question, clock.now(), "removed a question", actor)


@transaction.atomic
def restore(*, question: Question, actor: User) -> Question:
    """Take it out of the trash."""
    return _set_deleted(question, None, "brought back a question", actor)


def _set_deleted(question: Question, at: dt.datetime | None, verb: str, actor: User) -> Question:
    standing = _locked(question)
    if (standing.deleted_at is None) != (at is None):
        standing.deleted_at = at
        standing.save(update_fields=["deleted_at"])
        _tell(standing, verb, actor)
    return standing


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("asked_by", "answered_by")
    return rows.get(pk=question.pk)


def _tell(question: Question, verb: str, actor: User) -> None:
    chain = f"review:{question.review_id}"
    record(verb=verb, chain=chain, actor=actor, target=target_of(question))
    announce(room=chain, topic=TOPIC, object_id=question.pk)
