"""Following a review or a service: told when it eases, is over and is shared; one press ends it."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from postmortems.mail.models import Delivery
from postmortems.mail.queries import notices_for
from postmortems.reviews.following import Follow
from postmortems.reviews.mentions import mentioned
from postmortems.reviews.models import Review, Service
from postmortems.timeline.models import TimelineEvent
from tests.factories import IncidentFactory, UserFactory

NOW = dt.datetime(2026, 11, 24, 13, 2, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def incident(cast):
    Review.objects.filter(pk=cast.review.pk).update(filed_at=NOW)
    return IncidentFactory(review=cast.review, started_at=NOW - dt.timedelta(minutes=40))


def at(cast, name, *args):
    return reverse(name, args=[cast.review.ref, *args])


def press(client, cast, stamp, **more):
    client.post(at(cast, "incident-stamp"), {"stamp": stamp, **more})


def heard(user):
    return [notice.words for notice in notices_for(user, 10)]


def test_whoever_follows_hears_when_it_eases_and_is_over_and_who_did_it_does_not(cast, incident, signed_in):
    signed_in(cast.reader).post(at(cast, "follow-review"))
    client = signed_in(cast.owner)
    client.post(at(cast, "follow-review"))
    press(client, cast, "mitigated_at")
    press(client, cast, "resolved_at")
    title = cast.review.title
    assert set(heard(cast.reader)) == {f"It has eased — {title}", f"It is over — {title}"}
    assert heard(cast.owner) == []
    assert heard(cast.teammate) == []


def test_a_moment_filled_in_among_the_facts_is_told_too_unless_it_is_long_past(cast, incident, signed_in):
    signed_in(cast.reader).post(at(cast, "follow-review"))
    client = signed_in(cast.owner)
    moment = (NOW - dt.timedelta(minutes=5)).astimezone(ZoneInfo("Europe/Berlin"))
    said = {"title": cast.review.title, "kind": "incident", "started_at": "2026-11-01T10:00"}
    client.post(at(cast, "facts"), said | {"mitigated_at": "2026-11-01T11:00"})
    client.post(
        at(cast, "facts"), said | {"mitigated_at": "2026-11-01T11:00", "resolved_at": f"{moment:%Y-%m-%dT%H:%M}"}
    )
    assert heard(cast.reader) == [f"It is over — {cast.review.title}"]


def test_whoever_follows_a_service_hears_of_every_review_that_touches_it(cast, incident, signed_in):
    checkout = Service.objects.create(name="Checkout")
    incident.services.add(checkout)
    signed_in(cast.reader).post(reverse("follow-service", args=[checkout.pk]))
    press(signed_in(cast.owner), cast, "resolved_at")
    assert heard(cast.reader) == [f"It is over — {cast.review.title}"]


def test_one_press_ends_it_and_what_waits_is_no_longer_told(cast, incident, signed_in):
    client = signed_in(cast.reader)
    client.post(at(cast, "follow-review"))
    press(signed_in(cast.owner), cast, "resolved_at")
    client = signed_in(cast.reader)
    assert cast.review.title in client.get(reverse("following")).content.decode()
    client.post(at(cast, "follow-review"), {"not": "1", "from": "list"})
    assert not Follow.objects.exists()
    assert heard(cast.reader) == []


def test_a_stamp_taken_back_is_not_told(cast, incident, signed_in):
    signed_in(cast.reader).post(at(cast, "follow-review"))
    press(signed_in(cast.owner), cast, "resolved_at")
    press(signed_in(cast.owner), cast, "resolved_at", back="1")
    assert heard(cast.reader) == []


def test_who_may_not_see_it_any_more_hears_nothing_of_it(cast, incident, signed_in):
    signed_in(cast.stranger).post(at(cast, "follow-review"))
    press(signed_in(cast.owner), cast, "resolved_at")
    cast.restrict()
    assert heard(cast.stranger) == []
    assert cast.review.title not in signed_in(cast.stranger).get(reverse("following")).content.decode()


def write(client, cast, body, slot="summary", version=0):
    return client.post(at(cast, "text", slot), {"body": body, "base_version": version})


def test_somebody_named_with_an_at_hears_of_it_once_and_never_the_words(cast, signed_in):
    client = signed_in(cast.owner)
    write(client, cast, "@Sven Kallas saw the queue grow. Secret word: heron.")
    write(client, cast, "@Sven Kallas saw the queue grow. More.", version=1)
    assert heard(cast.involved) == [f"Priya names you in “{cast.review.title}”"]
    assert Delivery.objects.filter(kind="mentioned").count() == 1


def test_a_name_taken_out_or_a_page_closed_to_them_is_not_told(cast, signed_in):
    write(signed_in(cast.owner), cast, "@tomas.reyes and @Lea know more.")
    assert len(heard(cast.reader)) == len(heard(cast.teammate)) == 1
    Review.objects.filter(pk=cast.review.pk).update(visibility="people")
    assert heard(cast.reader) == []
    Review.objects.filter(pk=cast.review.pk).update(visibility="everyone")
    write(signed_in(cast.owner), cast, "@Lea knows more.", version=1)
    assert heard(cast.reader) == []
    assert len(heard(cast.teammate)) == 1


def test_who_may_not_see_the_review_is_not_even_queued(cast, signed_in):
    cast.restrict()
    write(signed_in(cast.owner), cast, "@Noor Haddad should know.")
    assert not Delivery.objects.filter(kind="mentioned").exists()


def test_the_same_holds_for_all_that_a_review_says(cast, signed_in):
    client, key = signed_in(cast.owner), lambda: str(uuid.uuid4())
    where = {"date": "2026-11-19", "time": "14:02", "kind": "observation"}
    client.post(at(cast, "timeline"), {**where, "body": "@Sven Kallas saw it.", "form_key": key()})
    client.post(at(cast, "factors"), {"sentence": "The list that @Lea knows has no owner", "form_key": key()})
    client.post(at(cast, "questions"), {"body": "Does @tomas.reyes know?", "form_key": key()})
    client.post(at(cast, "review-actions"), {"sentence": "Show the list, as @mina.okafor drew it", "form_key": key()})
    about = dict(Delivery.objects.filter(kind="mentioned").values_list("recipient__display_name", "about"))
    assert {name: place.partition(":")[0] for name, place in about.items()} == {
        "Sven Kallas": "event",
        "Lea Brandt": "factor",
        "Tomas Reyes": "question",
        "Mina Okafor": "action",
    }
    people = (cast.involved, cast.teammate, cast.reader, cast.facilitator)
    assert [heard(person) for person in people] == [[f"Priya names you in “{cast.review.title}”"]] * 4
    event = TimelineEvent.objects.get()
    changed = {**where, "body": "Somebody saw it.", "version": event.version}
    client.post(at(cast, "timeline-event", event.pk), changed)
    assert heard(cast.involved) == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("@Lea Brandt saw it", {"Lea Brandt"}),
        ("ask @lea.brandt.", {"Lea Brandt"}),
        ("(@mina) and @Mina", {"Mina Okafor"}),
        ("@Sven saw it", set()),  # two are called so
        ("@Sven Kallas and @sven.berg", {"Sven Kallas", "Sven Berg"}),
        ("lea@example.org wrote", set()),
        ("@Leander is somebody else", set()),
        ("@ Lea, @@Lea, @_lea", set()),
    ],
)
def test_an_at_names_exactly_one_person(db, body, names):
    people = [UserFactory(display_name=name) for name in ("Lea Brandt", "Mina Okafor", "Sven Kallas", "Sven Berg")]
    assert {person.display_name for person in people if person.pk in mentioned(body, people)} == names
