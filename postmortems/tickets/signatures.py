"""Whether a message really comes from the tracker, each in the way that it documents. Pure.

GitHub and Jira send `sha256=` and the HMAC of the body in hexadecimal; Linear sends the HMAC alone, and the moment of
sending stands in the signed body. GitLab signs "id.timestamp.body" in base64 where a signing token is set, otherwise it
sends the secret itself. Everything is compared in constant time, on the bytes as they came.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping

from postmortems.tickets.trackers import Tracker

WINDOW = 300  # seconds that a signed moment may lie away from our clock (RELIABILITY.md section 2.5)


def is_genuine(tracker: str, *, secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """`headers` are asked in any case of their letters; `now` in seconds since 1970."""
    check = _CHECKS.get(Tracker(tracker))
    return bool(secret) and check is not None and check(secret, headers, body, now)


def _hub(name: str) -> Callable[[str, Mapping[str, str], bytes, float], bool]:
    """docs.github.com, "Validating webhook deliveries"; developer.atlassian.com, "Secure admin webhooks"."""

    def check(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
        return _same(headers.get(name, ""), f"sha256={_digest(secret.encode(), body).hex()}")

    return check


def _linear(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """linear.app/developers/webhooks: the moment stands in the body, in milliseconds."""
    if not _same(headers.get("Linear-Signature", ""), _digest(secret.encode(), body).hex()):
        return False
    try:
        sent = json.loads(body).get("webhookTimestamp")
    except (ValueError, AttributeError):
        return False
    return isinstance(sent, int | float) and _is_near(sent / 1000, now)


def _gitlab(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """docs.gitlab.com, "Webhooks": a signature where there is a signing token (`whsec_…`), else the secret token. A
    message that carries a signature is believed by its signature alone.
    """
    signed = headers.get("webhook-signature", "")
    if not signed:
        return not secret.startswith("whsec_") and _same(headers.get("X-Gitlab-Token", ""), secret)
    number, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent.isdecimal() or not _is_near(float(sent), now):
        return False
    wanted = base64.b64encode(_digest(_signing_key(secret), f"{number}.{sent}.".encode() + body)).decode()
    return any(_same(one, f"v1,{wanted}") for one in signed.split())


def _signing_key(secret: str) -> bytes:
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        return secret.encode()


def _digest(key: bytes, body: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).digest()


def _same(said: str, wanted: str) -> bool:
    return hmac.compare_digest(said.encode(), wanted.encode())


def _is_near(sent: float, now: float) -> bool:
    return abs(sent - now) <= WINDOW


_CHECKS: dict[Tracker, Callable[[str, Mapping[str, str], bytes, float], bool]] = {
    Tracker.GITHUB: _hub("X-Hub-Signature-256"),
    Tracker.JIRA: _hub("X-Hub-Signature"),
    Tracker.LINEAR: _linear,
    Tracker.GITLAB: _gitlab,
}
