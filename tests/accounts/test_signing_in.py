"""Codes from an app, recovery codes, and where somebody is signed in."""

import datetime as dt
import re
import time
import uuid

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.counts import Tally
from accounts.ended import forget_what_ended
from accounts.session import Session
from postmortems.audit.models import AuditEntry
from postmortems.mail.models import Delivery
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LOGIN, PAGE, APP = reverse("account_login"), reverse("mfa_index"), reverse("mfa_activate_totp")
PASSWORD = "a quiet harbour 7"
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def person():
    user = UserFactory(display_name="Lea Brandt")
    user.set_password(PASSWORD)
    user.save()
    return user


def by_password(person, **headers):
    client = Client(headers=headers)
    answer = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    return client, answer["Location"]


def shown_again(client, password=PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_an_app_is_connected_asked_for_and_taken_away(person, django_capture_on_commit_callbacks):
    client, _ = by_password(person)
    assert client.get(APP)["Location"].startswith(reverse("account_reauthenticate"))
    assert shown_again(client, "not mine").status_code == 422
    shown_again(client)
    form = client.get(APP).content.decode()
    secret = re.search(r'id="app-secret" value="(\w+)"', form)[1]
    assert client.post(APP, {"code": "000000"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(APP, {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    [code, *others] = re.findall(r"<li>(\d+)</li>", client.get(answer["Location"]).content.decode())
    assert len(others) == 9
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))
    assert list(Delivery.objects.values_list("kind", "about")) == [("sign_in_changed", "app_added:0")]
    assert AuditEntry.objects.get(verb="changed signing in").fields == ["app_added"]

    phone, where = by_password(person)
    assert where == reverse("mfa_authenticate")
    assert phone.get("/").status_code == 302
    assert phone.post(where, {"code": "12345678"}).status_code == 422
    assert phone.post(where, {"code": code})["Location"] == "/"
    again, where = by_password(person)
    assert again.post(where, {"code": code}).status_code == 422  # used

    shown_again(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert by_password(person)[1] == "/"


def key_renewed(client, show_again):
    """Whether the old session key is dead, and the person still in under a new one, listed once."""
    before = client.cookies["session"].value
    csrf = client.cookies["csrf"].value
    show_again()
    thief = Client()
    thief.cookies["session"] = before
    assert client.cookies["csrf"].value == csrf  # other open tabs can still save what is typed there
    shown = client.get(PAGE)
    return shown.status_code == 200 and thief.get(PAGE).status_code == 302 and not Session.objects.filter(pk=before)


def test_showing_again_who_one_is_renews_the_session_key(person, django_capture_on_commit_callbacks):
    client, _ = by_password(person, **FIREFOX)
    client.get(PAGE)
    kept = client.cookies["session"].value
    shown_again(client, "not mine")
    assert client.cookies["session"].value == kept
    assert key_renewed(client, lambda: shown_again(client))
    secret = re.search(r'id="app-secret" value="(\w+)"', client.get(APP).content.decode())[1]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(APP, {"code": code_of(secret)})
    [code, *_] = re.findall(r"<li>(\d+)</li>", client.get(answer["Location"]).content.decode())
    by_code = reverse("mfa_reauthenticate")
    assert key_renewed(client, lambda: client.post(by_code, {"code": code}))  # a recovery code
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)):
        assert key_renewed(client, lambda: client.post(by_code, {"code": code_of(secret)}))
    [session] = Session.objects.filter(person=person)
    assert session.device == "Firefox on Linux"


def test_what_waited_while_somebody_showed_who_they_are_is_done_under_the_new_key(person):
    client, _ = by_password(person)
    wish = {"name": "status page", "scopes": ["status"], "lives": "90", "form_key": str(uuid.uuid4())}
    asked = client.post(reverse("tokens"), wish)["Location"]
    before = client.cookies["session"].value
    made = client.post(asked, {"password": PASSWORD, "next": reverse("tokens")})
    assert "ss_" in made.content.decode()
    assert client.cookies["session"].value != before


def test_somebody_sees_where_they_are_signed_in_and_ends_it(person):
    here, _ = by_password(person, **FIREFOX)
    phone, _ = by_password(person)
    borrowed, _ = by_password(person)
    stranger = Client()
    stranger.force_login(UserFactory())
    shown = here.get(PAGE).content.decode()
    assert shown.count("Firefox on Linux") == 1
    assert here.cookies["session"].value not in shown
    handle = Session.objects.get(pk=phone.cookies["session"].value).handle
    assert stranger.post(reverse("sessions-end"), {"session": handle}).status_code == 302
    assert phone.get("/").status_code == 200
    here.post(reverse("sessions-end"), {"session": handle})
    assert [client.get("/").status_code for client in (here, phone, borrowed)] == [200, 302, 200]
    here.post(reverse("sessions-end"))
    assert [client.get("/").status_code for client in (here, borrowed, stranger)] == [200, 302, 200]
    assert AuditEntry.objects.filter(verb="signed out elsewhere", actor=person).count() == 2


def test_the_page_costs_the_same_with_many_sessions(person, signed_in, django_assert_num_queries):
    for _ in range(10):
        Client().force_login(person)
    client = signed_in(person)
    with django_assert_num_queries(4):  # session, person, what they have, where they are
        client.get(PAGE)


def test_tries_are_counted_for_all_processes_without_redis_and_name_nobody(person, settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"  # nobody answers there
    cache.clear()
    answers = [Client().post(LOGIN, {"login": person.email, "password": "wrong"}) for _ in range(6)]
    assert "Wait a few minutes" in answers[-1].content.decode()
    assert Client().post(LOGIN, {"login": person.email, "password": PASSWORD}).status_code == 422
    rows = str(list(Tally.objects.values_list("cache_key", "value")))
    assert Tally.objects.exists()
    assert "127.0.0.1" not in rows
    assert person.email not in rows


def test_what_ended_is_forgotten(person):
    by_password(person)
    assert Session.objects.exists()
    assert Tally.objects.exists()
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=15)):
        assert forget_what_ended() > 0
    assert (Session.objects.count(), Tally.objects.count()) == (0, 0)
