"""Who is believed: each tracker's own way, with the values that its documentation gives where it gives some."""

import base64
import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortems.shared.signing import WINDOW
from postmortems.tickets.signatures import is_genuine

NOW = 1_795_600_000.0
SECRET = "It's a Secret to Everybody"
BODY = json.dumps({"type": "Issue", "webhookTimestamp": NOW * 1000}).encode()


def mac(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def believed(tracker, headers, body=BODY, secret=SECRET, now=NOW) -> bool:
    return is_genuine(tracker, secret=secret, headers=headers, body=body, now=now)


def test_the_values_in_the_documentation_of_github_and_jira():
    github = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    jira = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
    assert believed("github", {"X-Hub-Signature-256": github}, b"Hello, World!")
    assert believed("jira", {"X-Hub-Signature": jira}, b"Hello World!")
    assert not believed("github", {"X-Hub-Signature-256": github}, b"Hello, World?")
    assert not believed("jira", {"X-Hub-Signature": jira.upper()}, b"Hello World!")


def test_linear_signs_the_body_and_the_moment_in_it():
    signed = {"Linear-Signature": mac(SECRET, BODY)}
    assert believed("linear", signed)
    assert believed("linear", signed, now=NOW + WINDOW)
    assert not believed("linear", signed, now=NOW + WINDOW + 1)
    assert not believed("linear", signed, now=NOW - WINDOW - 1)
    for other in (b"{}", b"[]", b"no json"):
        assert not believed("linear", {"Linear-Signature": mac(SECRET, other)}, other)


def gitlab_signed(secret: bytes, number="msg-1", sent=None, body=BODY) -> dict[str, str]:
    sent = sent or str(int(NOW))
    told = f"{number}.{sent}.".encode() + body
    value = base64.b64encode(hmac.new(secret, told, hashlib.sha256).digest()).decode()
    return {"webhook-id": number, "webhook-timestamp": sent, "webhook-signature": f"v1,{value}"}


def test_gitlab_signs_where_it_has_a_signing_token_and_shows_its_token_otherwise():
    assert believed("gitlab", {"X-Gitlab-Token": SECRET})
    assert not believed("gitlab", {"X-Gitlab-Token": SECRET + "x"})
    assert believed("gitlab", gitlab_signed(SECRET.encode()))
    key = b"k" * 32
    token = "whsec_" + base64.b64encode(key).decode()
    several = gitlab_signed(key) | {"webhook-signature": "v1,b2xk " + gitlab_signed(key)["webhook-signature"]}
    assert believed("gitlab", several, secret=token)
    assert not believed("gitlab", {"X-Gitlab-Token": token}, secret=token)  # it signs, so it has to


def test_gitlab_s_signature_counts_alone_and_for_five_minutes():
    signed = gitlab_signed(SECRET.encode())
    assert not believed("gitlab", signed, now=NOW + WINDOW + 1)
    assert not believed("gitlab", signed | {"webhook-id": "msg-2"})
    assert not believed("gitlab", signed | {"webhook-signature": "v1,AAAA", "X-Gitlab-Token": SECRET})
    assert not believed("gitlab", signed | {"webhook-timestamp": "soon"})


@pytest.mark.parametrize("tracker", ["github", "gitlab", "jira", "linear", "other"])
def test_nobody_is_believed_without_a_secret_or_a_signature(tracker):
    assert not believed(tracker, {})
    assert not believed(
        tracker, {"X-Gitlab-Token": "", "X-Hub-Signature": "sha256=", "Linear-Signature": ""}, secret=""
    )


@given(st.text(max_size=80), st.binary(max_size=80))
def test_no_header_and_no_body_ever_raises(header, body):
    names = ("X-Hub-Signature-256", "X-Hub-Signature", "Linear-Signature", "webhook-signature", "webhook-timestamp")
    for tracker in ("github", "gitlab", "jira", "linear"):
        assert not believed(tracker, dict.fromkeys(names, header), body)
