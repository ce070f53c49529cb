"""Other programs put incidents on record and tell their stories: over HTTP, with their own payloads, nothing twice."""

import datetime as dt
import json
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from postmortems.incoming import limits
from postmortems.incoming.endpoints import make
from postmortems.incoming.models import Arrival, Endpoint
from postmortems.reviews.models import Review, Service
from tests.incoming.senders import NOW, a_mail, alerts, command, deployment, opsgenie, pagerduty, send, signed

NOON = dt.datetime.fromtimestamp(NOW, dt.UTC)


@pytest.fixture(autouse=True)
def _on_a_wednesday():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def listen(cast):
    """An endpoint of a kind; `tell` sends a body there as its sender would, and gives status and outcome."""

    def of(kind: str, **more):
        said = {"name": f"our {kind}", "owner": cast.owner, "service": None, "paths": {}, "actor": cast.administrator}
        endpoint, secret = make(kind=kind, form_key=uuid.uuid4(), **said | more)

        def tell(body: bytes, headers=None):
            answer = send(endpoint, body, signed(kind, secret, body) if headers is None else headers)
            return answer.status_code, answer.json().get("outcome") if answer.content else None

        tell.endpoint, tell.secret = endpoint, secret
        return tell

    return of


@pytest.fixture
def newest(cast):
    return lambda: Review.objects.exclude(pk=cast.review.pk).latest("pk")


def told(review: Review) -> list[tuple[str, str, str]]:
    entries = review.events.order_by("occurred_at", "pk")
    return [(f"{entry.occurred_at:%H:%M}", entry.kind, entry.source) for entry in entries]


@pytest.mark.parametrize("kind", ["alertmanager", "grafana"])
def test_an_alert_opens_an_incident_once_and_its_end_is_told(cast, listen, newest, kind):
    tell = listen(kind)
    assert tell(alerts()) == (200, "opened")
    assert tell(alerts()) == (200, "nothing_new")  # the same bytes
    assert tell(alerts(receiver="again")) == (200, "nothing_new")  # the same alert in other bytes
    assert tell(alerts(is_over=True)) == (200, "added")
    review = newest()
    assert Review.objects.count() == 2
    assert review.title == "PoolIsFull: The pool on db-2 is full"
    assert (review.owner, f"{review.incidents.get().started_at:%H:%M}") == (cast.owner, "09:40")
    assert told(review) == [("09:40", "detection", "alert"), ("09:45", "recovery", "alert")]
    with time_machine.travel(NOON + dt.timedelta(days=2), tick=False):
        assert tell(alerts(is_over=True, receiver="late"), {"Authorization": f"Bearer {tell.secret}"}) == (
            200,
            "nothing_open",
        )


def test_pagerduty_tells_the_incident_that_it_triggered(listen, newest):
    tell = listen("pagerduty")
    assert tell(pagerduty("incident.acknowledged", "00")) == (200, "nothing_open")
    assert tell(pagerduty()) == (200, "opened")
    assert tell(pagerduty("incident.acknowledged", "02", "2026-11-25T09:42:00Z")) == (200, "added")
    note = {"incident": {"id": "PGR0VU2", "summary": "Checkout is down"}, "content": "The pool is full.", "id": "N1"}
    assert tell(pagerduty("incident.annotated", "03", "2026-11-25T09:43:00Z", **note)) == (200, "added")
    assert tell(pagerduty("incident.of.tomorrow", "04")) == (200, "odd")
    assert tell(pagerduty("pagey.ping", "05")) == (200, "test")
    assert told(newest()) == [
        ("09:40", "detection", "pager"),
        ("09:42", "action", "pager"),
        ("09:43", "communication", "pager"),
    ]


def test_opsgenie_and_a_deployment_of_the_same_service(listen, newest):
    service = Service.objects.create(name="checkout")
    deployed = listen("github", service=service)
    assert deployed(deployment()) == (200, "nothing_open")
    tell = listen("opsgenie", service=service)
    assert tell(opsgenie()) == (200, "opened")
    assert tell(opsgenie("Close")) == (200, "added")
    assert list(newest().incidents.get().services.all()) == [service]
    assert deployed(b'{"zen": "Keep it.", "hook": {}}') == (200, "test")
    assert deployed(deployment().replace(b'"id": 9', b'"id": 10')) == (200, "added")
    assert told(newest())[0] == ("09:38", "action", "deploy")


