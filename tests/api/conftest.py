"""Programs that speak for the people of the cast."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.tokens import make_token
from postmortems.shared import clock

BASE = "/api/v1"


@dataclass(frozen=True)
class Program:
    """What a program sends, and what it gets."""

    client: Client
    token: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        sent = {
            "Authorization": f"Bearer {self.token}",
            **{name.replace("_", "-"): said for name, said in headers.items()},
        }
        data = body if isinstance(body, bytes) else json.dumps(body) if body is not None else ""
        address = path if path.startswith(BASE) else BASE + path
        return self.client.generic(method, address, data, "application/json", headers=sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.ask("POST", path, body, **headers)

    def change(self, path: str, body: Any, method: str = "PATCH") -> HttpResponse:
        """Read, and change what was read."""
        return self.ask(method, path, body, If_Match=self.get(path)["ETag"])


def token_of(user: User, *scopes: str) -> str:
    return make_token(
        owner=user, name="a program", scopes=scopes or ["write"], expires_on=clock.today("UTC") + dt.timedelta(days=9)
    )


@pytest.fixture
def program(db: None) -> Any:
    """`program(cast.owner).get("/reviews")`."""
    return lambda user, *scopes: Program(Client(), token_of(user, *scopes))
