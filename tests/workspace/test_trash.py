"""Thirty days of trash: what I or my reviews threw away comes back with one press, then it is forgotten."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.attachments import storage
from postmortems.attachments.services import forget
from postmortems.attachments.services import remove as remove_file
from postmortems.factors.models import ContributingFactor
from postmortems.questions.models import Question
from postmortems.reviews.models import Incident, Review
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import TextRevision
from postmortems.workspace.emptying import empty_trash
from tests.attachments.bringing import attached
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory, QuestionFactory, ReviewFactory

NOW = dt.datetime(2026, 11, 24, 13, 2, tzinfo=dt.UTC)
TRASH = "/trash/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def parts(cast):
    return {
        "event": EventFactory(review=cast.review, body="The queue grew."),
        "factor": FactorFactory(review=cast.review),
        "action": ActionFactory(review=cast.review, owner=cast.owner),
        "question": QuestionFactory(review=cast.review),
        "incident": IncidentFactory(review=cast.review),
    }


REMOVES = {
    "event": "timeline-event-remove",
    "factor": "factor-remove",
    "action": "action-remove",
    "question": "question-remove",
    "incident": "incident-remove",
}
WORDS = {
    "event": "The queue grew.",
    "factor": "Health checks measured the load balancer",
    "action": "Make the push tool refuse a drained pool",
    "question": "Why did the drain list have no owner?",
    "incident": "Customers could not pay",
}


def throw(client, cast, name, row):
    args = [row.pk] if name == "action" else [cast.review.ref, row.pk]
    client.post(reverse(REMOVES[name], args=args))
    row.refresh_from_db(from_queryset=type(row)._base_manager.all())
    assert row.deleted_at is not None


@pytest.mark.parametrize("name", sorted(REMOVES))
def test_each_part_lies_there_and_comes_back_with_one_press(cast, parts, signed_in, name):
    throw(signed_in(cast.teammate), cast, name, parts[name])
    for person in (cast.teammate, cast.owner):  # who threw it away, and whose review it is
        assert WORDS[name] in signed_in(person).get(TRASH).content.decode()
    assert WORDS[name] not in signed_in(cast.reader).get(TRASH).content.decode()
    signed_in(cast.owner).post(TRASH, {"what": f"{name}:{parts[name].pk}"})
    parts[name].refresh_from_db(from_queryset=type(parts[name])._base_manager.all())
    assert parts[name].deleted_at is None
    assert WORDS[name] not in signed_in(cast.owner).get(TRASH).content.decode()


def test_a_file_lies_there_too_and_comes_back_with_its_bytes(cast, signed_in, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    file = attached(cast.review, cast.involved, data=b"a,b", name="drain-list.csv")
    place = reverse("attachment", args=[cast.review.ref, file.pk])
    remove_file(attachment=file, actor=cast.involved)
    client = signed_in(cast.owner)
    assert client.get(place).status_code == 404
    assert "drain-list.csv" in client.get(TRASH).content.decode()
    answer = client.post(TRASH, {"what": f"attachment:{file.pk}"}, follow=True)
    assert f"It is back in {cast.review.ref}." in answer.content.decode()
    assert b"".join(client.get(place)) == b"a,b"
    remove_file(attachment=file, actor=cast.involved)
    with time_machine.travel(NOW + dt.timedelta(days=31), tick=False):
        assert forget() == 1
    assert not storage.place_of(file.stored).exists()


def test_only_who_writes_there_brings_back_and_a_stranger_learns_nothing(cast, parts, signed_in):
    throw(signed_in(cast.owner), cast, "event", parts["event"])
    what = {"what": f"event:{parts['event'].pk}"}
    assert signed_in(cast.reader).post(TRASH, what).status_code == 403
    cast.restrict()
    assert signed_in(cast.stranger).post(TRASH, what).status_code == 404
    assert not TimelineEvent.objects.alive().exists()


@pytest.mark.parametrize("what", ["", "event:", "event:999999", "user:1", "event:²", "factor:1' OR 1=1"])
def test_odd_wishes_find_nothing(cast, signed_in, what):
    assert signed_in(cast.owner).post(TRASH, {"what": what}).status_code == 404


def test_a_whole_review_lies_there_for_who_may_bring_it_back(cast, parts, signed_in):
    signed_in(cast.owner).post(reverse("withdraw", args=[cast.review.ref]))
    assert cast.review.ref in signed_in(cast.owner).get(TRASH).content.decode()
    assert cast.review.ref not in signed_in(cast.teammate).get(TRASH).content.decode()


def counts():
    rows = (TimelineEvent, ContributingFactor, ActionItem, Question, Incident)
    return [model._base_manager.count() for model in rows]


def test_after_thirty_days_it_is_forgotten_with_its_words_and_what_is_younger_stays(cast, parts, signed_in):
    client = signed_in(cast.owner)
    for name, row in parts.items():
        throw(client, cast, name, row)
    TextRevision.objects.create(
        owner_kind="event", owner_id=parts["event"].pk, slot="body", version=1, body="x", written_at=NOW
    )
    with time_machine.travel(NOW + dt.timedelta(days=29), tick=False):
        assert empty_trash() == 0
    with time_machine.travel(NOW + dt.timedelta(days=31), tick=False):
        assert empty_trash() == 5
        assert empty_trash() == 0
    assert counts() == [0, 0, 0, 0, 0]
    assert not TextRevision.objects.filter(owner_kind="event").exists()
    assert Review.objects.filter(pk=cast.review.pk).exists()


def test_a_withdrawn_review_goes_with_all_it_holds_but_an_address_that_leads_somewhere_stays(cast, parts, signed_in):
    log = ReviewFactory(filed_by=cast.owner, owner=cast.owner)
    signed_in(cast.owner).post(reverse("same", args=[log.ref]), {"as": cast.review.ref})
    other = ReviewFactory(filed_by=cast.owner, owner=cast.owner)
    signed_in(cast.owner).post(reverse("withdraw", args=[other.ref]))
    with time_machine.travel(NOW + dt.timedelta(days=31), tick=False):
        assert empty_trash() == 1
    assert set(Review.objects.values_list("pk", flat=True)) == {cast.review.pk, log.pk}
