from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, teams and how they sign in."""

    name = "accounts"
