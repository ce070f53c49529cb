"""Signing in and out, passwords, passkeys and codes: those of allauth's pages that exist here. The others are not
opened before they are needed.
"""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as sso
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.views.again import with_new_key
from accounts.views.signing_in import end_sessions, signing_in
from accounts.views.sso import callback
from accounts.views.status import own_ways, with_status
from accounts.views.tokens import token_end, tokens

KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("login/", with_status(views.login), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", with_new_key(with_status(views.reauthenticate)), name="account_reauthenticate"),
    path("password/change/", with_status(views.password_change), name="account_change_password"),
    path("password/set/", own_ways(with_status(views.password_set)), name="account_set_password"),
    path("password/reset/", with_status(views.password_reset), name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(KEY, with_status(views.password_reset_from_key), name="account_reset_password_from_key"),
    path("signing-in/", signing_in, name="mfa_index"),
    path("signing-in/sessions/end/", end_sessions, name="sessions-end"),
    path("signing-in/second/", with_status(mfa.authenticate), name="mfa_authenticate"),
    path("signing-in/again/code/", with_new_key(with_status(mfa.reauthenticate)), name="mfa_reauthenticate"),
    path("signing-in/app/", own_ways(with_status(totp.activate_totp)), name="mfa_activate_totp"),
    path("signing-in/app/remove/", with_status(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("signing-in/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("signing-in/codes/new/", with_status(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("signing-in/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("signing-in/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("signing-in/passkeys/add/", own_ways(with_status(webauthn.add_webauthn)), name="mfa_add_webauthn"),
    path("signing-in/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path(
        "signing-in/passkeys/again/", with_new_key(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("tokens/", tokens, name="tokens"),
    path("tokens/<int:pk>/end/", token_end, name="token-end"),
    path("sso/<slug:provider_id>/", sso.login, name="openid_connect_login"),
    path("sso/<slug:provider_id>/back/", callback, name="openid_connect_callback"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
