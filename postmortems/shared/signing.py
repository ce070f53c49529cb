"""The parts that every way of signing a message is made of. Pure; everything is compared in constant time."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping

WINDOW = 300  # seconds that a signed moment may lie away from our clock (RELIABILITY.md section 2.5)


def digest(key: bytes, body: bytes) -> bytes:
    """HMAC with SHA-256."""
    return hmac.new(key, body, hashlib.sha256).digest()


def same(said: str, wanted: str) -> bool:
    return hmac.compare_digest(said.encode(), wanted.encode())


def is_near(sent: float, now: float) -> bool:
    """Whether a moment of sending lies within the window; both in seconds since 1970."""
    return abs(sent - now) <= WINDOW


def is_hub(header: str, secret: str, body: bytes) -> bool:
    """`sha256=` and the HMAC of the body in hexadecimal: GitHub, Jira, and many that learned from them."""
    return same(header, f"sha256={digest(secret.encode(), body).hex()}")


def is_standard(headers: Mapping[str, str], secret: str, body: bytes, now: float) -> bool:
    """standardwebhooks.com, and GitLab's signing token: "id.timestamp.body", in base64, several signatures at once."""
    number, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent.isdecimal() or not is_near(float(sent), now):
        return False
    wanted = base64.b64encode(digest(_standard_key(secret), f"{number}.{sent}.".encode() + body)).decode()
    return any(same(one, f"v1,{wanted}") for one in headers.get("webhook-signature", "").split())


def standard_headers(number: str, now: float, body: bytes, secrets: Iterable[str]) -> dict[str, str]:
    """The same signed by us: one signature for each secret that counts now."""
    sent = str(int(now))
    signed = (base64.b64encode(digest(_standard_key(one), f"{number}.{sent}.".encode() + body)) for one in secrets)
    said = " ".join(f"v1,{one.decode()}" for one in signed)
    return {"webhook-id": number, "webhook-timestamp": sent, "webhook-signature": said}


def _standard_key(secret: str) -> bytes:
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        return secret.encode()
