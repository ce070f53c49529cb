"""The messages that ask nothing, from what somebody does on a page to a mail server, and out again by one press."""

import datetime as dt
import email
import email.policy

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from postmortems.mail.deliver import deliver_all_due
from postmortems.questions.models import Question
from tests.factories import ActionFactory, IncidentFactory, QuestionFactory
from tests.followup.conftest import BEFORE, MORNING
from tests.mail.sink import Sink, serving

SECRET = "heron"


@pytest.fixture
def happened(cast, signed_in):
    """On one afternoon an incident ends, a promise is kept, a question is answered and somebody is named."""
    review = cast.review
    with time_machine.travel(BEFORE, tick=False):
        item = ActionFactory(review=review, owner=cast.involved, written_by=cast.reader, state="accepted")
        question = QuestionFactory(review=review, asked_by=cast.reader, body=f"Who saw the {SECRET}?")
        IncidentFactory(review=review, started_at=BEFORE)
    with time_machine.travel(MORNING - dt.timedelta(hours=20), tick=False):
        signed_in(cast.reader).post(reverse("follow-review", args=[review.ref]))
        client = signed_in(cast.owner)
        client.post(reverse("incident-stamp", args=[review.ref]), {"stamp": "resolved_at"})
        answered = {"answer": f"The {SECRET} was seen by nobody.", "body": question.body}
        client.post(reverse("question", args=[review.ref, question.pk]), answered)
        summary = {"body": f"@tomas.reyes knows the {SECRET}.", "base_version": 0}
        client.post(reverse("text", args=[review.ref, "summary"]), summary)
        signed_in(cast.involved).post(reverse("action-answer", args=[item.pk]), {"answer": "done"})
    assert Question.objects.get().answered_at
    item.refresh_from_db()
    assert item.state == "done"
    return item


def sent_at(moment: dt.datetime, settings) -> dict[str, email.message.EmailMessage]:
    """What the worker sends at that moment through a real server, by who gets it."""
    with serving(sink := Sink()) as port:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5}}}
        with time_machine.travel(moment, tick=False):
            deliver_all_due()
    return {to: email.message_from_bytes(content, policy=email.policy.default) for to, content in sink.taken}


def test_what_is_new_comes_in_the_one_mail_of_the_morning_and_can_be_quietened_there(cast, happened, settings):
    assert sent_at(MORNING - dt.timedelta(hours=19), settings) == {}  # nothing at once
    sent = sent_at(MORNING, settings)
    mail = sent[cast.reader.email]
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for words in (
        happened.sentence,
        "is over.",
        "Priya answered it.",
        "Priya Raman names you",
        f"http://localhost:8000{reverse('questions', args=[cast.review.ref])}#question-",
    ):
        assert words in text
    assert text.count("At most one such mail a working day") == 1
    assert "<title>" in html or "<body" in html
    assert "<img" not in html  # nothing that tells on its reader
    assert f"The {SECRET} was" not in text + html
    assert f"knows the {SECRET}" not in text + html
    assert cast.owner.email in sent  # and who keeps the review hears of the promise as well
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert Client().get(address).status_code in (200, 405)
    cast.reader.refresh_from_db()
    before = list(cast.reader.quiet_topics)
    assert Client().post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    cast.reader.refresh_from_db()
    assert len(cast.reader.quiet_topics) > len(before)
    assert sent_at(MORNING + dt.timedelta(minutes=5), settings) == {}  # and never twice
