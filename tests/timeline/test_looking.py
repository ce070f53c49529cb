"""Who comes late sees what changed since they last looked."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from postmortems.timeline import services
from postmortems.timeline.looking import look, news_for
from postmortems.timeline.services import Entry
from tests.factories import EventFactory
from tests.timeline.test_views import event  # noqa: F401

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(("minutes", "news"), [(10, False), (31, True)])
def test_a_new_visit_shows_what_others_did_since(cast, signed_in, event, minutes, news):  # noqa: F811
    page, client = reverse("timeline", args=[cast.review.ref]), signed_in(cast.teammate)
    with time_machine.travel(NOON):
        assert "since you looked" not in client.get(page).content.decode()
    with time_machine.travel(NOON + dt.timedelta(minutes=5)):
        services.change_event(event=event, entry=Entry.of(event, body="Told anew."), base_version=1, author=cast.owner)
    with time_machine.travel(NOON + dt.timedelta(minutes=minutes)):
        html = client.get(page).content.decode()
    assert ("New or changed since you looked on 24 Nov 13:00" in html) is news


def test_the_news_stay_for_the_visit_and_are_not_ones_own(cast, event):  # noqa: F811
    with time_machine.travel(NOON, tick=False):
        assert look(review=cast.review, user=cast.owner) is None
    with time_machine.travel(NOON + dt.timedelta(hours=2), tick=False):
        assert look(review=cast.review, user=cast.owner) == NOON
        assert look(review=cast.review, user=cast.owner) == NOON
    event.written_at = NOON - dt.timedelta(days=1)
    event.save()
    assert not news_for(cast.owner, cast.review, since=NOON - dt.timedelta(days=400))


def test_what_was_taken_out_is_counted_and_what_is_kept_back_is_not(cast):
    gone = {"written_at": NOON - dt.timedelta(days=1), "deleted_at": NOON + dt.timedelta(hours=1)}
    EventFactory(review=cast.review, **gone)
    EventFactory(review=cast.review, is_kept_back=True, **gone)
    news = news_for(cast.teammate, cast.review, since=NOON)
    assert (news.events, news.removed, bool(news)) == ([], 1, True)


def test_a_story_of_one_voice_asks_who_else_was_there(cast, signed_in):
    for _n in range(3):
        EventFactory(review=cast.review, written_by=cast.owner)
    page, client = reverse("timeline", args=[cast.review.ref]), signed_in(cast.owner)
    assert "Told by one person so far." in client.get(page).content.decode()
    EventFactory(review=cast.review, written_by=cast.involved)
    assert "Told by one person so far." not in client.get(page).content.decode()
