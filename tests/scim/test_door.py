"""Who may speak for a directory, and what else their token opens: nothing."""

import datetime as dt
import uuid

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.token_model import Token
from accounts.tokens import NotForThem, make_token
from postmortems.scim import views
from postmortems.shared import clock
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
USERS = "/scim/v2/Users"


def bearer(secret):
    return Client(headers={"Authorization": f"Bearer {secret}"})


def token_of(owner, *scopes):
    return make_token(owner=owner, name="x", scopes=scopes, expires_on=clock.today("UTC") + dt.timedelta(days=9))


def test_only_a_token_for_it_opens_it_and_it_opens_nothing_else(administrator, secret):
    assert Client().get(USERS).status_code == 401
    refused = Client().get(USERS)
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    signed_in = Client()
    signed_in.force_login(administrator)
    assert signed_in.get(USERS).status_code == 401
    for scope in ("read", "write", "status"):
        assert bearer(token_of(administrator, scope)).get(USERS).status_code == 403
    assert bearer(secret).get(USERS).status_code == 200
    for address in ("/api/v1/me", "/api/v1/reviews", "/api/v1/teams"):
        assert bearer(secret).get(address).status_code == 403
    assert bearer(secret).get("/").status_code == 302
    administrator.is_administrator = False
    administrator.save()
    assert bearer(secret).get(USERS).status_code == 403


def test_only_administrators_make_one_and_it_does_nothing_else(administrator, signed_in):
    somebody = UserFactory()
    with pytest.raises(NotForThem):
        token_of(somebody, "scim")
    with pytest.raises(IntegrityError), transaction.atomic():
        token_of(administrator, "scim", "read")
    wish = {"name": "Okta", "lives": "365", "form_key": str(uuid.uuid4())}
    answers = {}
    for person, scopes in ((somebody, ["scim"]), (administrator, ["scim", "read"]), (administrator, ["scim"])):
        person.set_password("a quiet harbour 7")
        person.save()
        client = signed_in(person)
        client.post(reverse("account_reauthenticate"), {"password": "a quiet harbour 7"})
        page = client.get(reverse("tokens")).content.decode()
        answers[person.pk, len(scopes)] = (
            'value="scim"' in page, client.post(reverse("tokens"), {**wish, "scopes": scopes}).status_code
        )  # fmt: skip
    assert list(answers.values()) == [(False, 422), (True, 422), (True, 200)]
    assert Token.objects.get().scopes == ["scim"]


def test_a_directory_that_asks_too_often_waits(secret, monkeypatch):
    cache.clear()
    monkeypatch.setattr(views, "OFTEN", {"scim": "2/m/key"})
    client = bearer(secret)
    answers = [client.get(USERS) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("Users?filter=userName sw %22a%22", 400),
        ("Users?filter=userName eq %22a%22 and active eq true", 400),
        ("Users?filter=((", 400),
        ("Users/no-such", 404),
        ("Groups/7", 404),
        ("Nothing", 404),
        ("Me", 501),
        ("", 501),
        ("Users?sortBy=userName", 501),
    ],
)
def test_what_is_not_done_is_said_in_the_words_of_the_standard(ask, path, status):
    assert ask("GET", path, status=status)["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
