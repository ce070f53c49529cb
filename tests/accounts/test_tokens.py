"""Tokens for programs: shown once, kept as a hash, ended by hand, by day, and with the person."""

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.urls import reverse

from accounts.models import User
from accounts.token_model import Scope, Token
from accounts.tokens import MOST, TooMany, allows, make_token, token_in
from postmortems.audit.models import AuditEntry
from postmortems.mail.models import Delivery
from postmortems.organisation.people import make_inactive
from postmortems.shared import clock
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE, PASSWORD = reverse("tokens"), "a quiet harbour 7"


def filled(**fields):
    return {"name": "status page", "scopes": ["read"], "lives": "30", "form_key": str(uuid.uuid4()), **fields}


@pytest.fixture
def person():
    user = UserFactory(display_name="Ida Berg")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def client_again(signed_in, person):
    client = signed_in(person)
    assert client.get(PAGE)["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_a_token_is_shown_once_found_by_its_hash_and_ended(client_again, person):
    assert client_again.post(PAGE, filled(scopes=[])).status_code == 422
    form = filled()
    shown = client_again.post(PAGE, form).content.decode()
    secret = re.search(r'value="(ss_[\w-]{43})"', shown)[1]
    assert "ss_" in client_again.post(PAGE, form).content.decode()
    assert Token.objects.count() == 1
    assert secret not in client_again.get(PAGE).content.decode()
    assert secret not in str(Token.objects.values_list())
    found = token_in(f"Bearer {secret}")
    assert (found.owner, found.scopes, found.used_on) == (person, ["read"], None)
    assert token_in(f"Bearer {secret}").used_on == clock.today("UTC")
    assert AuditEntry.objects.get(verb="made a token").fields == ["read"]
    assert Delivery.objects.get().about == "token:0"
    other = UserFactory()
    client_again.force_login(other)
    client_again.post(reverse("token-end", args=[found.pk]))
    assert token_in(f"Bearer {secret}")
    client_again.force_login(person)
    client_again.post(reverse("token-end", args=[found.pk]))
    assert token_in(f"Bearer {secret}") is None


def a_token(person, **fields):
    wish = {"name": "x", "scopes": ["write"], "expires_on": clock.today("UTC") + dt.timedelta(days=30)}
    return f"Bearer {make_token(owner=person, **(wish | fields))}"


def test_a_token_ends_by_day_and_with_its_person(person, cast):
    header = a_token(person)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=31)):
        assert token_in(header) is None
    assert token_in(header)
    make_inactive(actor=cast.administrator, person=person)
    User.objects.filter(pk=person.pk).update(is_active=True)
    assert token_in(header) is None


def test_nothing_else_is_a_token(person, django_assert_num_queries):
    header = a_token(person)
    with django_assert_num_queries(0):
        for odd in ("", "Bearer", "Bearer ss_short", header.removeprefix("Bearer "), f"{header}x", "Basic YQ=="):
            assert token_in(odd) is None


def test_to_write_is_to_read_and_nothing_else():
    token = Token(scopes=["write"])
    assert [allows(token, scope) for scope in Scope] == [True, True, False, False]
    assert [allows(Token(scopes=["read"]), scope) for scope in Scope] == [True, False, False, False]


def test_twenty_are_enough(person):
    for _ in range(MOST):
        a_token(person)
    with pytest.raises(TooMany):
        a_token(person)
