"""What was sent after the sign-in had ended: held for the same person, in the same browser, and for nobody else."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.session import Session
from postmortems.shared.held import COOKIE
from postmortems.wording.models import Draft, Text

PASSWORD = "a-quiet-harbour-7"
WORDS = "A push\nrouted traffic."


@pytest.fixture
def address(cast):
    for user in (cast.owner, cast.teammate):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return reverse("text", args=[cast.review.ref, "summary"])


@pytest.fixture
def browser(cast, address):
    """A browser in which the owner was signed in, and is not any more."""
    client = Client()
    client.force_login(cast.owner)
    client.get(address)
    Session.objects.all().delete()
    return client


def send(client, address, words=WORDS):
    return client.post(address, {"body": words, "base_version": 0, "csrfmiddlewaretoken": "x"})


def sign_in(client, user, to="/drafts/held/"):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": to})


def test_the_form_goes_on_after_the_same_person_signed_in_again(cast, browser, address):
    turned = send(browser, address)
    assert turned["Location"] == f"{reverse('account_login')}?next=%2Fdrafts%2Fheld%2F"
    assert sign_in(browser, cast.owner)["Location"] == "/drafts/held/"
    assert (Draft.objects.get().body, Draft.objects.get().why) == (WORDS, "expired")
    assert browser.session.get_expiry_age() > 24 * 3600  # only what is held ends within the hour
    held = browser.get("/drafts/held/").context["held"]
    assert (held.path, dict(held.pairs)) == (address, {"body": WORDS, "base_version": "0"})
    browser.post(held.path, dict(held.pairs))
    assert Text.objects.get().body == WORDS
    assert browser.get("/drafts/held/").status_code == 302
    assert not Draft.objects.exists()


def test_somebody_else_who_signs_in_gets_nothing_of_it(cast, browser, address):
    send(browser, address)
    sign_in(browser, cast.teammate)
    assert browser.get("/drafts/held/").status_code == 302
    assert not Draft.objects.exists()


def test_after_an_hour_nothing_is_held_any_more(cast, browser, address):
    with time_machine.travel("2026-11-19T13:00:00Z", tick=False):
        send(browser, address)
    with time_machine.travel("2026-11-19T13:59:00Z", tick=False):
        assert sign_in(browser, cast.owner).status_code == 302
        assert browser.get("/drafts/held/").status_code == 200
    with time_machine.travel("2026-11-19T14:01:00Z", tick=False):
        assert browser.get("/drafts/held/").status_code == 302


@pytest.mark.parametrize("mark", [None, "", "forged", "a" * 40, "a" * 40 + ":" + "b" * 43])
def test_a_browser_in_which_nobody_was_signed_in_holds_nothing(browser, address, mark):
    if mark is None:
        del browser.cookies[COOKIE]
    else:
        browser.cookies[COOKIE] = mark
    assert send(browser, address)["Location"].endswith(f"next={address}")
    assert not Session.objects.exists()


def test_a_password_is_never_held(browser):
    browser.post(reverse("account_change_password"), {"oldpassword": "x", "password1": "y", "password2": "y"})
    assert not Session.objects.exists()


def test_the_mark_is_not_for_scripts_and_is_set_once(cast, address):
    client = Client()
    client.force_login(cast.owner)
    mark = client.get(address).cookies[COOKIE]
    assert (mark["httponly"], mark["samesite"], mark["max-age"]) == (True, "Lax", "")
    assert cast.owner.email not in mark.value
    assert COOKIE not in client.get(address).cookies


def test_htmx_is_told_by_status_and_the_page_stays(browser, address):
    answered = browser.post(address, {"body": WORDS}, headers={"HX-Request": "true"})
    assert (answered.status_code, answered.content) == (401, b"")
    assert not Session.objects.exists()


# --- a page that is older than the sign-in


def strict(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner)
    client.get(reverse("home"))
    return client


def test_a_stale_page_keeps_the_words_and_offers_to_send_them(cast, address):
    client = strict(cast)
    answered = client.post(address, {"body": WORDS, "base_version": 0}, headers={"Origin": "http://testserver"})
    assert answered.status_code == 403
    assert dict(answered.context["held"].pairs) == {"body": WORDS, "base_version": "0"}
    assert f'action="{address}"' in answered.content.decode()
    assert not Text.objects.exists()


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example", "http://testserver.elsewhere.example"])
def test_what_another_site_sends_is_not_offered(cast, address, origin):
    headers = {"Origin": origin} if origin else {}
    answered = strict(cast).post(address, {"body": "Send me", "base_version": 0}, headers=headers)
    assert answered.status_code == 403
    assert "Send me" not in answered.content.decode()


def test_a_stale_page_with_a_script_is_told_to_renew_itself(cast, address):
    answered = strict(cast).post(address, {"body": WORDS}, headers={"HX-Request": "true"})
    assert (answered.status_code, answered["Page-Is"], answered.content) == (403, "stale", b"")


def test_who_is_signed_in_here(cast, address):
    client = strict(cast)
    signed_in = client.get(reverse("signed-in")).json()
    assert signed_in["who"] in client.get(address).content.decode()
    assert (
        client.post(
            address, {"body": WORDS, "base_version": 0}, headers={"X-CSRFToken": signed_in["token"]}
        ).status_code
        == 302
    )
    assert Client().get(reverse("signed-in")).json()["who"] == ""
