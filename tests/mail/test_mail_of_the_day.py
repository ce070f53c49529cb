"""One mail a person and day: what goes into it, under which name, and what becomes of it when something breaks."""

import datetime as dt
import email
import email.policy
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from itertools import count

import pytest
import time_machine
from django.db import connection
from django.db.models.functions import Now

from postmortems.mail import leases
from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.models import Delivery
from postmortems.shared import clock
from tests.factories import UserFactory
from tests.mail.sink import Sink, serving

pytestmark = pytest.mark.django_db
ZONE = "Pacific/Auckland"
_about = count()


@pytest.fixture
def ann(db):
    return UserFactory(display_name="Ann", zone=ZONE)


@pytest.fixture
def due(outbox_kind) -> Callable[..., Delivery]:
    """Put one message for the mail of the day into the outbox."""

    def make(person, **fields) -> Delivery:
        about, now = f"note:{next(_about)}", clock.now()
        defaults = {"kind": "daily", "local_date": now.date(), "due_at": now, "created_at": now}
        return Delivery.objects.create(**{**defaults, "about": about, "recipient": person, **fields})

    return make


def read(sink: Sink) -> list[EmailMessage]:
    return [email.message_from_bytes(content, policy=email.policy.default) for _to, content in sink.taken]


@pytest.fixture(autouse=True)
def clock_hands() -> Iterator[time_machine.Traveller]:
    """Ten in the morning of 19 November in Auckland, until a test moves on."""
    with time_machine.travel(dt.datetime(2026, 11, 18, 21, 0, tzinfo=dt.UTC), tick=False) as moving:
        yield moving


def once(reply: str) -> Callable[[str], str | None]:
    """An answer for the first message; the next ones are taken."""
    left = [reply]
    return lambda address: left.pop() if left else None


def names(sink: Sink) -> list[str]:
    return [mail["Message-ID"] for mail in read(sink)]


def states() -> list[tuple[str, int]]:
    return list(Delivery.objects.order_by("pk").values_list("status", "tries"))


def leases_end() -> None:
    Delivery.objects.filter(status="waiting").update(leased_until=Now() - dt.timedelta(seconds=1), waits_until=None)


def test_what_is_due_for_one_person_is_one_mail(smtp, due, ann):
    bob = UserFactory(display_name="Bob", zone=ZONE)
    with serving(sink := Sink()) as port:
        smtp(port)
        rows = [due(ann), due(bob), due(ann), due(ann)]
        deliver_all_due()
    first, second = read(sink)
    assert (first["To"], second["To"]) == (ann.email, bob.email)
    assert first["Subject"] == f"About {rows[0].about} (and 2 more)"
    assert second["Subject"] == f"About {rows[1].about}"
    text = first.get_body(("plain",)).get_content()
    assert text.count("Hello Ann & co") == 3
    assert text.count("At most one such mail a working day") == 1
    assert [part in first.get_body(("html",)).get_content() for part in (rows[0].about, rows[3].about)] == [True, True]
    assert states() == [("sent", 1)] * 4
    assert {row.digest_on for row in Delivery.objects.filter(recipient=ann)} == {clock.today(ZONE)}


def test_what_goes_at_once_stays_a_mail_of_its_own(smtp, due, waiting, ann):
    with serving(sink := Sink()) as port:
        smtp(port)
        due(ann)
        waiting(ann)
        due(ann)
        deliver_all_due()
    assert sorted(len(mail["Subject"].partition(" (and ")[2]) for mail in read(sink)) == [0, 7]
    assert Delivery.objects.get(kind="note").digest_on is None


def test_what_comes_later_on_that_day_waits_for_the_next(smtp, due, ann, clock_hands):
    with serving(sink := Sink()) as port:
        smtp(port)
        due(ann)
        deliver_all_due()
        late = due(ann)
        deliver_all_due()
        late.refresh_from_db()
        assert (late.status, late.tries, late.digest_on) == ("waiting", 0, None)
        assert f"{clock.local(late.waits_until, ZONE):%a %d %H:%M}" == "Fri 20 09:30"
        clock_hands.move_to(late.waits_until)
        deliver_all_due()
    assert len(set(names(sink))) == len(sink.taken) == 2


