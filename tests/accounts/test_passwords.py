"""Signing in and asking for a new password: the statuses, the words, and nothing that tells who is here."""

import email
import email.policy
import re

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation
from accounts.passwords import check_password
from postmortems.mail import kinds
from postmortems.mail.models import Delivery
from tests.factories import UserFactory
from tests.mail.conftest import smtp
from tests.mail.sink import Sink, serving

__all__ = ["smtp"]
pytestmark = pytest.mark.django_db
LOGIN, ASK = reverse("account_login"), reverse("account_reset_password")
PASSWORD, BETTER = "a quiet harbour 7", "a calmer harbour 8"


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


@pytest.fixture
def person():
    user = UserFactory(display_name="Lea Brandt")
    user.set_password(PASSWORD)
    user.save()
    return user


def test_a_refused_sign_in_answers_422_in_our_words(person):
    answer = Client().post(LOGIN, {"login": person.email, "password": "not this one"})
    assert answer.status_code == 422
    assert "do not fit together" in answer.content.decode()
    empty = Client().post(LOGIN, {"login": "", "password": ""})
    assert empty.status_code == 422
    assert "This field is required" not in empty.content.decode()


def without_what_differs(page):
    return re.sub(r'(csrfmiddlewaretoken" value="|value="|nonce=")[^"]*', "", page)


def test_signing_in_answers_the_same_for_a_known_and_an_unknown_address(person):
    said = [
        Client().post(LOGIN, {"login": address, "password": "not this one"})
        for address in (person.email, "nobody@example.org")
    ]
    assert [one.status_code for one in said] == [422, 422]
    assert len({without_what_differs(one.content.decode()) for one in said}) == 1


def asked(address):
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = Client().post(ASK, {"email": address})
    kinds = [re.sub(r"\d+|'[^']*'|\"[^\"]*\"", "", one["sql"]).split("(")[0].split()[0:2] for one in queries]
    return answer.status_code, answer["Location"], kinds


def test_asking_for_a_password_runs_the_same_statements_for_an_unknown_address(person):
    known, unknown = asked(person.email), asked("nobody@example.org")
    closed = {"RELEASE", "ROLLBACK"}
    assert known[:2] == unknown[:2] == (302, reverse("account_reset_password_done"))
    assert [kind for kind in known[2] if kind[0] not in closed] == [
        kind for kind in unknown[2] if kind[0] not in closed
    ]
    assert list(Delivery.objects.values_list("recipient", flat=True)) == [person.pk]


def test_somebody_inactive_is_unknown_here(person):
    person.is_active = False
    person.save()
    Client().post(ASK, {"email": person.email})
    assert not Delivery.objects.exists()


def test_a_house_that_is_closed_lets_an_invited_person_in_by_no_other_door():
    invited = UserFactory(display_name="Nour Aziz")
    invited.set_unusable_password()
    invited.save()
    Client().post(ASK, {"email": invited.email})
    [waiting] = Delivery.objects.filter(recipient=invited)
    assert kinds.find(waiting.kind).still_wanted(waiting)
    Organisation.objects.update_or_create(pk=1, defaults={"sign_up": "closed"})
    assert not kinds.find(waiting.kind).still_wanted(waiting)
    Client().post(ASK, {"email": invited.email})
    assert Delivery.objects.filter(recipient=invited).count() == 1


def test_the_link_comes_by_mail_sets_a_password_and_lets_them_in(person, smtp):
    phone = Client()
    phone.force_login(person)
    Client().post(ASK, {"email": person.email.upper()})
    sink = Sink()
    with serving(sink) as port:
        smtp(port)
        call_command("deliver", once=True)
    [(to, content)] = sink.taken
    assert to == person.email
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",)).get_content()
    path = re.search(r"http://localhost:8000(/\S+)", body)[1]
    client = Client()
    form = client.get(path, follow=True)
    assert (form.status_code, form.wsgi_request.user.is_authenticated) == (200, False)
    address = form.redirect_chain[-1][0]
    assert client.post(address, {"password1": "short"}).status_code == 422
    assert client.post(address, {"password1": BETTER})["Location"] == "/"
    person.refresh_from_db()
    assert person.check_password(BETTER)
    assert phone.get("/").status_code == 302
    assert Client().get(path).status_code == 410


def test_an_odd_address_is_asked_again():
    answer = Client().post(ASK, {"email": "lea"})
    assert answer.status_code == 422
    assert "A mail address, as in" in answer.content.decode()


def test_the_name_of_the_house_is_no_password(person, settings):
    """Nor what half the world uses, nor one's own name."""
    Organisation.objects.update_or_create(pk=1, defaults={"name": "Tern Harbour"})
    for easy in ("TernHarbour2026!", "second-story-1", "Postmortem!!!", "password1234", "leabrandt99"):
        with pytest.raises(ValidationError):
            check_password(easy, person)
    for good in (PASSWORD, "terns nest where the harbour ends"):
        check_password(good, person)


def test_a_long_sentence_is_taken_as_it_was_typed(person):
    """Neither cut nor changed: one letter less, or a capital, is another one."""
    sentence = "  The tide 潮 comes in, " * 6
    check_password(sentence, person)
    person.set_password(sentence)
    person.save()
    for wrong in (sentence[:-1], sentence.strip(), sentence.upper()):
        assert not person.check_password(wrong)
    answer = Client().post(LOGIN, {"login": person.email, "password": sentence})
    assert (len(sentence), answer.status_code) == (138, 302)


def test_changing_the_password_keeps_this_session_and_ends_the_others(signed_in, person):
    here, phone = signed_in(person), Client()
    phone.force_login(person)
    change = reverse("account_change_password")
    wrong = here.post(change, {"oldpassword": "x", "password1": BETTER})
    assert wrong.status_code == 422
    done = here.post(change, {"oldpassword": PASSWORD, "password1": BETTER})
    assert done.status_code == 302
    assert [client.get("/").status_code for client in (here, phone)] == [200, 302]


def test_after_five_wrong_passwords_it_waits_also_for_an_unknown_address(person):
    for address in (person.email, "nobody@example.org"):
        for _ in range(5):
            Client().post(LOGIN, {"login": address, "password": "not this one"})
        answer = Client().post(LOGIN, {"login": address, "password": PASSWORD})
        assert answer.status_code == 422
        assert "That was often." in answer.content.decode()


def test_too_many_questions_from_one_place_are_put_off(person):
    answers = [Client().post(ASK, {"email": person.email}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Wait a few minutes" in answers[-1].content.decode()


def test_nobody_signs_themselves_up():
    assert "By invitation" in Client().get(reverse("account_signup")).content.decode()
