"""What a provider has to sign before anybody is let in: each token here is wrong in one thing."""

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db
OURS, ANOTHER = (rsa.generate_private_key(65537, 2048) for _ in range(2))
IDA = {"sub": "s-1", "email": "ida@example.org", "email_verified": True, "name": "Ida Berg"}


def signed(address, *, key=OURS, method="RS256", kid="k", **claims):
    ends = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    told = IDA | {"iss": address, "aud": "second-story", "exp": ends} | claims
    return jwt.encode(told, key, method, headers={"kid": kid} if kid else None)


@pytest.fixture
def speaks(settings):
    """A provider that says what it is told to say, over real HTTP: the answer to a browser that comes back from it."""
    told = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps(told[urlsplit(self.path).path]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    ends = {
        "authorization_endpoint": "/in",
        "token_endpoint": "/token",
        "userinfo_endpoint": "/me",
        "jwks_uri": "/keys",
    }
    told["/.well-known/openid-configuration"] = {"issuer": address} | {k: address + v for k, v in ends.items()}
    told["/keys"] = {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key())) | {"kid": "k"}]}
    told["/me"] = IDA
    app = {"provider_id": "sso-test", "name": "Tern", "client_id": "second-story", "secret": "a secret of theirs"}
    connected = {"APPS": [app | {"settings": {"server_url": address}}], "OAUTH_PKCE_ENABLED": True}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": connected}
    settings.OIDC_ISSUER, settings.OIDC_PROVIDER, settings.OIDC_NAME = address, "sso-test", "Tern"

    def comes_back(**wrong):
        told["/token"] = {"access_token": "a", "token_type": "Bearer", "id_token": signed(address, **wrong)}
        client = Client()
        away = client.post(reverse("openid_connect_login", args=["sso-test"]))["Location"]
        state = parse_qs(urlsplit(away).query)["state"][0]
        return client.get(reverse("openid_connect_callback", args=["sso-test"]), {"code": "c", "state": state})

    yield comes_back
    server.shutdown()
    server.server_close()
    thread.join()


def test_only_what_the_provider_signed_for_us_and_for_now_lets_somebody_in(speaks):
    wrong = {
        "another key": {"key": ANOTHER},
        "a key that it does not have": {"kid": "other"},
        "no signature": {"key": None, "method": "none"},
        "a secret instead of a key": {"key": "x" * 40, "method": "HS256"},
        "for somebody else": {"aud": "another-place"},
        "by another issuer": {"iss": "https://elsewhere.example.org"},
        "over": {"exp": dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)},
    }
    assert {name: speaks(**said).status_code for name, said in wrong.items()} == dict.fromkeys(wrong, 502)
    assert not User.objects.exists()
    assert speaks()["Location"] == "/"
    assert User.objects.get().email == "ida@example.org"
