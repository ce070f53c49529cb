"""Signing in by the organisation's own provider: who that is here, and what their groups give them."""

import datetime as dt

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as live
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.groups import GroupRule, granted
from accounts.models import Organisation, User
from postmortems.audit.models import AuditEntry
from postmortems.mail.models import Delivery
from tests.factories import TeamFactory, UserFactory

# Authlib warns of its own older names, which the provider uses.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
IDA = {"email": "ida@example.org", "email_verified": True, "name": "Ida Berg"}


@pytest.fixture
def team():
    team = TeamFactory(name="Payments", slug="payments")
    GroupRule.objects.create(group="g-17", team=team)
    GroupRule.objects.create(group="g-18", role="is_facilitator")
    return team


def test_groups_are_read_anew_at_each_sign_in_and_the_session_ends(provider, team):
    provider.knows("s-1", **IDA, groups=["g-17", "g-18", "g-99"])
    answer, client = provider.signs_in("s-1")
    assert answer["Location"] == "/"
    ida = User.objects.get(email="ida@example.org")
    assert (ida.display_name, ida.is_facilitator, ida.is_administrator) == ("Ida Berg", True, False)
    assert list(ida.teams.all()) == [team]
    assert SocialAccount.objects.get().extra_data == {}
    own = TeamFactory()
    ida.memberships.create(team=own)

    provider.knows("s-1", **(IDA | {"email": "ida.moved@example.org"}), groups=[])
    assert client.get("/").status_code == 200
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=live.OIDC_SESSION_HOURS, minutes=1)):
        assert client.get("/").status_code == 302
    provider.signs_in("s-1")
    ida.refresh_from_db()
    assert (User.objects.count(), ida.is_facilitator) == (1, False)
    assert list(ida.teams.all()) == [own]  # no rule speaks of it
    assert list(AuditEntry.objects.filter(verb="changed by groups").values_list("fields", flat=True)) == [
        ["is_facilitator", "teams"],
        ["is_facilitator", "teams"],
    ]


def test_signing_in_again_while_signed_in_renews_the_session_key(provider):
    provider.knows("s-6", **IDA)
    _, client = provider.signs_in("s-6")
    before = client.cookies["session"].value
    provider.signs_in("s-6", client)
    thief = Client()
    thief.cookies["session"] = before
    assert [client.get("/").status_code, thief.get("/").status_code] == [200, 302]


def test_only_a_confirmed_address_finds_somebody_who_is_here(provider):
    here = UserFactory(email="ida@example.org", display_name="Ida B")
    provider.knows("s-2", **(IDA | {"email_verified": False}))
    refused, client = provider.signs_in("s-2")
    assert refused.status_code == 403
    assert "does not say that your mail address is yours" in refused.content.decode()
    assert client.get("/").status_code == 302
    provider.knows("s-2", **IDA)
    assert provider.signs_in("s-2")[0]["Location"] == "/"
    assert SocialAccount.objects.get().user == here


def test_who_gets_an_address_after_somebody_else_does_not_become_them(provider):
    """Addresses are given to the next person; what waits under the account is private."""
    provider.knows("s-7", **IDA)
    provider.signs_in("s-7")
    ida = User.objects.get()
    provider.knows("s-8", **(IDA | {"name": "Ida Holm"}))
    refused, client = provider.signs_in("s-8")
    assert (refused.status_code, "under another id" in refused.content.decode()) == (403, True)
    assert client.get("/").status_code == 302
    assert SocialAccount.objects.get().uid == "s-7"
    call_command("forget_identity", "Ida@example.org")  # the same person, whose account there was made anew
    assert provider.signs_in("s-8")[0]["Location"] == "/"
    assert (SocialAccount.objects.get().uid, SocialAccount.objects.get().user) == ("s-8", ida)
    assert AuditEntry.objects.filter(chain=f"person:{ida.pk}", fields=["identity"]).exists()
    with pytest.raises(CommandError):
        call_command("forget_identity", "nobody@example.org")


def test_whoever_is_inactive_or_new_where_nobody_new_comes_stays_outside(provider):
    Organisation.objects.create(pk=1, sign_up=Organisation.SignUp.CLOSED)
    provider.knows("s-3", **IDA)
    refused, _ = provider.signs_in("s-3")
    assert (refused.status_code, User.objects.count()) == (403, 0)
    UserFactory(email="ida@example.org", is_active=False)
    answer, client = provider.signs_in("s-3")
    assert answer["Location"] == reverse("account_inactive")
    assert client.get("/").status_code == 302


def test_the_last_administrator_stays_one_and_a_broken_sign_in_says_so(provider):
    GroupRule.objects.create(group="g-admins", role="is_administrator")
    UserFactory(email="ida@example.org", is_administrator=True)
    provider.knows("s-4", **IDA)
    provider.signs_in("s-4")
    assert User.objects.get().is_administrator
    answer = provider.changed_their_mind(Client())
    assert (answer.status_code, "did not come to an end" in answer.content.decode()) == (502, True)


def test_whom_the_provider_lets_in_gets_no_way_around_it(provider):
    provider.knows("s-5", **IDA)
    _, client = provider.signs_in("s-5")
    ways = ("account_set_password", "mfa_add_webauthn", "mfa_activate_totp")
    assert [client.get(reverse(way)).status_code for way in ways] == [403, 403, 403]
    assert "are looked after there" in client.get(reverse("mfa_index")).content.decode()
    Client().post(reverse("account_reset_password"), {"email": "ida@example.org"})
    assert not Delivery.objects.exists()


def test_a_group_without_a_rule_gives_nothing():
    rules = [
        GroupRule(group="a", team_id=1),
        GroupRule(group="b", team_id=2),
        GroupRule(group="b", role="is_facilitator"),
    ]
    assert granted([], {"a"}).teams == frozenset()
    given = granted(rules, {"b", "unknown"})
    assert (given.teams, given.roles, given.teams_by_rule) == ({2}, {"is_facilitator"}, {1, 2})
