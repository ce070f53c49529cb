"""Who is believed: each sender's own way, and nobody without the secret, too late, or with another body."""

import pytest

from postmortems.incoming.kinds import Kind
from postmortems.incoming.signatures import is_genuine
from postmortems.shared.signing import WINDOW
from tests.incoming.senders import NOW, command, mac, signed

SECRET = "a secret of more than sixteen signs"
BODY = b'{"a": 1}'


def believed(kind: str, headers: dict[str, str], body: bytes = BODY, *, secret: str = SECRET, now: float = NOW) -> bool:
    return is_genuine(kind, secret=secret, headers=headers, body=body, now=now)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_sender_is_believed_and_nobody_else(kind):
    headers = signed(kind, SECRET, BODY)
    assert believed(kind, headers)
    assert not believed(kind, {})
    assert not believed(kind, headers, secret="another secret of sixteen signs")
    assert not believed(kind, signed(kind, "", BODY), secret="")
    if "Authorization" not in headers:
        assert not believed(kind, headers, b'{"a": 2}')


@pytest.mark.parametrize("kind", ["grafana", "command"])
def test_a_signed_moment_may_lie_five_minutes_away(kind):
    headers = signed(kind, SECRET, BODY)
    assert believed(kind, headers, now=NOW + WINDOW)
    assert not believed(kind, headers, now=NOW + WINDOW + 1)
    assert not believed(kind, headers, now=NOW - WINDOW - 1)


def test_the_example_in_the_documentation_of_slack():
    secret, sent = "8f742231b10e8888abcd99yyyzzz85a5", 1_531_420_618
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    headers = {"X-Slack-Signature": signature, "X-Slack-Request-Timestamp": str(sent)}
    assert believed("command", headers, body, secret=secret, now=sent)


def test_mattermost_sends_its_token_and_a_second_one_is_nobody_s():
    assert believed("command", {"Authorization": f"Token {SECRET}"}, command())
    assert believed("command", {}, command(token=SECRET))
    assert not believed("command", {}, command(token=SECRET) + b"&token=y")


def test_a_signature_that_is_there_decides_alone():
    assert believed("json", {"X-Hub-Signature-256": f"sha256={mac(SECRET, BODY)}"})
    assert not believed("json", {"X-Hub-Signature-256": "sha256=0", "Authorization": f"Bearer {SECRET}"})
    assert not believed("grafana", {"X-Grafana-Alerting-Signature": "0", "Authorization": f"Bearer {SECRET}"})