def test_json_of_any_shape_by_where_its_values_stand(listen, newest):
    paths = {"text": "event.title", "at": "event.at", "id": "event.id", "group": "case", "over": "over"}
    tell = listen("json", paths=paths)
    said = {"event": {"title": "Tap runs dry", "at": NOW - 60, "id": 7}, "case": "T-1"}
    assert tell(json.dumps(said).encode()) == (200, "opened")
    assert tell(json.dumps(said | {"more": 1}).encode()) == (200, "nothing_new")
    assert tell(json.dumps(said | {"case": "T-2", "over": True}).encode()) == (200, "nothing_open")
    assert tell(b'{"event": {}}') == (422, "odd")
    assert tell(b"[" * 3_000) == (422, "odd")
    assert told(newest()) == [("09:45", "detection", "import")]


def test_a_slash_command_puts_on_record_and_says_where(cast, listen, newest):
    tell = listen("command")
    body = command()
    answer = send(tell.endpoint, body, signed("command", tell.secret, body)).json()
    assert answer["response_type"] == "ephemeral"
    assert f"/reviews/{newest().ref}/" in answer["text"]
    assert newest().incidents.get().noticed == "checkout answers nothing\n\n@ana #ops"
    again = send(tell.endpoint, body, signed("command", tell.secret, body)).json()
    assert again == answer
    empty = command("")
    assert "/incident" in send(tell.endpoint, empty, signed("command", tell.secret, empty)).json()["text"]
    assert Review.objects.count() == 2


def test_a_mail_of_a_member_is_put_on_record_in_their_name(cast, listen, newest):
    tell = listen("mail")
    assert tell(a_mail("nobody@elsewhere.example.org")) == (422, "odd")
    assert tell(a_mail(cast.teammate.email, Auto_Submitted="auto-replied")) == (422, "odd")
    assert tell(a_mail(cast.teammate.email.upper())) == (200, "opened")
    assert tell(a_mail(cast.teammate.email, X_Hop="2")) == (200, "nothing_new")
    review = newest()
    assert (review.title, review.filed_by) == ("Checkout answers nothing", cast.teammate)
    assert review.incidents.get().noticed.endswith("Since half an hour.")


def test_who_is_not_believed_learns_nothing_and_too_many_wait(listen, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 3)
    tell = listen("alertmanager")
    unknown = Client().post(reverse("incoming", args=[uuid.uuid4()]), b"{}", content_type="application/json")
    wrong = send(tell.endpoint, alerts(), {"Authorization": "Bearer no"})
    assert (unknown.status_code, wrong.status_code) == (404, 404)
    assert unknown.content == wrong.content
    assert [tell(alerts(name=name))[0] for name in "abc"] == [200, 200, 429]
    endpoint = Endpoint.objects.get()
    assert (endpoint.refused, Arrival.objects.count()) == (2, 2)
    with time_machine.travel(NOON + dt.timedelta(minutes=1), tick=False):
        assert tell(alerts(name="d"))[0] == 200
        assert send(tell.endpoint, b" " * 1_000_001, {}).status_code == 413


def test_an_administrator_makes_renews_and_ends_it(cast, sure_of):
    client, page = sure_of(cast.administrator), reverse("settings-incoming")
    fields = {"kind": "alertmanager", "name": "Harbour", "owner": cast.owner.pk, "form_key": uuid.uuid4()}
    said = client.post(page, fields).content.decode()
    secret = said.partition('value="ssi_')[2].partition('"')[0]
    assert secret
    assert "ssi_" not in client.post(page, fields).content.decode()  # sent twice: one endpoint, and no secret again
    endpoint = Endpoint.objects.get()
    assert send(endpoint, alerts(), {"Authorization": f"Bearer ssi_{secret}"}).status_code == 200
    shown = client.get(page).content.decode()
    assert "put an incident on record" in shown
    assert secret not in shown
    again = reverse("settings-endpoint", args=[endpoint.pk])
    assert client.post(again, {"secret": "short"}).status_code == 422
    assert client.post(again, {"secret": "made by the other side"}).status_code == 302
    assert send(endpoint, alerts(), {"Authorization": f"Bearer ssi_{secret}"}).status_code == 404
    assert client.post(page, {**fields, "kind": "json", "form_key": uuid.uuid4()}).status_code == 422
    client.post(reverse("settings-endpoint-end", args=[endpoint.pk]))
    assert not Endpoint.objects.exists()
    assert Review.objects.count() == 2  # what it put on record stays
