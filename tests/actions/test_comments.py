"""What people say beside an action item: kept once, safe, and each author's own to take away."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from postmortems.actions.comment import Comment
from postmortems.actions.models import ActionItem
from postmortems.shared import clock
from tests.factories import ActionFactory

LONG_AGO = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def item(cast):
    return ActionFactory(review=cast.review, owner=cast.involved, state="accepted", touched_at=LONG_AGO)


def say(client, item, body, key=None):
    return client.post(reverse("comments", args=[item.pk]), {"body": body, "form_key": key or uuid.uuid4()})


def test_a_comment_is_shown_as_markdown_and_resets_the_reminder_clock(cast, signed_in, item):
    client, key = signed_in(cast.reader), uuid.uuid4()
    before = clock.now()
    for _ in range(2):  # sent twice
        response = say(client, item, "Ask **Lea** first <script>alert(1)</script>", key)
    assert response.status_code == 302
    assert Comment.objects.count() == 1
    assert ActionItem.objects.get().touched_at >= before
    page = client.get(response["Location"]).text
    assert "<strong>Lea</strong>" in page
    assert "<script>alert" not in page


def test_an_empty_comment_is_asked_for_a_few_words_and_touches_nothing(cast, signed_in, item):
    response = say(signed_in(cast.reader), item, "  ")
    assert (response.status_code, "A few words are enough." in response.text) == (422, True)
    assert "<title>Error:" in response.text
    assert ActionItem.objects.get().touched_at == LONG_AGO


def test_its_author_takes_it_away_and_brings_it_back(cast, signed_in, item):
    client = signed_in(cast.reader)
    say(client, item, "Second thoughts")
    row = Comment.objects.get()
    taken = client.post(reverse("comment-remove", args=[item.pk, row.pk]))
    page = client.get(taken["Location"]).text
    assert "Second thoughts" not in page
    assert "Undo" in page
    client.post(reverse("comment-restore", args=[item.pk, row.pk]))
    assert "Second thoughts" in client.get(reverse("action", args=[item.pk])).text


def test_nobody_takes_away_what_somebody_else_said(cast, signed_in, item):
    say(signed_in(cast.reader), item, "Mine")
    row = Comment.objects.get()
    assert signed_in(cast.owner).post(reverse("comment-remove", args=[item.pk, row.pk])).status_code == 404
    assert Comment.objects.alive().count() == 1


def test_the_page_asks_as_much_with_many_comments_as_with_one(cast, signed_in, item, django_assert_num_queries):
    client = signed_in(cast.owner)
    to = reverse("action", args=[item.pk])
    say(client, item, "One")
    client.get(to)
    with time_machine.travel(LONG_AGO, tick=False):
        for number in range(12):
            Comment.objects.create(action=item, author=cast.reader, body=str(number), html="x", written_at=clock.now())
    with django_assert_num_queries(9):
        assert client.get(to).text.count('<article class="card stack tight" id="comment-') == 13
