"""One mail through the real settings, against real servers that refuse at every step."""

import socket
import ssl
import threading

import pytest

from postmortems.organisation.mail_check import explain, send_test, server
from tests.factories import UserFactory
from tests.organisation.conftest import Sink, serving

pytestmark = pytest.mark.django_db


def steps(answer):
    return {str(step.label): step.state for step in answer.steps}


def test_it_arrives(smtp):
    sink, person = Sink(), UserFactory(display_name="Ada Field")
    with serving(sink) as port:
        smtp(port)
        answer = send_test(person)
    assert answer.arrived
    assert set(steps(answer).values()) == {"done"}
    [(to, content)] = sink.taken
    assert to == "ada.field@example.org"
    assert b"Hello Ada" in content


def test_nothing_listens(smtp):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    smtp(port)
    answer = send_test(UserFactory())
    assert "nothing listens on its port" in answer.words
    assert steps(answer)["Reach the server"] == "failed"
    assert steps(answer)["Take the message"] == "ahead"


def test_the_name_leads_nowhere(settings):
    settings.MAILERS = {"default": {"OPTIONS": {"host": "no-such-host.invalid", "port": 25, "timeout": 2}}}
    answer = send_test(UserFactory())
    assert "no-such-host.invalid leads nowhere" in answer.words


def test_no_answer_comes(smtp):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        smtp(silent.getsockname()[1], timeout=0.3)
        answer = send_test(UserFactory())
    assert "did not answer" in answer.words


def test_the_server_hangs_up(smtp):
    with socket.create_server(("127.0.0.1", 0)) as rude:

        def hang_up():
            rude.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        smtp(rude.getsockname()[1])
        answer = send_test(UserFactory())
        thread.join()
    assert not answer.arrived
    assert steps(answer)["Reach the server"] == "failed"


@pytest.mark.parametrize(
    ("sink", "step", "code"),
    [
        (Sink(rcpt=lambda to: "550 the words of the server"), "Accept the recipient", "550"),
        (Sink(data=lambda to: "554 the words of the server"), "Take the message", "554"),
    ],
)
def test_it_names_the_step_and_the_code_never_the_servers_words(smtp, sink, step, code):
    with serving(sink) as port:
        smtp(port)
        answer = send_test(UserFactory())
    assert steps(answer)[step] == "failed"
    assert code in answer.words
    assert "the words of the server" not in answer.words


def test_a_server_without_encryption_is_named_so(settings):
    sink = Sink()
    with serving(sink) as port:
        options = {"host": "127.0.0.1", "port": port, "timeout": 2, "use_tls": True}
        settings.MAILERS = {"default": {"OPTIONS": options}}
        answer = send_test(UserFactory())
    assert "offers no encryption" in answer.words
    assert steps(answer)["Agree on encryption"] == "failed"


def test_a_server_that_takes_no_sign_in(settings):
    with serving(Sink()) as port:
        secret = {"username": "mailer", "password": "the-secret-of-the-mailer"}
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 2, **secret}}}
        answer = send_test(UserFactory())
        told = repr((answer, server()))
    assert "takes no user and password" in answer.words
    assert steps(answer)["Sign in"] == "failed"
    assert "the-secret-of-the-mailer" not in told


def test_a_certificate_that_nobody_trusts(smtp):
    smtp(465)
    answer = explain(ssl.SSLCertVerificationError("self-signed"), server())
    assert "certificate" in answer.words
    assert steps(answer)["Agree on encryption"] == "failed"


def test_the_page_says_so_to_administrators(signed_in, cast, smtp):
    sink = Sink()
    client = signed_in(cast.administrator)
    with serving(sink) as port:
        smtp(port)
        page = client.post("/settings/mail/").content.decode()
    assert "The mail server took it." in page
    assert [to for to, _ in sink.taken] == [cast.administrator.email]
