"""The tray of open questions: asked, answered once, taken out and brought back, before and after sharing."""

import uuid

import pytest
from django.urls import reverse

from postmortems.live.fragments import render
from postmortems.questions.models import Question
from postmortems.reviews.models import Review
from postmortems.shared import clock
from tests.factories import QuestionFactory

HTMX = {"HX-Request": "true"}
ASKED = "Which other pools are drained without anybody knowing?"


@pytest.fixture
def tray(cast):
    return reverse("questions", args=[cast.review.ref])


@pytest.fixture
def question(cast):
    return QuestionFactory(review=cast.review, asked_by=cast.owner)


def place(cast, question, name="question"):
    return reverse(name, args=[cast.review.ref, question.pk])


def share(cast):
    Review.objects.filter(pk=cast.review.pk).update(state="published", published_at=clock.now())


def ask(client, tray, body=ASKED, key=None, **extra):
    return client.post(tray, {"body": body, "form_key": key or uuid.uuid4()}, **extra)


def test_a_teammate_asks_and_comes_back_to_the_question(cast, signed_in, tray):
    answered = ask(signed_in(cast.teammate), tray)
    question = Question.objects.get()
    assert answered["Location"] == f"{reverse('review', args=[cast.review.ref])}#question-{question.pk}"
    assert (question.body, question.asked_by, question.kind) == (ASKED, cast.teammate, "question")


def test_with_scripts_the_question_arrives_in_the_list_and_the_form_is_blank_again(cast, signed_in, tray):
    html = ask(signed_in(cast.teammate), tray, headers=HTMX).content.decode()
    assert 'hx-swap-oob="rows:#questions-list"' in html
    assert f"<strong>{ASKED}</strong>" in html
    assert "</textarea>" in html
    assert f">{ASKED}</textarea>" not in html


def test_the_same_form_sent_twice_asks_once(cast, signed_in, tray):
    key = uuid.uuid4()
    for _ in range(2):
        assert ask(signed_in(cast.owner), tray, key=key).status_code == 302
    assert Question.objects.count() == 1


def test_nothing_typed_is_said_beside_the_field(cast, signed_in, tray):
    answered = ask(signed_in(cast.owner), tray, body="  ")
    assert answered.status_code == 422
    assert "A few words are enough." in answered.content.decode()
    assert not Question.objects.exists()


def test_a_blaming_question_is_kept_and_gets_a_quiet_thought(cast, signed_in, tray):
    words = "Sven was careless and forgot to read the list. Why?"
    html = ask(signed_in(cast.owner), tray, body=words, headers=HTMX).content.decode()
    assert Question.objects.count() == 1
    assert "One thought for later" in html


def test_a_reader_reads_and_asks_once_it_is_shared(cast, signed_in, tray, question):
    cast.restrict()
    html = signed_in(cast.reader).get(tray).content.decode()
    assert question.body in html
    assert "<textarea" not in html
    assert ask(signed_in(cast.reader), tray).status_code == 403
    share(cast)
    assert "<textarea" in signed_in(cast.reader).get(tray).content.decode()
    assert ask(signed_in(cast.reader), tray).status_code == 302
    assert cast.review.questions.get(asked_by=cast.reader).body == ASKED


def test_a_stranger_learns_nothing(cast, signed_in, tray, question):
    cast.restrict()
    client = signed_in(cast.stranger)
    assert client.get(tray).status_code == 404
    assert client.post(place(cast, question), {"answer": "x"}).status_code == 404


def test_a_wrong_method_is_said(cast, signed_in, tray, question):
    assert signed_in(cast.owner).put(tray).status_code == 405
    assert signed_in(cast.owner).get(place(cast, question, "question-remove")).status_code == 405


def test_the_form_to_answer_comes_when_it_is_asked_for(cast, signed_in, question):
    client, address = signed_in(cast.teammate), place(cast, question)
    assert "<textarea" not in client.get(address, headers=HTMX).content.decode()
    assert 'name="answer"' in client.get(f"{address}?answer=1", headers=HTMX).content.decode()
    assert 'name="answer"' in client.get(f"{address}?answer=1").content.decode()  # the page of all, without scripts
    cast.restrict()
    assert 'name="answer"' not in signed_in(cast.reader).get(f"{address}?answer=1").content.decode()


def test_an_answer_stands_with_its_name_and_day(cast, signed_in, question):
    client = signed_in(cast.teammate)
    html = client.post(place(cast, question), {"answer": "It moved teams in May."}, headers=HTMX).content.decode()
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("It moved teams in May.", cast.teammate)
    assert "answered by Lea Brandt" in html
    assert "<textarea" not in html


def test_an_answer_that_came_second_is_kept_beside_the_first(cast, signed_in, question):
    client = signed_in(cast.teammate)
    client.post(place(cast, question), {"answer": "first"})
    answered = client.post(place(cast, question), {"answer": "second"}, headers=HTMX)
    html = answered.content.decode()
    assert answered.status_code == 409
    assert "second</textarea>" in html
    assert "first" in html
    question.refresh_from_db()
    assert question.answer == "first"
    assert client.post(place(cast, question), {"answer": "first"}).status_code == 302  # the same press twice


def test_an_empty_answer_changes_nothing(cast, signed_in, question):
    assert signed_in(cast.owner).post(place(cast, question), {"answer": " "}).status_code == 422
    question.refresh_from_db()
    assert question.answered_at is None


def test_a_question_is_taken_out_and_brought_back(cast, signed_in, tray, question):
    client = signed_in(cast.teammate)
    answered = client.post(place(cast, question, "question-remove"))
    assert "Undo" in client.get(answered["Location"]).content.decode()
    assert question.body not in client.get(tray).content.decode()
    html = client.post(place(cast, question, "question-restore"), headers=HTMX).content.decode()
    assert question.body in html


def test_what_is_told_differently_leaves_by_an_answer_or_by_who_said_it(cast, signed_in):
    told = QuestionFactory(review=cast.review, kind="objection", asked_by=cast.involved, body="It was at 14:20.")
    assert signed_in(cast.owner).post(place(cast, told, "question-remove")).status_code == 403
    assert signed_in(cast.involved).post(place(cast, told, "question-remove")).status_code == 302


def test_an_open_question_can_still_be_answered_once_the_review_is_shared(cast, signed_in, question):
    share(cast)
    assert signed_in(cast.teammate).post(place(cast, question), {"answer": "In May."}).status_code == 302
    assert signed_in(cast.reader).post(place(cast, question), {"answer": "Mine."}).status_code == 403
    assert signed_in(cast.teammate).post(place(cast, question, "question-remove")).status_code == 403


def test_other_pages_get_the_question_without_a_form_and_hear_that_it_is_gone(cast, question):
    assert question.body in render("question", question.pk, "reader")
    assert "<form" not in render("question", question.pk, "editor")
    assert "hx-get" in render("question", question.pk, "editor")
    question.deleted_at = clock.now()
    question.save()
    assert "data-gone" in render("question", question.pk, "reader")


@pytest.mark.parametrize("count", [1, 30])
def test_the_tray_costs_the_same_for_one_and_for_thirty(cast, signed_in, tray, django_assert_num_queries, count):
    for _ in range(count):
        QuestionFactory(review=cast.review, asked_by=cast.owner)
    client = signed_in(cast.owner)
    with django_assert_num_queries(6):  # session, person, review, moment, questions, kept words
        client.get(tray)
