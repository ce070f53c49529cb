"""What becomes of a message: against a real mail server that takes, refuses, hesitates, hangs up or says nothing."""

import datetime as dt
import email
import email.policy
import socket
import threading
import time

import pytest
from django.db.models.functions import Now

from postmortems.mail import leases, postbox
from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.message import message_id
from postmortems.mail.models import Delivery
from postmortems.shared import clock
from tests.factories import UserFactory
from tests.mail.sink import Sink, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return [UserFactory(display_name=f"Ann{number}") for number in range(3)]


def states() -> list[tuple[str, int, str]]:
    return list(Delivery.objects.order_by("pk").values_list("status", "tries", "last_reply"))


def test_mail_is_taken_with_one_connection_and_marked(smtp, waiting, people):
    with serving(sink := Sink()) as port:
        smtp(port)
        rows = waiting(*people)
        assert deliver_all_due() == 3
    assert states() == [("sent", 1, "250")] * 3
    assert sink.connections == 1
    assert [to for to, _content in sink.taken] == [person.email for person in people]
    message = email.message_from_bytes(sink.taken[0][1], policy=email.policy.default)
    assert message["Message-ID"] == message_id(rows[0])
    assert message["Subject"] == "About note:0"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().split("\r\n") == ["Hello Ann0 & co", ""]


def test_451_stays_due_and_waits_longer_each_time(smtp, waiting, people):
    with serving(sink := Sink(rcpt=lambda address: "451 later" if "ann0" in address else None)) as port:
        smtp(port)
        waiting(*people)
        deliver_all_due()
        assert states() == [("waiting", 1, "451"), ("sent", 1, "250"), ("sent", 1, "250")]
        waits = []
        for _ in range(7):
            row = Delivery.objects.get(status="waiting")
            waits.append(round((row.waits_until - clock.now()).total_seconds() / 60))
            Delivery.objects.filter(pk=row.pk).update(waits_until=None)
            deliver_all_due()
    assert waits == [1, 5, 15, 60, 360, 1440, 1440]
    assert states()[0] == ("undeliverable", 8, "451")
    assert len(sink.taken) == 2


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_550_stops_that_address_at_once_and_others_go_on(smtp, waiting, people, step):
    refuse = {step: lambda address: "550 no such person" if "ann1" in address else None}
    with serving(Sink(**refuse)) as port:
        smtp(port)
        waiting(*people)
        deliver_all_due()
    assert states() == [("sent", 1, "250"), ("undeliverable", 1, "550"), ("sent", 1, "250")]


def test_a_server_that_hangs_up_after_data_gets_it_again_under_the_same_name(smtp, waiting, people):
    first = iter(["drop"])
    with serving(sink := Sink(data=lambda address: next(first, None))) as port:
        smtp(port)
        [row] = waiting(people[0])
        deliver_all_due()
        assert states() == [("waiting", 1, "SMTPServerDisconnected")]
        Delivery.objects.update(waits_until=None)
        deliver_all_due()
    assert states() == [("sent", 2, "250")]
    assert message_id(row).encode() in sink.taken[0][1]


def test_421_in_the_middle_costs_only_one_message_a_try(smtp, waiting, people):
    with serving(sink := Sink(data=lambda address: "421 closing" if "ann0" in address else None)) as port:
        smtp(port)
        waiting(*people)
        deliver_all_due()
    assert states() == [("waiting", 1, "421"), ("sent", 1, "250"), ("sent", 1, "250")]
    assert sink.connections == 2


@pytest.fixture
def silent_port():
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_black_hole_is_left_after_the_timeout_and_the_others_do_not_try_it_too(smtp, waiting, people, silent_port):
    smtp(silent_port, timeout=0.3)
    waiting(*people)
    assert deliver_all_due() == 1
    assert states() == [("waiting", 1, "SMTPServerDisconnected"), ("waiting", 0, ""), ("waiting", 0, "")]


def test_no_server_at_all(smtp, waiting, people):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    smtp(port)
    waiting(*people)
    assert deliver_all_due() == 1
    assert states()[0] == ("waiting", 1, "ConnectionRefusedError")


