"""The command against a server that really runs: what somebody types in a terminal at four in the morning."""

import datetime as dt
import io
import json
import re
import socket
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import EntryPoint

import pytest

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.client.__main__ import main
from postmortems.client.times import read
from postmortems.client.unsent import folder
from postmortems.embedded.environment import PROJECT
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent
from tests.api.conftest import token_of
from tests.factories import UserFactory

BLAMES = "Sven forgot to check the drain list before pushing the config."


@dataclass(frozen=True)
class Ended:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def terminal(live_server, tmp_path, monkeypatch, capsys):
    """`terminal("file", "words")`: what was said, and with which code it ended."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("SECOND_STORY_URL", live_server.url)
    monkeypatch.setenv("SECOND_STORY_TOKEN", token_of(UserFactory(display_name="Priya Raman")))

    def run(*words: str, typed: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["second-story", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Ended(code, *capsys.readouterr())

    return run


def test_it_is_a_command_and_knows_no_framework():
    command = [sys.executable, "-X", "importtime", "-m", "postmortems.client", "--help"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT)
    assert (ended.returncode, "second-story.toml" in ended.stdout) == (0, True)
    assert "| django" not in ended.stderr


def test_it_is_what_pip_installs():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    entry = EntryPoint("second-story", project["scripts"]["second-story"], "console_scripts")
    assert entry.load() is main
    assert {"click", "requests"} <= {re.split(r"[>=<\[]", one)[0] for one in project["dependencies"]}


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("14:02", "2026-11-19T14:02:00+01:00"),
        ("16:00", "2026-11-18T16:00:00+01:00"),  # still ahead today: yesterday
        ("2026-11-19T14:02:00Z", "2026-11-19T14:02:00+00:00"),
        ("25:99", None),
        ("soon", None),
    ],
)
def test_a_time_is_read_on_the_clock_of_the_machine(typed, moment):
    found = read(typed, now=dt.datetime(2026, 11, 19, 15, 0, tzinfo=dt.timezone(dt.timedelta(hours=1))))
    assert (found and found.isoformat()) == moment


def test_a_night_at_the_terminal(terminal):
    filed = terminal("file", "Customers", "cannot pay", "--since", "2026-11-19T14:02:00+01:00", "--service", "Checkout")
    assert (filed.returncode, filed.stderr) == (0, "")
    review = Review.objects.get()
    assert filed.stdout.startswith(f"On record as {review.ref}: http")
    assert terminal("tell", review.ref, "Rolled back", "--at", "2026-11-19T13:10:00Z").returncode == 0
    lines = [json.dumps({"occurred_at": f"2026-11-19T13:{at:02}:00Z", "body": f"Line {at}"}) for at in range(60)]
    for _twice in range(2):
        loaded = terminal("load", review.ref, typed="\n".join(lines))
        assert loaded.stdout.splitlines()[-1] == f"60 entries are in the story of {review.ref}."
    assert TimelineEvent.objects.count() == 61
    pasted = terminal("paste", review.ref, typed="[14:02] priya: checkout answers nothing")
    assert pasted.stdout.startswith("1 lines, to be looked through: http")

    refused = terminal("cause", review.ref, BLAMES)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "?" in refused.stderr
    assert "To start from:" in refused.stderr
    assert "--ask-facilitator" in refused.stderr
    assert ContributingFactor.objects.count() == 0
    assert terminal("cause", review.ref, "The push tool hides the drain list").returncode == 0

    due = ("--due", "2999-01-05", "--mine")
    assert terminal("promise", review.ref, "Make the push tool refuse a drained pool", *due).returncode == 0
    item = ActionItem.objects.get()
    assert item.owner == User.objects.get(display_name="Priya Raman")
    assert str(item.pk) in terminal("mine").stdout
    assert terminal("answer", str(item.pk), "done").stdout.startswith("done: Make the push tool")
    assert review.ref in terminal("list", "customers").stdout
    assert "2026-11-19 13:02 UTC" in terminal("show", review.ref).stdout


def test_what_goes_otherwise_is_said_in_sentences(terminal, monkeypatch, live_server, tmp_path):
    nowhere = terminal("show", "PIR-99")
    assert (nowhere.returncode, nowhere.stderr.splitlines()[0]) == (2, "Nothing here")
    broken = terminal("load", "PIR-1", typed='{"occurred_at": 1}\n{')
    assert broken.stderr.startswith("line 2: this is no JSON")
    assert "'25:99' is no time. As in 14:02" in terminal("tell", "PIR-1", "x", "--at", "25:99").stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SECOND_STORY_URL", f"http://127.0.0.1:{free.getsockname()[1]}")
        away = terminal("file", "Nothing answers")
    assert away.returncode == 2
    assert "Your words are kept." in away.stderr
    (kept,) = folder().iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("SECOND_STORY_URL", live_server.url)
    assert "On record as" in terminal("send").stdout
    assert terminal("send").stdout == "Nothing waits to be sent.\n"
    assert Review.objects.get().title == "Nothing answers"
    monkeypatch.delenv("SECOND_STORY_TOKEN")
    assert "Make a token on" in terminal("mine").stderr
    file = tmp_path / "second-story.toml"
    file.write_text('token = "ss_nobody"')
    assert f"chmod 600 {file}" in terminal("mine").stderr
    file.chmod(0o600)
    assert terminal("mine").stderr.splitlines()[0] == "Who asks?"
