"""What somebody says about themselves, and their sessions."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from postmortems.audit.models import AuditEntry
from postmortems.mail.topics import Topic
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ME = reverse("me")


@pytest.fixture
def person():
    user = UserFactory(display_name="Lea Brandt")
    user.set_password("a quiet harbour 7")
    user.save()
    return user


def said(**fields):
    hours = {"work_starts": "10:00", "work_ends": "18:30", "work_days": ["1", "2", "3"]}
    hours |= {"mailed_topics": Topic.values, "locale": "en-GB", "week_starts": "1"}
    return {"display_name": "Lea B.", "zone": "lisbon", **hours, **fields}


def test_hours_and_zone_are_kept(signed_in, person):
    assert signed_in(person).post(ME, said())["Location"] == ME
    person.refresh_from_db()
    assert (person.display_name, person.zone) == ("Lea B.", "Europe/Lisbon")
    assert (person.work_starts, person.work_ends, person.work_days) == (dt.time(10), dt.time(18, 30), [1, 2, 3])
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor) == ("changed", person)
    assert entry.fields == ["display_name", "work_days", "work_ends", "work_starts", "zone"]


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"work_ends": "09:00"}, "Work ends after it starts."),
        ({"work_starts": "early"}, "A time, as in 09:00."),
        ({"work_days": []}, "One day at least"),
        ({"work_days": ["9"]}, "is not one of the available choices"),
        ({"zone": ""}, "Which time zone?"),
    ],
)
def test_what_is_odd_is_asked_again(signed_in, person, fields, answer):
    response = signed_in(person).post(ME, said(**fields))
    assert response.status_code == 422
    assert answer in response.content.decode()
    assert "Lea B." in response.content.decode()


def test_the_guessed_zone_is_taken_over_where_they_are(signed_in, person):
    client = signed_in(person)
    answer = client.post(reverse("me-zone"), {"zone": "America/New_York"}, headers={"HX-Request": "true"})
    assert answer.content.decode() == "Your times are those of New York now."
    person.refresh_from_db()
    assert person.zone == "America/New_York"
    client.post(reverse("me-zone"), {"zone": "Mars/Olympus"})
    person.refresh_from_db()
    assert person.zone == "America/New_York"


def test_signing_out_everywhere_ends_every_session(signed_in, person):
    here, phone = signed_in(person), Client()
    phone.force_login(person)
    assert phone.get(ME).status_code == 200
    assert here.post(reverse("me-sign-out"))["Location"] == reverse("account_login")
    assert [client.get(ME).status_code for client in (here, phone)] == [302, 302]
    signing_in = {"login": person.email, "password": "a quiet harbour 7"}
    assert Client().post(reverse("account_login"), signing_in)["Location"] == "/"
    assert AuditEntry.objects.get().verb == "signed out everywhere"


def test_a_session_of_before_this_existed_goes_on(person):
    from django.contrib.auth.base_user import AbstractBaseUser

    assert person.session_round == 0
    assert person.get_session_auth_hash() == AbstractBaseUser.get_session_auth_hash(User(password=person.password))


def test_an_older_secret_key_still_knows_the_session(settings, person):
    client = Client()
    User.objects.filter(pk=person.pk).update(session_round=3)
    client.force_login(User.objects.get(pk=person.pk))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-" + "k" * 50
    assert client.get(ME).status_code == 200
