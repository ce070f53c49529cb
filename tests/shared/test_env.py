"""The environment is read typed; what cannot be meant is refused with the name of the variable."""

import pytest

from postmortems import env


@pytest.fixture
def given(monkeypatch):
    return lambda value: monkeypatch.setenv("SOMETHING", value)


def test_what_is_set_to_nothing_is_not_set(given):
    given("")
    assert env.text("SOMETHING", "otherwise") == "otherwise"
    with pytest.raises(env.OddValue, match="SOMETHING is not set"):
        env.text("SOMETHING")


def test_a_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from a file\n")
    monkeypatch.setenv("SOMETHING_FILE", str(tmp_path / "secret"))
    assert env.text("SOMETHING") == "from a file"


def test_a_file_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("SOMETHING_FILE", "/no/such/file")
    with pytest.raises(env.OddValue, match="/no/such/file"):
        env.text("SOMETHING")


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_a_yes_or_no(given, value, meant):
    given(value)
    assert env.flag("SOMETHING") is meant


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.flag("SOMETHING"), "perhaps"),
        (lambda: env.number("SOMETHING", 1), "-3"),
        (lambda: env.number("SOMETHING", 1), "many"),
        (lambda: env.url("SOMETHING", ("redis",)), "http://example.org"),
        (lambda: env.database("SOMETHING"), "postgresql://host/"),
        (lambda: env.database("SOMETHING"), "a = = b"),
        (lambda: env.smtp("SOMETHING"), "smtp://"),
        (lambda: env.smtp("SOMETHING"), "smtp://host:many"),
    ],
)
def test_an_odd_value_is_refused_by_name(given, read, value):
    given(value)
    with pytest.raises(env.OddValue, match="SOMETHING"):
        read()


def test_mail_servers_and_their_usual_ports(given):
    given("smtps://priya%40example.org:a%3Ab@mail.example.org")
    found = env.smtp("SOMETHING")
    assert (found["host"], found["port"], found["use_ssl"]) == ("mail.example.org", 465, True)
    assert (found["username"], found["password"]) == ("priya@example.org", "a:b")
