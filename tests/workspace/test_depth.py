"""How much review it is worth: the rule proposes, a person decides, the reason stays."""

import pytest
from django.urls import reverse

from accounts.models import Organisation
from postmortems.reviews.models import Depth
from postmortems.workspace.depth import Sign, offers, propose, reason_for
from postmortems.workspace.signs import signs_of
from tests.factories import FactorFactory, IncidentFactory, ReviewFactory


@pytest.mark.parametrize("sign", Sign.values)
@pytest.mark.parametrize(("is_small", "depth"), [(True, Depth.FOUR_QUESTIONS), (False, Depth.FULL)])
def test_one_sign_is_enough_for_a_closer_look(sign, is_small, depth):
    found = propose([sign], is_small=is_small)
    assert (found.depth, found.because) == (depth, Sign(sign).label)


def test_without_a_sign_a_note_is_enough():
    assert propose([], is_small=True).depth == Depth.NOTE


def test_a_small_team_starts_with_three_depths_and_keeps_the_one_it_has():
    assert [offer.depth for offer in offers(is_small=True)] == [Depth.NOTE, Depth.FOUR_QUESTIONS, Depth.WEEKLY_SLOT]
    assert Depth.FULL in [offer.depth for offer in offers(is_small=True, standing="full")]
    assert len(offers(is_small=False)) == len(Depth)


def test_the_reason_is_what_was_said_else_the_signs_else_the_rule():
    proposal = propose([], is_small=True)
    assert reason_for("Because.", ["data"], chosen="full", proposal=proposal) == "Because."
    assert reason_for("", ["data", "customer"], chosen="full", proposal=proposal).startswith("A customer")
    assert reason_for("", [], chosen="note", proposal=proposal).startswith("Nothing stands out")
    assert reason_for("", [], chosen="four_questions", proposal=proposal) == ""


def decide(client, review, **fields):
    return client.post(reverse("depth", args=[review.ref]), {"ticked": "1", **fields})


def test_a_person_decides_and_the_review_begins(cast, signed_in):
    answer = decide(signed_in(cast.teammate), cast.review, depth="four_questions", signs=["customer"])
    cast.review.refresh_from_db()
    assert answer["Location"] == reverse("review", args=[cast.review.ref])
    assert (cast.review.depth, cast.review.state) == ("four_questions", "draft")
    assert cast.review.depth_reason == "A customer saw it before we did."
    page = signed_in(cast.reader).get(reverse("review", args=[cast.review.ref])).content.decode()
    assert "four questions" in page
    assert "A customer saw it before we did." in page


def test_another_depth_than_the_proposed_one_needs_a_sentence(cast, signed_in):
    answer = decide(signed_in(cast.owner), cast.review, depth="weekly_slot")
    cast.review.refresh_from_db()
    assert answer.status_code == 422
    assert "One sentence says why" in answer.content.decode()
    assert (cast.review.depth, cast.review.state) == ("", "incident")


def test_no_review_needed_closes_with_its_sentence_and_is_for_the_keepers(cast, signed_in):
    assert decide(signed_in(cast.owner), cast.review, depth="none").status_code == 422
    assert decide(signed_in(cast.teammate), cast.review, depth="none", words="A drill.").status_code == 422
    assert decide(signed_in(cast.owner), cast.review, depth="none", words="A drill.").status_code == 302
    cast.review.refresh_from_db()
    assert (cast.review.state, cast.review.state_reason) == ("closed", "A drill.")


def test_what_the_rows_say_is_ticked_already(cast, signed_in):
    IncidentFactory(review=cast.review, found_by="customer")
    answer = signed_in(cast.owner).get(reverse("depth", args=[cast.review.ref]))
    assert answer.context["proposal"].depth == Depth.FOUR_QUESTIONS
    assert answer.context["form"]["signs"].value() == ["customer"]


def test_the_proposal_follows_what_is_ticked(cast, signed_in):
    Organisation.objects.create(pk=1, size=Organisation.Size.LARGE)
    address = reverse("depth", args=[cast.review.ref])
    answer = signed_in(cast.owner).get(
        address, {"ticked": "1", "signs": "data", "words": "kept"}, headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert "Proposed: <strong>full review</strong>" in html
    assert ">\nkept</textarea>" in html
    assert "<html" not in html


def test_the_third_time_is_a_sign_and_a_hidden_review_is_none(cast):
    later = ReviewFactory()
    FactorFactory(review=later, code="OBS")
    FactorFactory(review=cast.review, code="OBS")
    other = ReviewFactory(number=later.number + 1000)
    FactorFactory(review=other, code="OBS")
    assert signs_of(later) == []
    assert signs_of(other) == ["again"]
    cast.restrict()
    assert signs_of(other) == []
