"""Signing in and out, and passwords: those of allauth's pages that exist here. The others are not opened before they
are needed.
"""

from allauth.account import views
from django.urls import path, re_path

from accounts.views import with_status

KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("login/", with_status(views.login), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),  # says that people are added by an administrator
    path("reauthenticate/", with_status(views.reauthenticate), name="account_reauthenticate"),
    path("password/change/", with_status(views.password_change), name="account_change_password"),
    path("password/set/", with_status(views.password_set), name="account_set_password"),
    path("password/reset/", with_status(views.password_reset), name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(KEY, with_status(views.password_reset_from_key), name="account_reset_password_from_key"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
