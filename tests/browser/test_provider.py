"""Signing in by the organisation's own provider, in a real browser: the button there, its page, and the way back."""

import pytest
from playwright.sync_api import expect

from accounts.groups import GroupRule
from accounts.models import User
from tests.factories import TeamFactory
from tests.provider import Provider, provider, running_provider

__all__ = ["provider", "running_provider"]
# Authlib warns of its own older names, which the provider uses.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def at_the_provider(open_page, there: Provider, **look):
    """Its page, without the style sheet that it fetches from elsewhere."""
    page = open_page(**look)
    page.route(lambda address: "localhost" not in address, lambda route: route.abort())
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with Tern").click()
    expect(page.get_by_role("heading", name="Authorize Client")).to_be_visible()
    assert page.url.startswith(there.address)
    return page


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_comes_back_with_their_name_and_their_team(open_page, provider, javascript):
    payments = TeamFactory(name="Payments")
    GroupRule.objects.create(group="g-17", team=payments)
    provider.knows("s-1", email="ida@example.org", email_verified=True, name="Ida Berg", groups=["g-17"])
    page = at_the_provider(open_page, provider, javascript=javascript)
    page.get_by_placeholder("sub").fill("s-1")
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_role("heading", level=1, name="Hello Ida")).to_be_visible()
    assert list(User.objects.get(email="ida@example.org").teams.all()) == [payments]


def test_who_turns_back_there_is_told_so_and_led_to_the_door_again(open_page, provider):
    page = at_the_provider(open_page, provider, width=390)
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading", name="Not signed in")).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign in with Tern")).to_be_visible()
