"""What holds for every address: who comes in, versions, keys, the guard, and how problems are told."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tokens import tokens_of
from postmortems.actions.models import ActionItem
from postmortems.api.models import Said
from postmortems.api.once import KEPT, forget_what_was_said
from postmortems.audit.models import AuditEntry
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.models import Dispute
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory

BLAMES = "Sven forgot to check the drain list before pushing the config."


def test_a_cause_that_ends_with_a_person_is_refused_with_a_way_on(cast, program):
    priya, place = program(cast.owner), f"/reviews/{cast.review.ref}/factors"
    refused = priya.post(place, {"sentence": BLAMES}, Idempotency_Key="a")
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    (error,) = refused.json()["errors"]
    assert error["field"] == "sentence"
    assert error["question"].endswith("?")
    assert error["suggestions"][0] != BLAMES
    assert BLAMES[error["start"] : error["end"]]
    assert BLAMES not in refused.content.decode()
    assert ContributingFactor.objects.count() == 0
    better = priya.post(place, {"sentence": "The push tool hides the drain list"}, Idempotency_Key="a")
    assert better.status_code == 201  # what was refused was not said
    asked = priya.post(place, {"sentence": BLAMES, "ask_facilitator": True})
    assert (asked.json()["sentence_state"], Dispute.objects.count()) == ("held", 1)
    theirs = program(cast.teammate).get(f"{place}/{asked.json()['id']}").json()
    assert (theirs["sentence"], theirs["sentence_state"]) == (None, "held")
    item = priya.post(f"/reviews/{cast.review.ref}/actions", {"sentence": "Discipline Sven for the outage."})
    assert item.json()["errors"][0]["field"] == "sentence"
    text = f"/reviews/{cast.review.ref}/texts/lessons"
    assert priya.change(text, {"body": BLAMES}, method="PUT").json()["errors"][0]["field"] == "body"


def test_every_change_names_the_version_that_it_changes(cast, program):
    review = cast.review
    things = {
        f"/reviews/{review.ref}": {"title": "Another"},
        f"/reviews/{review.ref}/incidents/{IncidentFactory(review=review).pk}": {"severity": 1},
        f"/reviews/{review.ref}/timeline/{EventFactory(review=review).pk}": {"body": "Another"},
        f"/reviews/{review.ref}/factors/{FactorFactory(review=review).pk}": {"code": "DSN"},
        f"/actions/{ActionFactory(review=review, due_on='2999-01-01').pk}": {"done_when": "Another"},
        f"/reviews/{review.ref}/texts/lessons": {"body": "Another"},
    }
    priya, sven = program(cast.owner), program(cast.involved)
    for place, change in things.items():
        method = "PUT" if "texts" in place else "PATCH"
        read = sven.get(place)
        assert priya.ask(method, place, change).status_code == 428, place
        assert priya.change(place, change, method=method).status_code == 200, place
        late = sven.ask(method, place, change, If_Match=read["ETag"])
        assert late.status_code == 412, place
        assert late.json()["standing"] == sven.get(place).json(), place
        assert sven.get(place, If_None_Match=late.json()["etag"]).status_code == 304, place
        if method == "PATCH" and "/timeline/" in place:
            assert sven.ask("DELETE", place, If_Match=read["ETag"]).status_code == 412


def test_a_key_does_one_thing_once(cast, program):
    priya, key = program(cast.owner), str(uuid.uuid4())
    said = {"noticed": "Customers cannot pay"}
    first = priya.post("/reviews", said, Idempotency_Key=key)
    again = priya.post("/reviews", said, Idempotency_Key=key)
    assert (again.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    assert priya.post("/reviews", {"noticed": "Another thing"}, Idempotency_Key=key).status_code == 422
    assert program(cast.teammate).post("/reviews", said, Idempotency_Key=key).json()["ref"] != first.json()["ref"]
    assert Review.objects.count() == 3
    item = ActionFactory(review=cast.review, owner=cast.owner, state="accepted")
    place, etag = f"/actions/{item.pk}", priya.get(f"/actions/{item.pk}")["ETag"]
    done = priya.ask("POST", f"{place}/answers", {"answer": "done"}, If_Match=etag, Idempotency_Key="done")
    retried = priya.ask("POST", f"{place}/answers", {"answer": "done"}, If_Match=etag, Idempotency_Key="done")
    assert (done.status_code, retried.status_code, retried.content) == (200, 200, done.content)
    assert AuditEntry.objects.filter(target=f"action:{item.pk}", verb="answered done").count() == 1
    assert "Customers" not in str(list(Said.objects.values_list()))
    Said.objects.update(said_at=clock.now() - 2 * KEPT)
    assert forget_what_was_said() == 3


def test_nobody_comes_in_without_a_token_that_lives_and_is_allowed(cast, program):
    address = f"/api/v1/reviews/{cast.review.ref}"
    browser = Client()
    browser.force_login(cast.owner)
    for client, headers in ((Client(), {}), (browser, {}), (Client(), {"Authorization": "Bearer ss_nothing"})):
        answer = client.get(address, headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"].split()[0]) == (401, "Bearer")
        assert answer["Content-Type"] == "application/problem+json"
    reading = program(cast.owner, "read")
    assert reading.get(address).status_code == 200
    assert reading.post("/reviews", {"noticed": "x"}).json()["needs"] == "write"
    assert not program(cast.owner).post("/reviews", {"noticed": "x"}).cookies
    assert program(cast.owner, "status").get(address).status_code == 403
    for where in (f"{address}?token={reading.token}", f"/api/v1/reviews/{reading.token}"):
        assert reading.get(where).status_code == 400
    tokens_of(cast.owner).delete()
    assert reading.get(address).status_code == 401
    assert "ss_" not in json.dumps(list(AuditEntry.objects.values_list("fields", "target")))


ADDRESSES = {
    "/reviews/{ref}": "GET PATCH",
    "/reviews/{ref}/moves": "POST",
    "/reviews/{ref}/sharing": "GET PATCH",
    "/reviews/{ref}/sharing/asked": "POST",
    "/reviews/{ref}/keepers": "GET PATCH",
    "/reviews/{ref}/incidents/{incident}": "GET PATCH",
    "/reviews/{ref}/texts": "GET",
    "/reviews/{ref}/texts/lessons": "GET PUT",
    "/reviews/{ref}/timeline": "GET POST",
    "/reviews/{ref}/timeline/bulk": "POST",
    "/reviews/{ref}/timeline/{event}": "GET PATCH DELETE",
    "/reviews/{ref}/intake": "POST",
    "/reviews/{ref}/factors": "GET POST",
    "/reviews/{ref}/factors/{factor}": "GET PATCH DELETE",
    "/reviews/{ref}/actions": "GET POST",
    "/actions/{action}": "GET PATCH DELETE",
    "/actions/{action}/answers": "POST",
}
OF_EDITORS, OF_KEEPERS = {"/reviews/{ref}/sharing"}, {"/reviews/{ref}/sharing/asked", "/reviews/{ref}/keepers"}
FIT = {
    "/reviews/{ref}/moves": {"to": "draft"},
    "/reviews/{ref}/timeline": {"occurred_at": "2026-11-19T13:00:00Z", "body": "x"},
    "/reviews/{ref}/timeline/bulk": {"entries": [{"occurred_at": "2026-11-19T13:00:00Z", "body": "x"}]},
    "/reviews/{ref}/intake": {"text": "[14:02] priya: checkout answers nothing"},
    "/reviews/{ref}/factors": {"sentence": "The tool hides the list"},
    "/reviews/{ref}/actions": {"sentence": "Show the list"},
    "/reviews/{ref}/texts/lessons": {"body": "x"},
    "/actions/{action}/answers": {"answer": "decline", "reason": "x"},
}
ROLES = {"stranger": (404, 404), "administrator": (404, 404), "reader": (200, 403), "teammate": (200, 200)}


def wanted_of(role, address, method):
    """What is read by who writes, and what is changed by who keeps it, is not for those who only read or write."""
    reads, writes = ROLES[role]
    for_some = address in OF_KEEPERS or (address in OF_EDITORS and (method != "GET" or role == "reader"))
    return 403 if for_some and reads == 200 else reads if method == "GET" else writes


def test_a_program_may_what_its_person_may(cast, program):
    review = cast.restrict()
    where = {
        "ref": review.ref, "incident": IncidentFactory(review=review).pk, "event": EventFactory(review=review).pk,
        "factor": FactorFactory(review=review).pk, "action": ActionFactory(review=review, owner=cast.teammate).pk,
    }  # fmt: skip
    wrong = {}
    for role in ROLES:
        theirs = program(getattr(cast, role))
        for address, methods in ADDRESSES.items():
            for method in methods.split():
                body = None if method in ("GET", "DELETE") else FIT.get(address, {})
                etag = {} if method in ("GET", "DELETE") else {"If_Match": "*"}
                got = theirs.ask(method, address.format(**where), body, **etag).status_code
                wanted = wanted_of(role, address, method)
                if got != wanted and not (wanted == 200 and got in (200, 201, 428)):  # 428: let in, and asked for more
                    wrong[role, method, address] = got
    assert wrong == {}
    assert program(cast.stranger).get("/reviews").json()["items"] == []
    assert program(cast.stranger).get("/actions").json()["items"] == []
    assert program(cast.stranger).post("/reviews", {"noticed": "Also down"}).status_code == 201


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/reviews", {"noticed": "  "}, "noticed"),
        ("/reviews", {"noticed": "a\x00b"}, "noticed"),
        ("/reviews", {"noticed": "x", "since": "0001-01-01T00:00:00Z"}, "since"),
        ("/reviews", {"noticed": "x", "typo": 1}, "typo"),
        ("/reviews/{ref}/actions", {"sentence": "Show the list", "due_on": "2020-01-01"}, "due_on"),
        ("/reviews/{ref}/actions", {"sentence": "Show the list", "owner": 10**18}, "owner"),
        ("/reviews/{ref}/factors", {"sentence": "The tool hides it", "shown_by": [10**18]}, "shown_by"),
        (
            "/reviews/{ref}/timeline",
            {"occurred_at": "2026-11-19T13:00:00Z", "body": "x", "evidence_url": "y"},
            "evidence_url",
        ),
    ],
)
def test_a_field_that_does_not_fit_is_named(cast, program, path, body, field):
    answer = program(cast.owner).post(path.format(ref=cast.review.ref), body)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert field in [one["field"] for one in answer.json()["errors"]]
    assert answer.json()["detail"]


def test_what_is_no_answer_is_a_problem_too(cast, program):
    priya = program(cast.owner)
    for status, answer in {
        404: priya.get("/nowhere/at/all"),
        405: priya.ask("DELETE", "/reviews"),
        400: priya.ask("POST", "/reviews", b"{"),
    }.items():
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    large, odd = json.dumps({"noticed": "x" * 2_600_000}).encode(), b'{"noticed": "\xff"}'
    for status, body, kind in ((413, large, "json"), (400, odd, "json"), (400, b"x", "x-odd")):
        said = {"headers": {"Authorization": f"Bearer {priya.token}"}}
        answer = priya.client.generic("POST", "/api/v1/reviews", body, f"application/{kind}", **said)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), kind
    cast.review.deleted_at, cast.review.joined_to = clock.now(), None
    cast.review.save()
    assert priya.get(f"/reviews/{cast.review.ref}").status_code == 410


def test_lists_ask_as_much_of_the_database_for_many_as_for_few(cast, program, django_assert_num_queries):
    priya = program(cast.owner)
    lists = {"/reviews": 2, f"/reviews/{cast.review.ref}/timeline": 3, f"/reviews/{cast.review.ref}/factors": 4}
    lists |= {"/actions": 5, "/services": 2, "/teams": 2}
    priya.get("/me")  # the day of its use is written once
    for more in (1, 20):
        for _row in range(more):
            FactorFactory(review=cast.review, written_by=cast.owner).events.add(EventFactory(review=cast.review))
            ActionFactory(review=cast.review, owner=cast.owner).factors.set(cast.review.factors.all()[:2])
        for place, many in lists.items():
            with django_assert_num_queries(many):
                assert len(priya.get(place).json()["items"]) > 0 or place == "/services"


def test_the_document_names_what_stands_here(client, db):
    found = client.get(reverse("api-document")).json()
    assert found["openapi"] == "3.1.0"
    operations = {(method, path): one for path, all_ in found["paths"].items() for method, one in all_.items()}
    for (method, path), one in operations.items():
        names = [asked["name"] for asked in one.get("parameters", [])]
        by_version = method in ("patch", "put", "delete") or path.endswith(("/answers", "/moves", "/asked"))
        assert ("If-Match" in names) == by_version, path
        assert ("Idempotency-Key" in names) == (method == "post"), path
        assert "application/problem+json" in one["responses"]["422"]["content"], path
    assert {path.removeprefix("/api/v1") for _method, path in operations} >= {
        address.replace("{incident}", "{pk}").replace("{event}", "{pk}").replace("{factor}", "{pk}")
        .replace("{action}", "{pk}").replace("lessons", "{slot}") for address in ADDRESSES
    }  # fmt: skip
    assert ActionItem.objects.count() == 0
