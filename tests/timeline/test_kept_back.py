"""What somebody keeps back is theirs alone, until they share it: no page of the review and no answer shows it."""

import datetime as dt
from dataclasses import fields
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from postmortems.shared import clock
from postmortems.timeline.fragments import before_changed, event_changed
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import TextRevision
from tests.architecture.test_role_matrix import TABLE, Things
from tests.factories import ActionFactory, EventFactory, FactorFactory, QuestionFactory

CANARY = "canary-4711"


@pytest.fixture
def kept_back(cast):
    """A recollection of the one who was there, as it would stand with its history, on a factor, and in the trash."""
    event = EventFactory(review=cast.review, body=f"I saw {CANARY}.", written_by=cast.involved, is_kept_back=True)
    other = EventFactory(
        review=cast.review, body=f"And {CANARY}.", written_by=cast.involved, is_kept_back=True, deleted_at=clock.now()
    )
    FactorFactory(review=cast.review).events.add(event, other)
    place = {"owner_kind": "event", "slot": "body", "version": 1, "author": cast.involved, "written_at": clock.now()}
    for one in (event, other):
        TextRevision.objects.create(owner_id=one.pk, body=one.body, **place)
    return event


def pages_of(review):
    """Every address of a review that can be read."""
    made = {
        "ref": review.ref,
        "event": EventFactory(review=review).pk,
        "factor": FactorFactory(review=review).pk,
        "action": ActionFactory(review=review).pk,
        "question": QuestionFactory(review=review).pk,
    }
    made["meeting"] = SimpleNamespace(pk=0, code="-", screen_key="-")  # none of its pages is named by the review
    things = Things(**{one.name: made.get(one.name, 0) for one in fields(Things)})
    for name, row in TABLE.items():
        args = row.args(things)
        if name != "live-review" and 200 in row.get and (args[:1] == [review.ref] or args == [things.action]):
            yield reverse(name, args=args) + row.query


@pytest.mark.parametrize("state", ["gathering", "published"])
@pytest.mark.parametrize("role", ["owner", "facilitator", "reader"])
def test_no_page_of_the_review_shows_it(role, state, cast, kept_back):
    cast.review.state, cast.review.published_at = state, clock.now()
    cast.review.save()
    client = Client()
    client.force_login(getattr(cast, role))
    said = [(page, client.get(page).getvalue().decode(errors="replace")) for page in pages_of(cast.review)]
    assert sum(len(html) > 2_000 for _, html in said) > 8
    assert [page for page, html in said if CANARY in html] == []


@pytest.mark.parametrize("role", ["owner", "facilitator", "teammate"])
def test_its_own_addresses_are_nobody_elses(role, cast, kept_back, signed_in):
    client = signed_in(getattr(cast, role))
    for name in ("timeline-event", "timeline-event-edit"):
        assert client.get(reverse(name, args=[cast.review.ref, kept_back.pk])).status_code == 404
    for name in ("timeline-event-remove", "timeline-event-restore", "timeline-event"):
        assert client.post(reverse(name, args=[cast.review.ref, kept_back.pk])).status_code == 404
    assert client.get(reverse("history", args=[cast.review.ref, f"event-{kept_back.pk}"])).status_code == 404


def test_it_is_in_no_list_that_anybody_reads_from(cast, kept_back):
    factor = cast.review.factors.get()
    assert not list(TimelineEvent.objects.all()) + list(cast.review.events.all()) + list(factor.events.all())
    assert cast.review.events.count() == 0
    assert TimelineEvent.everything.count() == 2


@pytest.mark.parametrize("audience", ["editor", "reader"])
def test_it_is_sent_to_no_open_page(audience, kept_back):
    assert event_changed(kept_back.pk, audience) is None
    assert before_changed(kept_back.pk, audience) is None


def test_no_silence_is_reckoned_with_it(cast, kept_back, signed_in):
    early = EventFactory(review=cast.review, occurred_at=kept_back.occurred_at - dt.timedelta(minutes=20))
    late = EventFactory(review=cast.review, occurred_at=kept_back.occurred_at + dt.timedelta(minutes=20))
    page = signed_in(cast.owner).get(reverse("timeline", args=[cast.review.ref])).content.decode()
    assert early.body in page
    assert f'id="timeline-gap-{late.pk}"' in page
    assert "40 minutes without an entry." in page
