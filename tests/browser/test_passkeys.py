"""A passkey on a real device: Chromium's own, driven over its debugging protocol."""

from playwright.sync_api import expect

from accounts.session import Session
from tests.browser.conftest import PASSWORD
from tests.factories import UserFactory

DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


def with_device(page):
    """A finger that always fits."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = DEVICE | {"isUserVerified": True, "automaticPresenceSimulation": True}
    made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return protocol, made["authenticatorId"]


def key_of(page):
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "session")


def test_a_passkey_is_made_opens_the_account_alone_and_is_refused_without_a_finger(open_page):
    person = UserFactory(display_name="Lea Brandt")
    person.set_password(PASSWORD)
    person.save()
    page = open_page(person)
    protocol, device = with_device(page)
    page.goto("/accounts/signing-in/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("A name for it").fill("my laptop")
    page.get_by_role("button", name="Ask my device").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="They are kept").click()
    expect(page.get_by_text("my laptop", exact=True)).to_be_visible()

    page.context.clear_cookies()
    page.goto("/accounts/login/")
    protocol.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The device did not agree")).to_be_visible()
    protocol.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1, name="Hello Lea")).to_be_visible()

    before = key_of(page)
    page.goto("/accounts/signing-in/passkeys/again/?next=/accounts/signing-in/")
    page.get_by_role("button", name="Ask my device").click()
    expect(page.get_by_text("my laptop", exact=True)).to_be_visible()
    assert key_of(page) != before
    assert not Session.objects.filter(pk=before).exists()
