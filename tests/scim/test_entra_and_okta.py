"""Requests in the shapes that Microsoft Entra ID and Okta publish, and what becomes of people here."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.groups import GroupRule
from accounts.models import Membership, User
from accounts.tokens import end_token
from postmortems.actions.models import ActionItem
from postmortems.audit.models import AuditEntry
from postmortems.mail.models import Delivery
from postmortems.organisation.people import Wish, invite
from postmortems.reviews.models import Review
from tests.factories import ActionFactory, MembershipFactory, ReviewFactory, TeamFactory, UserFactory
from tests.scim.conftest import CORE, PATCH

pytestmark = pytest.mark.django_db
LEA = {
    "schemas": [f"{CORE}User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
    "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    "userName": "lea.b@example.org",
    "active": True,
    "emails": [{"primary": True, "type": "work", "value": "lea.brandt@example.org"}],
    "meta": {"resourceType": "User"},
    "name": {"formatted": "Lea Brandt", "familyName": "Brandt", "givenName": "Lea"},
    "roles": [],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Harbour"},
}


def patch(*operations):
    return {"schemas": [PATCH], "Operations": list(operations)}


@pytest.fixture
def provider_is_set(settings):
    settings.OIDC_ISSUER = "https://login.example.org"


@pytest.mark.usefixtures("provider_is_set")
def test_entra_tells_of_a_person_from_the_first_day_to_the_last(ask, administrator):
    asked = 'Users?filter=userName eq "lea.b@example.org"'
    assert ask("GET", asked)["totalResults"] == 0
    made = ask("POST", "Users", LEA, 201)
    lea = User.objects.get(pk=made["id"])
    assert (lea.display_name, lea.email, lea.by_provider, lea.is_active) == (
        "Lea Brandt", "lea.brandt@example.org", True, True
    )  # fmt: skip
    assert not Delivery.objects.filter(recipient=lea).exists()  # she signs in at the provider: no invitation
    assert ask("GET", asked)["Resources"][0]["id"] == made["id"]
    assert ask("GET", f'Users?filter=externalId eq "{LEA["externalId"]}"')["totalResults"] == 1
    assert ask("POST", "Users", LEA, 409)["scimType"] == "uniqueness"

    moved = {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "lea.okafor@example.org"}
    named = {"op": "Replace", "path": "name.familyName", "value": "Okafor"}
    ask("PATCH", f"Users/{lea.pk}", patch(moved, named), 204)
    lea.refresh_from_db()
    assert (lea.display_name, lea.email) == ("Lea Okafor", "lea.okafor@example.org")

    browser = Client()
    browser.force_login(lea)
    ask("PATCH", f"Users/{lea.pk}", patch({"op": "Replace", "path": "active", "value": "False"}), 204)
    assert browser.get("/").status_code == 302
    assert ask("GET", f"Users/{lea.pk}")["active"] is False
    ask("PATCH", f"Users/{lea.pk}", patch({"op": "Replace", "path": "active", "value": True}), 204)
    assert User.objects.get(pk=lea.pk).is_active
    ask("DELETE", f"Users/{lea.pk}", status=204)
    ask("GET", f"Users/{lea.pk}", status=404)
    assert not User.objects.get(pk=lea.pk).is_active
    assert ask("POST", "Users", LEA, 201)["id"] == str(lea.pk)  # she comes back, with all that was hers
    told = AuditEntry.objects.filter(chain=f"person:{lea.pk}", target__startswith="token:")
    assert {entry.verb for entry in told} == {
        "came by the directory", "changed by the directory", "deleted in the directory"
    }  # fmt: skip
    assert {entry.actor for entry in told} == {administrator}
    assert "Lea" not in str(list(AuditEntry.objects.values_list("verb", "target", "fields")))


def test_who_gets_an_address_after_somebody_else_does_not_become_them(ask):
    lea = ask("POST", "Users", LEA, 201)["id"]
    ask("DELETE", f"Users/{lea}", status=204)
    another = LEA | {"externalId": "f6b1c9de-5c0e-4a58-8a0c-6c2f7f1c3c11"}
    assert ask("POST", "Users", another, 409)["scimType"] == "uniqueness"
    assert not User.objects.get(pk=lea).is_active
    assert ask("POST", "Users", LEA, 201)["id"] == lea


def test_an_auditor_reads_which_token_it_was(ask, administrator, signed_in):
    ask("POST", "Users", LEA, 201)
    client = signed_in(UserFactory(is_auditor=True))
    assert "“Entra ID”" in client.get(reverse("record-of-all")).content.decode()
    end_token(owner=administrator, pk=administrator.tokens.get().pk)
    page = client.get(reverse("record-of-all")).content.decode()
    assert "came by the directory" in page
    assert "Entra ID" not in page


def test_who_leaves_hands_over_what_they_owned(ask, administrator):
    team = TeamFactory(name="Payments", slug="payments")
    lead, gone = UserFactory(display_name="Mina Okafor"), UserFactory(display_name="Sven Kallas")
    MembershipFactory(user=lead, team=team, role=Membership.Role.LEAD)
    MembershipFactory(user=gone, team=team)
    review = ReviewFactory(owner=gone, team=team)
    item = ActionFactory(review=review, owner=gone, team=team, state="accepted")
    found = ask("GET", f'Users?filter=userName eq "{gone.email.upper()}"')["Resources"][0]
    assert found["userName"] == gone.email  # somebody who was here before the directory told of them
    ask("PATCH", f"Users/{found['id']}", patch({"op": "replace", "value": {"active": False}}), 204)
    assert Review.objects.get(pk=review.pk).owner == lead
    kept = ActionItem.objects.get(pk=item.pk)
    assert (kept.owner, kept.state) == (lead, "offered")
    said = ask("PATCH", f"Users/{administrator.pk}", patch({"op": "replace", "value": {"active": False}}), 409)
    assert "another administrator" in said["detail"]
    assert User.objects.get(pk=administrator.pk).is_active


def test_okta_puts_the_whole_person_and_a_password_of_ones_own_keeps_its_address(ask):
    body = {
        "schemas": [f"{CORE}User"], "userName": "nour@example.org", "name": {"givenName": "Nour", "familyName": "Aziz"},
        "emails": [{"primary": True, "value": "nour@example.org", "type": "work"}], "displayName": "Nour Aziz",
        "locale": "en-US", "externalId": "00ujl29u0le5T6Aj10h7", "groups": [], "password": "1mz050nq", "active": True,
    }  # fmt: skip
    assert ask("GET", 'Users?filter=userName eq "nour@example.org"&startIndex=1&count=100')["totalResults"] == 0
    made = ask("POST", "Users", body, 201)
    assert "password" not in made
    nour = User.objects.get(pk=made["id"])
    assert not nour.has_usable_password()
    assert list(Delivery.objects.filter(recipient=nour).values_list("kind", flat=True)) == [
        "invitation"
    ]  # no provider is connected
    nour.set_password("a quiet harbour 7")
    nour.save()
    moved = body | {"userName": "n.aziz@example.org", "emails": [{"primary": True, "value": "n.aziz@example.org"}]}
    ask("PUT", f"Users/{nour.pk}", moved, 409)
    assert User.objects.get(pk=nour.pk).email == "nour@example.org"
    ask("PUT", f"Users/{nour.pk}", body | {"active": False})
    assert not User.objects.get(pk=nour.pk).is_active
    assert ask("POST", "Users", body | {"userName": "nobody", "emails": []}, 400)["scimType"] == "invalidValue"


def test_a_directory_does_not_move_an_invitation_into_a_role_or_a_team(ask, administrator):
    """Whoever reads mail at the new address would come in as that person."""
    roles = invite(actor=administrator, wish=Wish("Iris Vale", "iris@example.org", is_administrator=True))
    team = invite(actor=administrator, wish=Wish("Nour Aziz", "nour@example.org", teams=[TeamFactory()]))
    plain = invite(actor=administrator, wish=Wish("Tom Reyes", "tom@example.org"))
    for person, status in ((roles, 409), (team, 409), (plain, 204)):
        moved = {"op": "replace", "path": "userName", "value": f"elsewhere{person.pk}@example.net"}
        mail = {"op": "replace", "path": 'emails[type eq "work"].value', "value": moved["value"]}
        ask("PATCH", f"Users/{person.pk}", patch(moved, mail), status)
        assert User.objects.get(pk=person.pk).email.startswith("elsewhere") == (status == 204)


def test_groups_give_teams_and_roles_by_the_rules_of_signing_in(ask):
    team = TeamFactory(name="Payments", slug="payments")
    GroupRule.objects.create(group="g-17", team=team)
    GroupRule.objects.create(group="g-17", role="is_facilitator")
    GroupRule.objects.create(group="g-18", role="is_administrator")
    lea, sven = UserFactory(display_name="Lea Brandt"), UserFactory(display_name="Sven Kallas")
    kind = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"
    asked = 'Groups?excludedAttributes=members&filter=displayName eq "Payments people"'
    assert ask("GET", asked)["totalResults"] == 0
    told = {"schemas": [f"{CORE}Group", kind], "externalId": "g-17", "displayName": "Payments people"}
    group = ask("POST", "Groups", told | {"meta": {"resourceType": "Group"}}, 201)
    where = f"Groups/{group['id']}"

    add = {"op": "Add", "path": "members", "value": [{"$ref": None, "value": str(one.pk)} for one in (lea, sven)]}
    ask("PATCH", where, patch(add), 204)
    assert set(team.members.all()) == {lea, sven}
    assert User.objects.get(pk=lea.pk).is_facilitator
    assert ask("GET", f"Users/{lea.pk}")["groups"] == [{"value": group["id"], "display": "Payments people"}]
    assert "members" not in ask("GET", asked)["Resources"][0]

    entra = {"op": "Remove", "path": "members", "value": [{"$ref": None, "value": str(lea.pk)}]}
    ask("PATCH", where, patch(entra), 204)
    assert set(team.members.all()) == {sven}
    assert not User.objects.get(pk=lea.pk).is_facilitator
    okta = [{"op": "remove", "path": f'members[value eq "{sven.pk}"]'},
            {"op": "add", "path": "members", "value": [{"value": str(lea.pk), "display": "Lea Brandt"}]}]  # fmt: skip
    ask("PATCH", where, patch(*okta), 204)
    assert set(team.members.all()) == {lea}
    ask("PATCH", where, patch({"op": "replace", "value": {"id": group["id"], "displayName": "Payments"}}), 204)
    assert ask("GET", where)["displayName"] == "Payments"
    assert set(team.members.all()) == {lea}
    ask("PATCH", where, patch({"op": "add", "path": "members", "value": [{"value": "424242"}]}), 400)
    ask("PUT", where, told | {"members": [{"value": str(sven.pk)}]})
    assert set(team.members.all()) == {sven}
    ask("DELETE", where, status=204)
    assert not team.members.exists()


def test_lists_cost_the_same_with_few_and_many(ask, django_assert_num_queries):
    for count in (1, 12):
        people = [UserFactory() for _ in range(count)]
        told = {"schemas": [f"{CORE}Group"], "displayName": f"g{count}", "externalId": f"g{count}"}
        ask("POST", "Groups", told | {"members": [{"value": str(one.pk)} for one in people]}, 201)
        ask("GET", "Users")
        with django_assert_num_queries(19):
            assert ask("GET", "Users")["totalResults"] > count
        with django_assert_num_queries(19):
            ask("GET", "Groups")
