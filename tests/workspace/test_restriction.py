"""A review that is kept to some says why and until when; when that day comes somebody is asked, and nothing opens."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from postmortems.audit.models import AuditEntry
from postmortems.reviews.restricting import restrict
from postmortems.reviews.restriction import Restriction

TODAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def kept(cast):
    """Kept to its team until the first of December."""
    cast.restrict()
    with time_machine.travel(TODAY, tick=False):
        restrict(review=cast.review, because="A customer is named.", ends_on=dt.date(2026, 12, 1), actor=cast.owner)
        yield cast


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"because": "", "ends_on": "2027-01-01"}, "because", "One sentence says why"),
        ({"because": "Still", "ends_on": ""}, "ends_on", "A day on which somebody is asked"),
        ({"because": "Still", "ends_on": "soon"}, "ends_on", "A day, as in 2026-12-24."),
        ({"because": "Still", "ends_on": "2026-11-23"}, "ends_on", "A day that is still to come."),
        ({"because": "Still", "ends_on": "2028-01-01"}, "ends_on", "A year at most"),
    ],
)
def test_what_is_no_reason_and_no_day_is_said_beside_its_field(kept, signed_in, typed, field, said):
    answer = signed_in(kept.owner).post(reverse("restriction", args=[kept.review.ref]), typed)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert Restriction.objects.get().because == "A customer is named."


def test_one_that_nobody_said_why_is_asked_for_at_once(kept, signed_in):
    """As one that came from a file, or was kept to some before anybody was asked."""
    Restriction.objects.all().delete()
    page = signed_in(kept.owner).get(reverse("home")).content.decode()
    assert "nobody said why, or until when" in page
    signed_in(kept.owner).post(
        reverse("restriction", args=[kept.review.ref]), {"because": "It goes to court.", "ends_on": "2027-06-01"}
    )
    assert "May it be opened?" not in signed_in(kept.owner).get(reverse("home")).content.decode()


def test_when_the_day_comes_its_keepers_are_asked_and_nothing_opens_by_itself(kept, signed_in, client):
    page, why = reverse("review", args=[kept.review.ref]), reverse("restriction", args=[kept.review.ref])
    assert "May it be opened?" not in signed_in(kept.owner).get(reverse("home")).content.decode()
    assert "A customer is named." in signed_in(kept.reader).get(why).content.decode()
    with time_machine.travel(TODAY + dt.timedelta(days=60), tick=False):
        for keeper in (kept.owner, kept.facilitator):
            assert "May it be opened?" in signed_in(keeper).get(reverse("home")).content.decode()
        for other in (kept.teammate, kept.stranger, kept.administrator):
            assert kept.review.ref not in str(signed_in(other).get(reverse("home")).context["waiting"].restrictions)
        assert signed_in(kept.stranger).get(page).status_code == 404
        signed_in(kept.owner).post(why, {"because": "It goes to court.", "ends_on": "2027-06-01"})
        assert "May it be opened?" not in signed_in(kept.owner).get(reverse("home")).content.decode()
        assert Restriction.objects.get().because == "It goes to court."
        signed_in(kept.facilitator).post(why, {"open": "1"})
        assert signed_in(kept.stranger).get(page).status_code == 200
        assert signed_in(kept.stranger).get(why)["Location"] == page
    assert not Restriction.objects.exists()
    assert AuditEntry.objects.filter(verb="opened it to everybody", actor=kept.facilitator).exists()
    assert "court" not in str(list(AuditEntry.objects.values_list()))
