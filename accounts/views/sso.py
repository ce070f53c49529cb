"""Coming back from the organisation's provider. allauth would believe a token without looking at its signature, since
it comes over TLS; here the signature is looked at as well.
"""

from typing import Any, cast

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

# By a pair of keys: what both sides know would let whoever reads our settings sign.
METHODS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")


class SignedAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """What the provider signed for us and for now. Raises OAuth2Error."""
        config = self.openid_config
        try:
            key = self._key(config["jwks_uri"], jwt.get_unverified_header(id_token))
            said = {
                "audience": app.client_id,
                "issuer": config["issuer"],
                "options": {"require": ["exp", "iss", "aud"]},
            }
            return jwt.decode(id_token, key, algorithms=METHODS, **said)
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("not signed by the provider, for us, for now") from error

    def _key(self, address: str, header: dict[str, Any]) -> jwt.PyJWK:
        """The key of the provider that the token names; where it names none, its only one. Raises ValueError."""
        if header["alg"] not in METHODS:
            raise ValueError("not by a pair of keys")
        with get_adapter().get_requests_session() as session:
            answer = session.get(address)
            answer.raise_for_status()
        keys = [one for one in answer.json()["keys"] if one.get("use", "sig") == "sig"]
        [found] = [one for one in keys if header.get("kid") in (None, one.get("kid"))]
        return jwt.PyJWK.from_dict(found, algorithm=found.get("alg") or header["alg"])


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        view = OAuth2CallbackView.adapter_view(SignedAdapter(request, provider_id))
        return cast(HttpResponse, view(request))
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
