"""A directory with a token, as Microsoft Entra ID or Okta is one."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.tokens import make_token
from postmortems.shared import clock
from tests.factories import UserFactory

CORE = "urn:ietf:params:scim:schemas:core:2.0:"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@pytest.fixture
def administrator(db) -> User:
    person = UserFactory(display_name="Ada Field", is_administrator=True)
    person.set_password("a quiet harbour 7")
    person.save()
    return person


@pytest.fixture
def secret(administrator) -> str:
    ends = clock.today("UTC").replace(year=2030)
    return make_token(owner=administrator, name="Entra ID", scopes=["scim"], expires_on=ends)


@pytest.fixture
def ask(secret) -> Callable:
    client = Client(headers={"Authorization": f"Bearer {secret}"})

    def asked(method: str, path: str, body: object = None, status: int = 200):
        words = "" if body is None else json.dumps(body)
        answer = client.generic(method, f"/scim/v2/{path}", words, content_type="application/scim+json")
        assert answer.status_code == status, answer.content
        assert answer.headers["Content-Type"] == "application/scim+json"
        return json.loads(answer.content) if answer.content else None

    return asked
