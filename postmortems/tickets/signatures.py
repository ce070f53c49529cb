"""Whether a message really comes from the tracker, each in the way that it documents. Pure.

GitHub and Jira send `sha256=` and the HMAC of the body in hexadecimal; Linear sends the HMAC alone, and the moment of
sending stands in the signed body. GitLab signs "id.timestamp.body" in base64 where a signing token is set, otherwise it
sends the secret itself. Everything is compared in constant time, on the bytes as they came.
"""

import json
from collections.abc import Callable, Mapping

from postmortems.shared.signing import digest, is_hub, is_near, is_standard, same
from postmortems.tickets.trackers import Tracker


def is_genuine(tracker: str, *, secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """`headers` are asked in any case of their letters; `now` in seconds since 1970."""
    check = _CHECKS.get(Tracker(tracker))
    return bool(secret) and check is not None and check(secret, headers, body, now)


def _hub(name: str) -> Callable[[str, Mapping[str, str], bytes, float], bool]:
    """docs.github.com, "Validating webhook deliveries"; developer.atlassian.com, "Secure admin webhooks"."""

    def check(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
        return is_hub(headers.get(name, ""), secret, body)

    return check


def _linear(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """linear.app/developers/webhooks: the moment stands in the body, in milliseconds."""
    if not same(headers.get("Linear-Signature", ""), digest(secret.encode(), body).hex()):
        return False
    try:
        sent = json.loads(body).get("webhookTimestamp")
    except (ValueError, AttributeError):
        return False
    return isinstance(sent, int | float) and is_near(sent / 1000, now)


def _gitlab(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """docs.gitlab.com, "Webhooks": a signature where there is a signing token (`whsec_…`), else the secret token. A
    message that carries a signature is believed by its signature alone.
    """
    if not headers.get("webhook-signature", ""):
        return not secret.startswith("whsec_") and same(headers.get("X-Gitlab-Token", ""), secret)
    return is_standard(headers, secret, body, now)


_CHECKS: dict[Tracker, Callable[[str, Mapping[str, str], bytes, float], bool]] = {
    Tracker.GITHUB: _hub("X-Hub-Signature-256"),
    Tracker.JIRA: _hub("X-Hub-Signature"),
    Tracker.LINEAR: _linear,
    Tracker.GITLAB: _gitlab,
}
