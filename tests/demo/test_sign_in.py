"""The sign-in page offers the people of the demonstration, and nobody outside it."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from postmortems.demo.accounts import ACCOUNTS, PASSWORD
from postmortems.demo.people import make_people

pytestmark = pytest.mark.django_db


def test_everybody_is_offered_and_can_sign_in():
    make_people()
    page = Client().get(reverse("account_login")).content.decode()
    for account in ACCOUNTS:
        assert account.email in page
        answer = Client().post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
        assert (answer.status_code, answer["Location"]) == (302, "/")


def test_outside_a_demonstration_nobody_is_offered(settings):
    settings.DEMO = False
    page = Client().get(reverse("account_login")).content.decode()
    assert PASSWORD not in page
    assert "example.org" not in page


def test_the_command_prints_one_line_a_person(capsys):
    call_command("demo", "--accounts")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [[account.email, PASSWORD] for account in ACCOUNTS]


def test_the_command_refuses_outside_a_demonstration(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo mode"):
        call_command("demo")