def test_a_server_that_drips_is_left_when_the_whole_attempt_takes_too_long(smtp, waiting, people, monkeypatch):
    """Each byte comes in time for the socket's timeout; only the bound on the whole attempt ends it."""
    monkeypatch.setattr(postbox, "LONGEST_ATTEMPT", 0.6)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_drip, args=[server], daemon=True).start()
        smtp(server.getsockname()[1], timeout=5)
        waiting(people[0])
        deliver_all_due()
    assert states() == [("waiting", 1, "SMTPServerDisconnected")]


def _drip(server: socket.socket) -> None:
    connection, _address = server.accept()
    with connection:
        try:
            for _ in range(100):
                connection.sendall(b"2")
                time.sleep(0.1)
        except OSError:
            pass


def test_what_is_not_wanted_any_more_is_dropped_unsent(smtp, waiting, people, outbox_kind):
    outbox_kind["still"] = lambda delivery: delivery.recipient.display_name != "Ann1"
    with serving(sink := Sink()) as port:
        smtp(port)
        waiting(*people)
        deliver_all_due()
    assert [status for status, *_ in states()] == ["sent", "dropped", "sent"]
    assert len(sink.taken) == 2


def test_a_fault_of_ours_is_tried_again_and_its_words_stay_out_of_the_log(waiting, people, outbox_kind, caplog, capfd):
    def fail(delivery):
        raise RuntimeError("Priya wrote this in private")

    outbox_kind["still"] = fail
    waiting(people[0])
    deliver_all_due()
    assert states() == [("waiting", 1, "RuntimeError")]
    told = caplog.text + "".join(capfd.readouterr())
    assert "mail not sent" in told
    assert "Priya" not in told
    assert people[0].email not in told


def test_an_unknown_kind_waits_for_a_program_that_knows_it(waiting, people):
    waiting(people[0], kind="from-the-future")
    deliver_all_due()
    assert states() == [("waiting", 1, "KeyError")]


def test_a_leased_row_is_nobody_elses_until_the_database_says_so(waiting, people):
    waiting(people[0])
    assert leases.claim() is not None
    assert leases.claim() is None
    Delivery.objects.update(leased_until=Now() - dt.timedelta(seconds=1))
    again = leases.claim()
    assert again is not None
    assert [row.tries for row in again.rows] == [2]


def test_a_sender_that_comes_back_late_does_not_undo_what_another_did(waiting, people):
    waiting(people[0])
    [slow] = leases.claim().rows
    Delivery.objects.update(leased_until=Now() - dt.timedelta(seconds=1))
    quick = leases.claim().rows
    leases.put_back(slow, until=clock.now() + dt.timedelta(days=1), reply="451")
    assert Delivery.objects.get().leased_until is not None
    leases.sent(quick)
    leases.end(slow, status="undeliverable")
    assert states() == [("sent", 2, "250")]


def test_a_message_that_killed_eight_senders_is_not_given_to_a_ninth(waiting, people):
    waiting(people[0], tries=8)
    deliver_all_due()
    assert states() == [("undeliverable", 9, "no answer")]


def test_a_line_break_cannot_get_into_the_headers(smtp, waiting, people):
    with serving(sink := Sink()) as port:
        smtp(port)
        waiting(people[0], about="note:1\r\nBcc: all@example.org")
        deliver_all_due()
    message = email.message_from_bytes(sink.taken[0][1])
    assert message["Bcc"] is None
    assert message["Subject"] == "About note:1 Bcc: all@example.org"


def test_an_address_that_is_none_ends_it(smtp, waiting, people):
    with serving(sink := Sink()) as port:
        smtp(port)
        people[0].email = "ann@example.org, bob@example.org"
        people[0].save(update_fields=["email"])
        waiting(*people)
        deliver_all_due()
    assert [status for status, *_ in states()] == ["undeliverable", "sent", "sent"]
    assert len(sink.taken) == 2
