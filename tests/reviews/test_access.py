"""Who sees what: the same rows asked through the queryset and through the gate."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from accounts.roles import Role
from postmortems.reviews.access import EDIT, VIEW, may, review_for, roles_in, visible_to
from postmortems.reviews.models import Review


def sees(user, review):
    return visible_to(user).filter(pk=review.pk).exists()


def test_a_review_for_everyone_is_seen_by_everyone_signed_in(cast):
    assert sees(cast.stranger, cast.review)


def test_a_review_for_its_team_is_seen_by_team_and_those_who_take_part(cast):
    cast.restrict()
    seen = {
        name
        for name in ("owner", "facilitator", "involved", "teammate", "reader")
        if sees(getattr(cast, name), cast.review)
    }
    assert seen == {"owner", "facilitator", "involved", "teammate", "reader"}
    assert not sees(cast.stranger, cast.review)
    assert not sees(cast.administrator, cast.review)


def test_a_review_for_named_people_is_not_seen_by_the_team(cast):
    cast.review.visibility = "people"
    cast.review.save(update_fields=["visibility"])
    cast.review.visible_people.add(cast.stranger)
    assert sees(cast.stranger, cast.review)
    assert not sees(cast.teammate, cast.review)


def test_a_team_named_beside_the_own_one_sees_it_only_while_teams_may(cast, db):
    from tests.factories import MembershipFactory, TeamFactory

    other = TeamFactory()
    MembershipFactory(team=other, user=cast.stranger)
    cast.restrict()
    cast.review.visible_teams.add(other)
    assert sees(cast.stranger, cast.review)
    Review.objects.filter(pk=cast.review.pk).update(visibility="people")
    assert not sees(cast.stranger, cast.review)


def test_somebody_who_left_sees_nothing(cast):
    cast.owner.is_active = False
    assert not visible_to(cast.owner).exists()


def test_a_review_in_the_trash_is_gone_for_everybody(cast):
    from postmortems.shared import clock

    Review.objects.filter(pk=cast.review.pk).update(deleted_at=clock.now())
    assert not sees(cast.owner, cast.review)


def test_a_facilitator_of_the_house_stands_in_where_none_is_named(cast):
    Review.objects.filter(pk=cast.review.pk).update(facilitator=None)
    cast.review.refresh_from_db()
    assert Role.FACILITATOR in roles_in(cast.facilitator, cast.review)
    assert Role.FACILITATOR not in roles_in(cast.teammate, cast.review)


def test_a_shared_review_is_edited_by_nobody(cast):
    from postmortems.shared import clock

    Review.objects.filter(pk=cast.review.pk).update(state="published", published_at=clock.now())
    cast.review.refresh_from_db()
    assert not may(cast.owner, cast.review, EDIT)
    assert may(cast.owner, cast.review, VIEW)


@pytest.mark.parametrize("ref", ["PIR-999999", "PIR-", "PIR-x", "PIR-99999999999999999999", "PIR-²"])
def test_the_gate_answers_404_for_what_is_not_there(cast, ref):
    request = RequestFactory().get("/")
    request.user = cast.owner
    with pytest.raises(Http404):
        review_for(request, ref)


def test_the_gate_tells_a_reader_apart_from_a_stranger(cast):
    cast.restrict()
    request = RequestFactory().get("/")
    request.user = cast.reader
    with pytest.raises(PermissionDenied):
        review_for(request, cast.review.ref, EDIT)
    request.user = cast.stranger
    with pytest.raises(Http404):
        review_for(request, cast.review.ref, EDIT)
