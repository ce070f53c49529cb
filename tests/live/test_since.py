"""What a page asks for after a while without a stream."""

import datetime as dt

import psycopg
import pytest
from django.db import connection, transaction
from django.urls import reverse

from postmortems.live import since
from postmortems.live.forgetting import forget_old_changes
from postmortems.live.models import Change
from postmortems.live.services import announce, version
from postmortems.live.since import TooLongAgo, changes_since, missed
from postmortems.shared import clock
from tests.factories import EventFactory
from tests.processes import wait_until

ROOM = "review:7"


def say(object_id, *, room=ROOM, topic="timeline-event"):
    with transaction.atomic():
        announce(room=room, topic=topic, object_id=object_id)


def test_changes_since_tells_each_thing_once_the_latest_last(transactional_db):
    before = version()
    for number in (1, 2, 1):
        say(number)
    say(9, room="review:8")
    assert changes_since(room=ROOM, version=before) == [("timeline-event", 2), ("timeline-event", 1)]
    # Whoever writes at the same time, in another database of the server too, makes a page ask for a little more.
    assert wait_until(lambda: changes_since(room=ROOM, version=version()) == [], within=60)


def test_change_that_was_being_written_when_the_page_was_made_is_not_missed(transactional_db):
    """The writer's id is older than the page, its commit is younger."""
    parameters = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{name: parameters[name] for name in names if parameters.get(name)}) as writer:
        writer.execute(
            "INSERT INTO postmortems_change (room, topic, object_id, transaction, changed_at)"
            " VALUES (%s, 'timeline-event', 1, pg_current_xact_id()::text::bigint, now())",
            [ROOM],
        )
        say(2)
        page = version()
        assert changes_since(room=ROOM, version=page) == [("timeline-event", 2)]
        writer.commit()
    assert ("timeline-event", 1) in changes_since(room=ROOM, version=page)


def test_missed_brings_the_page_to_the_next_version(cast):
    event = EventFactory(review=cast.review)
    before = version()
    announce(room=ROOM, topic="timeline-event", object_id=event.pk)
    found = missed(room=ROOM, version=before, audience="reader")
    assert f'id="timeline-event-{event.pk}"' in found.html
    assert "Edit" not in found.html
    assert "Edit" in missed(room=ROOM, version=before, audience="editor").html
    assert found.version >= before


@pytest.mark.parametrize("many", [since.MOST, since.MOST + 1])
def test_missed_is_for_a_few_things(db, many):
    before = version()
    for number in range(many):
        announce(room=ROOM, topic="nobody renders this", object_id=number)
    if many > since.MOST:
        with pytest.raises(TooLongAgo):
            missed(room=ROOM, version=before, audience="reader")
    else:
        assert missed(room=ROOM, version=before, audience="reader").html.strip() == ""


def test_version_of_another_database_is_too_long_ago(db):
    with pytest.raises(TooLongAgo):
        missed(room=ROOM, version=version() + 1000, audience="reader")


def test_forget_old_changes_keeps_the_last_hour(db):
    for minutes in (59, 61, 600):
        when = clock.now() - dt.timedelta(minutes=minutes)
        Change.objects.create(room=ROOM, topic="x", object_id=minutes, transaction=1, changed_at=when)
    assert forget_old_changes() == 2
    assert forget_old_changes() == 0
    assert Change.objects.get().object_id == 59


def test_since_is_for_those_who_may_see_the_review(cast, client):
    cast.restrict()
    answers = {}
    for person in (cast.stranger, cast.reader, cast.owner):
        client.force_login(person)
        answers[person.display_name] = client.get(reverse("live-review-since", args=[cast.review.ref, version()]))
    assert [answer.status_code for answer in answers.values()] == [404, 200, 200]
    assert int(answers["Priya Raman"]["Live-Version"]) > 0


def test_since_with_a_version_from_elsewhere_asks_for_the_whole_page(cast, signed_in):
    address = reverse("live-review-since", args=[cast.review.ref, 10**18])
    assert signed_in(cast.owner).get(address).status_code == 410
