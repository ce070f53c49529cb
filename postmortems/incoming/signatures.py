"""Whether a message comes from who knows the secret, each in the way that its sender documents. Pure.

Alertmanager, Opsgenie and mail sign nothing: they send the secret itself, as a bearer token, over TLS.
"""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs

from postmortems.incoming.kinds import Kind
from postmortems.shared.signing import digest, is_hub, is_near, is_standard, same

Check = Callable[[str, Mapping[str, str], bytes, float], bool]


def is_genuine(kind: str, *, secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """`headers` are asked in any case of their letters; `now` in seconds since 1970."""
    return bool(secret) and _CHECKS[Kind(kind)](secret, headers, body, now)


def _bearer(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    scheme, _space, said = headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and same(said.strip(), secret)


def _github(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    return is_hub(headers.get("X-Hub-Signature-256", ""), secret, body)


def _grafana(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """grafana.com/docs, "Configure webhook notifications": HMAC of the body, or of "moment:body"."""
    signature = headers.get("X-Grafana-Alerting-Signature", "")
    if not signature:
        return _bearer(secret, headers, body, now)
    sent = headers.get("X-Grafana-Alerting-Timestamp", "")
    if not sent:
        return same(signature, digest(secret.encode(), body).hex())
    if not sent.isdecimal() or not is_near(float(sent), now):
        return False
    return same(signature, digest(secret.encode(), f"{sent}:".encode() + body).hex())


def _pagerduty(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """developer.pagerduty.com, "Verifying Signatures": several while a secret is renewed, with commas between."""
    wanted = f"v1={digest(secret.encode(), body).hex()}"
    return any(same(one.strip(), wanted) for one in headers.get("X-PagerDuty-Signature", "").split(","))


def _any(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """By its signature alone where there is one."""
    if headers.get("webhook-signature", ""):
        return is_standard(headers, secret, body, now)
    if headers.get("X-Hub-Signature-256", ""):
        return _github(secret, headers, body, now)
    return _bearer(secret, headers, body, now)


def _command(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Slack signs "v0:moment:body"; Mattermost sends its token, in a header and in the form."""
    if signature := headers.get("X-Slack-Signature", ""):
        sent = headers.get("X-Slack-Request-Timestamp", "")
        if not sent.isdecimal() or not is_near(float(sent), now):
            return False
        return same(signature, f"v0={digest(secret.encode(), f'v0:{sent}:'.encode() + body).hex()}")
    scheme, _space, said = headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "token":
        return same(said.strip(), secret)
    tokens = parse_qs(body.decode("utf-8", "replace"), max_num_fields=100).get("token", [""])
    return len(tokens) == 1 and same(tokens[0], secret)


_CHECKS: dict[Kind, Check] = {
    Kind.ALERTMANAGER: _bearer,
    Kind.GRAFANA: _grafana,
    Kind.PAGERDUTY: _pagerduty,
    Kind.OPSGENIE: _bearer,
    Kind.GITHUB: _github,
    Kind.JSON: _any,
    Kind.COMMAND: _command,
    Kind.MAIL: _bearer,
}
