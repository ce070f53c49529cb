"""A program of somebody who knows /api/v1/openapi.json and nothing else of ours.

It finds an operation by its method and what it says of itself, fills the path, brings the headers that are asked for,
and takes no answer that the document does not tell of: status, type, headers and every field.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from tests.api.conftest import token_of

BLAMING = "Tomas forgot to check the drain list before the push"
PLAIN = "The push tool lets a route change through without showing the drain list"


@dataclass
class Answer:
    status: int
    said: Any
    headers: dict[str, str]


@dataclass
class Reader:
    """What the document says, made into requests."""

    token: str
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.document = json.loads(self.client.get("/api/v1/openapi.json").content)

    def ask(self, method: str, does: str, body: Any = None, *, headers: Any = None, **values: Any) -> Answer:
        """Do the operation that says so of itself."""
        path, told = self._operation(method, does)
        known = {(one["in"], one["name"]): one for one in told["parameters"]}
        query = {name: said for name, said in values.items() if ("query", name) in known}
        sent = {name: said for name, said in (headers or {}).items() if ("header", name) in known}
        assert sent == (headers or {})
        assert all(f"{{{name}}}" in path for name in values.keys() - query.keys())
        if body is not None:
            self._fits(body, told["requestBody"]["content"]["application/json"]["schema"])
        address = re.sub(r"{(\w+)}", lambda found: str(values[found[1]]), path)
        answer = self.client.generic(
            method, address, "" if body is None else json.dumps(body), "application/json",
            query_params=query, headers=sent | self._key(told),
        )  # fmt: skip
        return self._understood(answer, told)

    def _operation(self, method: str, does: str) -> tuple[str, Any]:
        all_of_it = [(path, told.get(method.lower())) for path, told in self.document["paths"].items()]
        [found] = [(path, told) for path, told in all_of_it if told and told["summary"] == does]
        return found

    def _key(self, told: Any) -> dict[str, str]:
        schemes = self.document["components"]["securitySchemes"]
        [[name]] = told["security"]
        assert (schemes[name]["type"], schemes[name]["scheme"]) == ("http", "bearer")
        return {"Authorization": f"Bearer {self.token}"}

    def _understood(self, answer: Any, told: Any) -> Answer:
        """The answer, held to the document; whatever has a body has a type, and every header that is told is there."""
        known = told["responses"][str(answer.status_code)]
        kind = answer.get("Content-Type", "")
        said = json.loads(answer.content) if answer.content else None
        if said is not None:
            self._fits(said, known["content"][kind]["schema"])
        return Answer(
            answer.status_code, said, {name: answer[name] for name in known.get("headers", {}) if name in answer}
        )

    def _fits(self, said: Any, schema: Any) -> None:
        whole = {**schema, "components": self.document["components"]}
        Draft202012Validator(whole).validate(said)


@pytest.fixture
def reader(cast: Any) -> Reader:
    return Reader(token_of(cast.owner))


def test_a_client_that_knows_the_document_alone_walks_from_an_incident_to_a_promise(reader, cast):
    filing = {"noticed": "Customers cannot pay", "since": "2026-11-19T14:02:00+01:00", "service": "Checkout"}
    key = {"Idempotency-Key": "pay-2026-11-19"}
    made = reader.ask("POST", "Put something on record", filing, headers=key)
    again = reader.ask("POST", "Put something on record", filing, headers=key)
    assert (made.status, again.status, again.said["ref"]) == (201, 201, made.said["ref"])
    other = reader.ask("POST", "Put something on record", filing | {"noticed": "Another"}, headers=key)
    assert other.status == 422
    ref = made.said["ref"]

    entries = [{"occurred_at": f"2026-11-19T13:{minute:02}:00Z", "body": f"Line {minute}"} for minute in range(7)]
    many = reader.ask("POST", "Tell many things: all, or none", {"entries": entries}, ref=ref)
    assert many.said["count"] == 7
    seen, following = [], {}
    while following is not None:
        page = reader.ask("GET", "The story, in order", ref=ref, limit=3, **following).said
        seen += [event["body"] for event in page["items"]]
        following = {"cursor": page["next"]} if page["next"] else None
    assert seen == [f"Line {minute}" for minute in range(7)]

    refused = reader.ask("POST", "Add a factor", {"sentence": BLAMING}, ref=ref)
    [fault] = refused.said["errors"]
    assert (refused.status, fault["field"]) == (422, "sentence")
    assert fault["question"]
    assert fault["suggestions"]
    factor = reader.ask("POST", "Add a factor", {"sentence": PLAIN, "shown_by": many.said["ids"][:1]}, ref=ref)
    assert (factor.status, factor.said["shown_by"]) == (201, many.said["ids"][:1])
    owner = reader.ask("GET", "For whom this token speaks").said["id"]
    promise = {"sentence": "Make the push tool refuse a drained pool", "owner": owner, "due_on": "2999-01-05"}
    action = reader.ask("POST", "Promise something", promise | {"factors": [factor.said["id"]]}, ref=ref)
    assert (action.status, action.said["factors"]) == (201, [factor.said["id"]])
    assert action.headers.keys() == {"ETag", "Location"}


def test_a_client_that_knows_the_document_alone_gets_along_with_who_was_first(reader, cast):
    ref = cast.review.ref
    read = reader.ask("GET", "One review", ref=ref)
    version = {"If-Match": read.headers["ETag"]}
    assert reader.ask("PATCH", "Change title or kind", {"title": "First"}, ref=ref).status == 428
    assert reader.ask("PATCH", "Change title or kind", {"title": "First"}, ref=ref, headers=version).status == 200
    late = reader.ask("PATCH", "Change title or kind", {"title": "Second"}, ref=ref, headers=version)
    assert (late.status, late.said["standing"]["title"]) == (412, "First")
    version = {"If-Match": late.said["etag"]}
    assert reader.ask("PATCH", "Change title or kind", {"title": "Second"}, ref=ref, headers=version).status == 200
    assert {"standing", "etag"} <= reader.document["components"]["schemas"]["Problem"]["properties"].keys()
