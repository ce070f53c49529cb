"""What is broken is said in one sentence, before anything starts, and never with a password in it."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from postmortems.embedded.data_dir import hold, prepare_data_dir, try_hold
from postmortems.embedded.environment import PROJECT, Wishes
from postmortems.embedded.preflight import check_database, check_port, check_redis, check_smtp
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.readiness import free_port

NOT_POSTGRESQL = "DATABASE_URL is not an address like postgresql://user:password@host:5432/database."
NOT_REDIS = "REDIS_URL is not an address like redis://host:6379/0."
NOT_SMTP = "SMTP_URL is not an address like smtp://user:password@host:25 (or smtp+starttls, smtps)."


@pytest.fixture
def silent() -> Iterator[int]:
    """A port where somebody listens who speaks no protocol: it closes every connection at once."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def close_all() -> None:
            while True:
                try:
                    server.accept()[0].close()
                except OSError:
                    return

        threading.Thread(target=close_all, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://u:secret@host/db", "postgresql://u:secret@host:port/db", "postgresql://?odd=secret", ""],
)
def test_an_address_that_is_none_of_postgresql(url: str) -> None:
    with pytest.raises(CannotStart) as problem:
        check_database("DATABASE_URL", url)
    assert str(problem.value) == NOT_POSTGRESQL


def test_a_database_that_refuses_the_connection() -> None:
    with pytest.raises(CannotStart, match=r"PostgreSQL does not let us in: .*Connection refused") as problem:
        check_database("DATABASE_URL", f"postgresql://someone:secret@127.0.0.1:{free_port()}/db")
    assert "secret" not in str(problem.value)


def test_a_wrong_password() -> None:
    host = os.environ["DATABASE_URL"].rpartition("host=")[2]
    with pytest.raises(CannotStart, match="password authentication failed") as problem:
        check_database("DATABASE_URL", f"postgresql://second_story_app:wr0ng-word@/second_story?host={host}")
    assert "wr0ng-word" not in str(problem.value)


def test_a_database_that_lets_us_in_is_no_problem() -> None:
    check_database("DATABASE_URL", os.environ["DATABASE_URL"])


@pytest.mark.parametrize("url", ["nonsense", "http://host", "redis://host:port", "redis://host:0"])
def test_an_address_that_is_none_of_redis(url: str) -> None:
    with pytest.raises(CannotStart) as problem:
        check_redis(url)
    assert str(problem.value) == NOT_REDIS


def test_a_redis_that_is_not_there(silent: int) -> None:
    with pytest.raises(CannotStart, match="Redis does not answer"):
        check_redis(f"redis://127.0.0.1:{free_port()}/0")
    with pytest.raises(CannotStart, match="Redis does not answer"):
        check_redis(f"redis://:secret@127.0.0.1:{silent}/0")


@pytest.mark.parametrize("url", ["nonsense", "http://host", "smtp://host:port", "smtp://"])
def test_an_address_that_is_none_of_a_mail_server(url: str) -> None:
    with pytest.raises(CannotStart) as problem:
        check_smtp(url)
    assert str(problem.value) == NOT_SMTP


def test_a_mail_server_that_is_not_there(silent: int) -> None:
    with pytest.raises(CannotStart, match="the mail server does not let us in: Connection refused"):
        check_smtp(f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(CannotStart, match="the mail server does not let us in: Connection unexpectedly closed"):
        check_smtp(f"smtp://user:{quote('se/cret', safe='')}@127.0.0.1:{silent}")


def test_a_taken_port_and_a_free_one(silent: int) -> None:
    with pytest.raises(CannotStart, match=f"Port {silent} is taken"):
        check_port(silent)
    check_port(free_port())


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_no_number(port: str, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="it takes a number from 1 to 65535"):
        Wishes.read({"PORT": port}, tmp_path / "none")


def test_a_data_dir_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder, reason in ((tmp_path / "file", "File exists"), (Path("/proc/nowhere"), "No such file")):
        with pytest.raises(CannotStart, match=f"where nothing can be written: {reason}"):
            prepare_data_dir(folder)


def test_the_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    lock = hold(tmp_path)
    assert try_hold(tmp_path) is None
    with pytest.raises(CannotStart, match="already running"):
        hold(tmp_path)
    os.close(lock)
    again = try_hold(tmp_path)
    assert again is not None
    os.close(again)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("DATA_DIR", "/proc/nowhere"),
        ("DATABASE_URL", "mysql://root:secret@127.0.0.1/db"),
        ("REDIS_URL", "http://127.0.0.1"),
        ("SMTP_URL", "smtp://127.0.0.1:1"),
    ],
)
def test_the_command_says_it_in_one_line_and_fails(name: str, value: str, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PORT": str(free_port()), "DATA_DIR": str(tmp_path), name: value}
    command = [sys.executable, "-m", "postmortems.embedded"]
    ended = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=30)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert name in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert "secret" not in ended.stderr
