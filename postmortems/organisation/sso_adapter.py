"""Between allauth, which speaks with the provider, and `sso.py`, which decides who that is here."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from postmortems.organisation.sso import AddressNotVerified, AnotherIdentity, NotLetIn, Told, let_in


class SsoAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """allauth would fill in a first name and a last name; people here have one name, and let_in takes it."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """After this the login is that of a person who exists here, or it was refused. Of what the provider told only
        the identity is kept.
        """
        told = told_by(sociallogin.account.extra_data)
        known = sociallogin.user if sociallogin.account.pk else None
        try:
            person = let_in(known=known, told=told)
        except NotLetIn as error:
            context = {
                "is_unverified": isinstance(error, AddressNotVerified),
                "is_another": isinstance(error, AnotherIdentity),
                "provider": settings.OIDC_NAME,
            }
            raise ImmediateHttpResponse(render(request, "account/sso_refused.html", context, status=403)) from error
        account, _is_new = SocialAccount.objects.update_or_create(
            provider=sociallogin.account.provider,
            uid=sociallogin.account.uid,
            defaults={"user": person, "extra_data": {}},
        )
        sociallogin.user, sociallogin.account = person, account

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """The provider did not answer as it should, or somebody changed their mind there."""
        response = render(
            request, "account/sso_refused.html", {"provider": settings.OIDC_NAME, "is_broken": True}, status=502
        )
        raise ImmediateHttpResponse(response)


def told_by(claims: dict[str, Any]) -> Told:
    """From userinfo and the id token; what userinfo leaves out may stand in the token."""
    said: dict[str, Any] = {**(claims.get("id_token") or {}), **(claims.get("userinfo") or {})}
    groups = said.get(settings.OIDC_GROUPS_CLAIM)
    return Told(
        email=str(said.get("email") or "").lower(),
        is_verified=said.get("email_verified") is True,
        name=str(said.get("name") or ""),
        groups=frozenset(str(one) for one in groups) if isinstance(groups, list) else frozenset(),
    )
