"""A real OpenID Connect provider on this machine (oidc-provider-mock, made of Authlib), and Second Story beside it.

A conftest that imports both fixtures offers `provider` to its folder.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from django.test import Client
from django.urls import reverse
from django.utils.csp import CSP

__all__ = ["provider", "running_provider"]


class Provider:
    """Whom it knows, and the way of a browser there and back."""

    def __init__(self, address: str) -> None:
        self.address = address

    def knows(self, sub: str, **claims: object) -> None:
        told = requests.put(f"{self.address}/users/{sub}", json=claims, timeout=10)
        assert told.ok, told.text

    def signs_in(self, sub: str, client: Client | None = None):
        """The answer to a browser that came back as `sub`, and the browser."""
        client = client or Client()
        away = client.post(reverse("openid_connect_login", args=["sso-test"]))
        assert away["Location"].startswith(self.address), away
        back = requests.post(away["Location"], data={"sub": sub}, allow_redirects=False, timeout=10)
        where = urlsplit(back.headers["Location"])
        return client.get(f"{where.path}?{where.query}"), client

    def changed_their_mind(self, client: Client):
        away = client.post(reverse("openid_connect_login", args=["sso-test"]))
        state = re.search(r"state=(\w+)", away["Location"])[1]
        return client.get(
            reverse("openid_connect_callback", args=["sso-test"]), {"error": "access_denied", "state": state}
        )


@pytest.fixture(scope="module")
def running_provider() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(running_provider: str, settings) -> Provider:
    app = {"provider_id": "sso-test", "name": "Tern", "client_id": "second-story", "secret": "a secret of theirs"}
    connected = {"APPS": [app | {"settings": {"server_url": running_provider}}], "OAUTH_PKCE_ENABLED": True}
    connected["SCOPE"] = ["openid", "profile", "email"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": connected}
    settings.OIDC_ISSUER, settings.OIDC_PROVIDER, settings.OIDC_NAME = running_provider, "sso-test", "Tern"
    settings.SECURE_CSP = settings.SECURE_CSP | {"form-action": [CSP.SELF, running_provider]}  # as settings.py says it
    return Provider(running_provider)
