"""Who comes in: the policy, asking for a link oneself, and the rules for groups."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.directory import DirectoryGroup
from accounts.groups import GroupRule
from accounts.models import Organisation, User
from accounts.session import Session
from postmortems.mail.models import Delivery
from postmortems.organisation.invitation import invited_by_link, token_for
from postmortems.shared import clock

pytestmark = pytest.mark.django_db
PASSWORD = "a quiet harbour 7"
ENTRY, RULES, ASK = reverse("settings-entry"), reverse("settings-entry-rules"), reverse("account_signup")


@pytest.fixture
def admin(sure_of, cast):
    cache.clear()
    return sure_of(cast.administrator)


def asks(email, name="Nour Aziz"):
    return Client().post(ASK, {"name": name, "email": email})


def test_a_domain_lets_people_ask_for_a_link_and_the_answer_tells_nobody_who_is_here(admin, cast):
    assert "An administrator of your organisation invites you" in Client().get(ASK).content.decode()
    assert admin.post(ENTRY, {"sign_up": "domain", "domains": ""}).status_code == 422
    odd = admin.post(ENTRY, {"sign_up": "domain", "domains": "example.org not_a_domain"})
    assert "not_a_domain is no domain" in odd.content.decode()
    assert admin.post(ENTRY, {"sign_up": "domain", "domains": "@example.org, tern.example"}).status_code == 302
    new, known = asks("nour@example.org"), asks(cast.reader.email)
    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    person = User.objects.get(email="nour@example.org")
    assert not person.has_joined
    assert set(Delivery.objects.values_list("kind", "recipient")) == {
        ("invitation", person.pk),
        ("password_reset", cast.reader.pk),
    }
    elsewhere = asks("nour@elsewhere.example")
    assert elsewhere.status_code == 422
    assert "example.org, tern.example" in elsewhere.content.decode()
    assert "Nour Aziz" in elsewhere.content.decode()


def test_closed_means_that_open_invitations_rest(admin):
    person = User.objects.create_user("nour@example.org", display_name="Nour Aziz")
    link = token_for(person)
    admin.post(ENTRY, {"sign_up": "closed", "domains": ""})
    assert invited_by_link(link) is None
    admin.post(ENTRY, {"sign_up": "invitation", "domains": ""})
    assert invited_by_link(link) == person
    assert Organisation.current().sign_up == "invitation"


def test_a_rule_gives_a_team_or_a_role_once_and_ends(admin, cast):
    assert admin.post(RULES, {"group": "g-17", "gives": f"team-{cast.team.pk}"}).status_code == 302
    for _ in range(2):
        admin.post(RULES, {"group": "g-17", "gives": "is_facilitator"})
    assert set(GroupRule.objects.values_list("team", "role")) == {(None, "is_facilitator"), (cast.team.pk, "")}
    assert "belongs to Payments" in admin.get(ENTRY).content.decode()
    assert admin.post(RULES, {"group": "g-17", "gives": "everything"}).status_code == 422
    admin.post(RULES, {"end": str(GroupRule.objects.first().pk)})
    assert GroupRule.objects.count() == 1


def test_groups_that_the_directory_told_of_stand_there_with_what_a_rule_calls_them(admin):
    assert "your directory told of" not in admin.get(ENTRY).content.decode()
    now = clock.now()
    DirectoryGroup.objects.create(name="Payments on call", external_id="e-17", made_at=now, told_at=now)
    nameless = DirectoryGroup.objects.create(name="Edge", made_at=now, told_at=now)
    said = admin.get(ENTRY).content.decode()
    assert [words for words in ("Payments on call", "e-17", str(nameless.pk)) if words not in said] == []


def test_what_opens_or_closes_a_door_asks_once_more_who_it_is_and_goes_on_with_what_was_typed(cast):
    """A door is opened with a password that nobody but its owner knows; a browser that was left open does not do."""
    cast.administrator.set_password(PASSWORD)
    cast.administrator.save()
    client = Client()
    client.force_login(cast.administrator)
    leaving = reverse("settings-person-leave", args=[cast.reader.pk])
    secret = {"secret": "made-by-the-other-side"}
    doors = [
        (ENTRY, {"sign_up": "closed", "domains": ""}),
        (RULES, {"group": "g-17", "gives": "is_facilitator"}),
        (leaving, {}),
        (reverse("settings-person-return", args=[cast.reader.pk]), {}),
        (reverse("settings-tracker", args=["github"]), secret),
        (reverse("settings-tracker-end", args=["github"]), {}),
        (reverse("settings-incoming"), {}),
        (reverse("settings-endpoint", args=[0]), secret),
        (reverse("settings-endpoint-end", args=[0]), {}),
        (reverse("settings-outgoing"), {}),
        (reverse("settings-receiver", args=[0]), {"do": "end"}),
    ]
    asked = reverse("account_reauthenticate")
    assert [at for at, typed in doors if not client.post(at, typed).get("Location", "").startswith(asked)] == []
    assert (GroupRule.objects.count(), User.objects.get(pk=cast.reader.pk).is_active) == (0, True)
    assert client.get(leaving).status_code == 200  # looking asks nothing
    went = client.post(doors[4][0], secret)["Location"]
    kept = Session.objects.get(person=cast.administrator)
    assert "made-by-the-other-side" not in kept.session_data
    assert "made-by-the-other-side" in str(kept.get_decoded())  # sealed while it waits
    assert client.post(went, {"password": PASSWORD}).status_code == 302
    assert "made-by-the-other-side" not in str(Session.objects.get(person=cast.administrator).get_decoded())
    assert client.post(leaving).status_code == 302
    assert not User.objects.get(pk=cast.reader.pk).is_active
