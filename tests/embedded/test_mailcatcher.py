"""The mail catcher, as the process that `make run` starts, with real SMTP."""

import email
import email.policy
import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from postmortems.embedded.environment import PROJECT
from postmortems.embedded.readiness import free_port
from tests.processes import wait_until


@pytest.fixture
def catcher(tmp_path: Path) -> Iterator[tuple[int, Path, "subprocess.Popen[bytes]"]]:
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "MAIL_CATCHER_PORT": str(port)}
    command = [sys.executable, "-m", "postmortems.embedded.mailcatcher"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as process:
        assert wait_until(lambda: answers(port), within=10)
        yield port, tmp_path / "mail", process
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            assert process.wait(5) == 0


def answers(port: int) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=2) as server:
            return server.noop()[0] == 250
    except OSError:
        return False


def letter(subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "app@example.org", "lea@example.org", subject
    message["Message-ID"] = f"<{subject.encode().hex()}@example.org>"
    message.set_content("Grüße.\n.\n. a line that is only a dot must survive\n")
    return message


def test_each_message_is_one_file_in_order_of_arrival(catcher: tuple[int, Path, object]) -> None:
    port, folder, _ = catcher
    with smtplib.SMTP("127.0.0.1", port) as server:
        for number in range(20):
            server.send_message(letter(f"number {number}"))
    kept = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted(folder.iterdir())
    ]
    assert [message["Subject"] for message in kept] == [f"number {number}" for number in range(20)]


def test_a_message_is_kept_byte_for_byte_below_its_envelope(catcher: tuple[int, Path, object]) -> None:
    port, folder, _ = catcher
    sent = letter("Straße").as_bytes(policy=email.policy.SMTP)
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.sendmail("bounce@example.org", ["lea@example.org", "sven@example.org"], sent)
    (file,) = folder.iterdir()
    envelope = (
        b"Return-Path: <bounce@example.org>\r\nDelivered-To: lea@example.org\r\nDelivered-To: sven@example.org\r\n"
    )
    assert file.read_bytes() == envelope + sent


def test_a_killed_catcher_leaves_no_half_message(catcher: tuple[int, Path, "subprocess.Popen[bytes]"]) -> None:
    port, folder, process = catcher
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(letter("whole"))
        server.mail("app@example.org")
        server.rcpt("lea@example.org")
        server.putcmd("data")
        server.getreply()
        server.send(b"Subject: half\r\n\r\nhalf")
        process.kill()
        process.wait()
        server.close()
    assert [path.suffix for path in folder.iterdir()] == [".eml"]
