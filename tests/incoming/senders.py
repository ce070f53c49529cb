"""What the senders document that they send, and how each of them shows that it knows the secret."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from postmortems.incoming.models import Endpoint

NOW = 1_795_600_000  # 2026-11-25 09:46:40 UTC
FIRED, OVER = "2026-11-25T09:40:00Z", "2026-11-25T09:45:00Z"
NEVER = "0001-01-01T00:00:00Z"


def mac(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def alerts(*, is_over: bool = False, name: str = "PoolIsFull", **more: Any) -> bytes:
    """prometheus.io/docs/alerting, "webhook_config", version 4."""
    status = "resolved" if is_over else "firing"
    alert = {
        "status": status,
        "labels": {"alertname": name, "instance": "db-2", "severity": "page"},
        "annotations": {"summary": "The pool on db-2 is full"},
        "startsAt": FIRED,
        "endsAt": OVER if is_over else NEVER,
        "generatorURL": "https://prometheus.example.org/graph?g0.expr=pool",
        "fingerprint": f"a1b2{name}",
    }
    group = {
        "version": "4",
        "groupKey": f'{{}}:{{alertname="{name}"}}',
        "truncatedAlerts": 0,
        "status": status,
        "receiver": "second-story",
        "groupLabels": {"alertname": name},
        "commonLabels": alert["labels"],
        "commonAnnotations": alert["annotations"],
        "externalURL": "https://alertmanager.example.org",
        "alerts": [alert],
    }
    return json.dumps(group | more).encode()


def pagerduty(kind: str = "incident.triggered", number: str = "01D", at: str = FIRED, **data: Any) -> bytes:
    """developer.pagerduty.com, "Webhooks Overview", version 3."""
    incident = {"id": "PGR0VU2", "type": "incident", "number": 2, "status": "triggered", "title": "Checkout is down"}
    event = {"id": number, "event_type": kind, "resource_type": "incident", "occurred_at": at, "agent": None}
    return json.dumps({"event": event | {"client": None, "data": incident | data}}).encode()


def opsgenie(action: str = "Create") -> bytes:
    """docs.opsgenie.com, "Webhook Integration"."""
    alert = {
        "alertId": "a7c1-1",
        "message": "Checkout answers nothing",
        "username": "sven@example.org",
        "createdAt": 1_795_599_600_000,
        "updatedAt": 1_795_599_900_000_000_000,
    }
    return json.dumps({"action": action, "alert": alert, "integrationName": "Second Story"}).encode()


def deployment() -> bytes:
    """docs.github.com, "Webhook events and payloads", deployment_status."""
    status = {"id": 9, "state": "success", "created_at": "2026-11-25T09:38:00Z", "creator": {"login": "ana"}}
    return json.dumps(
        {"deployment_status": status | {"environment": "production"}, "deployment": {"ref": "v7"}}
    ).encode()


def command(text: str = "checkout answers nothing", **more: str) -> bytes:
    """api.slack.com, "Slash commands"; Mattermost sends the same fields."""
    fields = {"token": "x", "team_domain": "harbour", "channel_name": "ops", "user_name": "ana", "command": "/incident"}
    return urlencode({**fields, "text": text, "trigger_id": "13345224609", **more}).encode()


def a_mail(sender: str, subject: str = "Checkout answers nothing", **headers: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    said = f"From: Somebody <{sender}>\r\nTo: incident@example.org\r\nSubject: {subject}\r\n"
    return f"{said}Message-ID: <1@example.org>\r\n{more}\r\nSince half an hour.\r\n".encode()


def signed(kind: str, secret: str, body: bytes) -> dict[str, str]:
    """The headers with which its sender shows that it knows the secret."""
    if kind == "github":
        return {"X-Hub-Signature-256": f"sha256={mac(secret, body)}"}
    if kind == "pagerduty":
        return {"X-PagerDuty-Signature": f"v1=0000,v1={mac(secret, body)}"}
    if kind == "grafana":
        sent = str(NOW)
        signature = mac(secret, f"{sent}:".encode() + body)
        return {"X-Grafana-Alerting-Signature": signature, "X-Grafana-Alerting-Timestamp": sent}
    if kind == "command":
        signature = mac(secret, f"v0:{NOW}:".encode() + body)
        return {"X-Slack-Signature": f"v0={signature}", "X-Slack-Request-Timestamp": str(NOW)}
    return {"Authorization": f"Bearer {secret}"}


def send(endpoint: Endpoint, body: bytes, headers: dict[str, str]) -> Any:
    """Over HTTP, as a program sends it: without a session or a form's token."""
    to = reverse("incoming", args=[endpoint.key])
    return Client(enforce_csrf_checks=True).post(to, body, content_type="application/json", headers=headers)
