"""Who facilitates stands beside it; where not, it is said, and in a small team only noted."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Organisation
from postmortems.reviews.models import Participant
from tests.factories import MembershipFactory


@pytest.fixture
def page(cast, signed_in):
    client = signed_in(cast.owner)
    return lambda name="review": client.get(reverse(name, args=[cast.review.ref])).content.decode()


def large():
    Organisation.objects.update_or_create(pk=1, defaults={"size": Organisation.Size.LARGE})


def test_who_was_not_there_is_fine(page):
    assert "Not neutral" not in page()
    assert "Good to know" not in page()


@pytest.mark.parametrize("where", ["review", "people"])
def test_a_responder_who_facilitates_is_a_warning_in_a_larger_organisation(cast, page, where):
    large()
    Participant.objects.create(review=cast.review, user=cast.facilitator, role=Participant.Role.RESPONDER)
    assert "Not neutral" in page(where)
    assert "Mina Okafor was part of it." in page(where)


def test_in_a_small_team_it_is_a_note(cast, page):
    Participant.objects.create(review=cast.review, user=cast.facilitator, role=Participant.Role.LEAD)
    assert "Good to know" in page()
    assert "Not neutral" not in page()


def test_who_leads_one_of_those_who_were_there_is_named_too(cast, page):
    large()
    MembershipFactory(user=cast.involved, team=cast.team)
    MembershipFactory(user=cast.facilitator, team=cast.team, role=Membership.Role.LEAD)
    assert "leads one of those who were there" in page()


def test_a_pseudonym_stands_where_the_name_stood(cast, page, signed_in):
    client = signed_in(cast.owner)
    said = {"user": cast.involved.pk, "name": "", "role": "responder", "pseudonym": "the on-call engineer"}
    client.post(reverse("participants", args=[cast.review.ref]), said)
    assert Participant.objects.get(review=cast.review, user=cast.involved).pseudonym == "the on-call engineer"
    assert "the on-call engineer" in page("people")


def test_anybody_who_reads_it_may_ask_for_a_closer_look_and_the_rule_follows(cast, signed_in):
    address = reverse("closer-look", args=[cast.review.ref])
    for _ in range(2):
        signed_in(cast.reader).post(address)
    depth = signed_in(cast.owner).get(reverse("depth", args=[cast.review.ref]))
    assert depth.context["form"]["signs"].value() == ["asked"]
    assert "Somebody asks for it." in depth.context["proposal"].because


def test_what_was_ticked_is_ticked_again_when_it_is_decided_again(cast, signed_in):
    client, address = signed_in(cast.owner), reverse("depth", args=[cast.review.ref])
    client.post(address, {"signs": ["data", "surprise"], "depth": "four_questions", "words": ""})
    assert set(client.get(address).context["form"]["signs"].value()) == {"data", "surprise"}