def test_a_copy_after_a_crash_has_the_same_messages_and_the_same_name(smtp, due, ann):
    """The server took the mail, and the sender died before it could note that."""
    with serving(sink := Sink()) as port:
        smtp(port)
        due(ann)
        due(ann)
        deliver_all_due()
        Delivery.objects.update(status="waiting")
        leases_end()
        due(ann)
        deliver_all_due()
    first, copy = read(sink)
    assert first["Message-ID"] == copy["Message-ID"]
    assert first["Subject"] == copy["Subject"]
    assert states()[:2] == [("sent", 2)] * 2
    assert states()[2][0] == "waiting"


def test_a_copy_on_another_day_keeps_its_name(smtp, due, ann, clock_hands):
    with serving(sink := Sink(data=once("drop"))) as port:
        smtp(port)
        due(ann)
        deliver_all_due()
        begun_on = Delivery.objects.get().digest_on
        clock_hands.shift(dt.timedelta(days=1))
        deliver_all_due()
    assert Delivery.objects.get().digest_on == begun_on == dt.date(2026, 11, 19)
    assert len(sink.taken) == 1


def test_a_mail_that_was_refused_takes_along_what_is_new(smtp, due, ann, clock_hands):
    """451 says that nothing was taken: tomorrow there is one mail, not two."""
    with serving(sink := Sink(data=once("451 later"))) as port:
        smtp(port)
        due(ann)
        deliver_all_due()
        assert Delivery.objects.get().digest_on is None
        clock_hands.shift(dt.timedelta(days=1))
        due(ann)
        deliver_all_due()
    assert len(sink.taken) == 1
    assert "and 1 more" in read(sink)[0]["Subject"]


def test_550_ends_all_of_that_mail_and_nobody_elses(smtp, due, ann):
    bob = UserFactory(display_name="Bob", zone=ZONE)
    with serving(Sink(rcpt=lambda address: "550 no" if "ann" in address else None)) as port:
        smtp(port)
        due(ann)
        due(ann)
        due(bob)
        deliver_all_due()
    assert [status for status, _tries in states()] == ["undeliverable", "undeliverable", "sent"]


def test_one_that_is_not_wanted_or_cannot_be_written_does_not_hold_back_the_others(smtp, due, ann, outbox_kind):
    first, second = due(ann), due(ann)
    broken = due(ann, kind="from-the-future")
    outbox_kind["still"] = lambda delivery: delivery.pk != first.pk
    with serving(sink := Sink()) as port:
        smtp(port)
        deliver_all_due()
    assert [mail["Subject"] for mail in read(sink)] == [f"About {second.about}"]
    assert states() == [("dropped", 1), ("sent", 1), ("waiting", 1)]
    broken.refresh_from_db()
    assert broken.last_reply == "KeyError"


@pytest.mark.django_db(transaction=True)
def test_twelve_senders_at_once_write_one_mail(outbox_kind, due):
    ann, start, claims = UserFactory(display_name="Ann", zone=ZONE), threading.Barrier(12), []
    for _ in range(20):
        due(ann)

    def race() -> None:
        try:
            start.wait()
            claims.append(leases.claim())
        finally:
            connection.close()

    racers = [threading.Thread(target=race) for _ in range(12)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert [len(claim.rows) for claim in claims if claim] == [20]
    assert len(claims) == 12


@pytest.mark.django_db(transaction=True)
def test_nobody_else_writes_to_a_person_while_one_mail_to_them_is_begun(outbox_kind, due):
    """A message that is new between one sender's look and another's claim does not become a second mail of that day."""
    ann = UserFactory(display_name="Ann", zone=ZONE)
    due(ann)
    begun = leases.claim()
    due(ann)
    other = leases.claim()
    assert begun is not None
    assert other is not None
    assert (begun.rows[0].digest_on, other.rows[0].digest_on) == (clock.today(ann.zone), None)
