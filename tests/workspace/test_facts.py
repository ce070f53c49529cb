"""Short facts merge field by field; keepers and visibility are for those who keep the review."""

import datetime as dt

import pytest
from django.urls import reverse

from postmortems.audit.models import AuditEntry
from tests.factories import IncidentFactory


@pytest.fixture
def incident(cast):
    return IncidentFactory(review=cast.review, started_at=dt.datetime(2026, 11, 19, 13, 2, tzinfo=dt.UTC))


def filled(page, **changes):
    """What the browser would send back from this page, with some fields changed."""
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in sent.items()}
    sent |= {name: value.strftime("%Y-%m-%dT%H:%M") for name, value in sent.items() if isinstance(value, dt.datetime)}
    return {**sent, **dict(form.read_values), **changes}


def test_facts_are_read_and_kept_on_the_reviews_clock(cast, incident, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    page = client.get(address)
    assert 'value="2026-11-19T14:02"' in page.content.decode()
    client.post(address, filled(page, resolved_at="2026-11-19T14:49", severity="1"))
    incident.refresh_from_db()
    assert incident.resolved_at == dt.datetime(2026, 11, 19, 13, 49, tzinfo=dt.UTC)
    assert incident.severity == 1
    assert AuditEntry.objects.latest("pk").fields == ["resolved_at", "severity"]


def test_when_it_was_declared_and_called_off_stands_with_the_facts(cast, incident, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    said = {"declared_at": "2026-11-19T14:20", "declared_at_is": "about", "cancelled_at": "2026-11-19T15:00"}
    client.post(address, filled(client.get(address), **said))
    incident.refresh_from_db()
    assert incident.about == ["declared_at"]
    review = client.get(reverse("review", args=[cast.review.ref])).content.decode()
    assert "~19 Nov 14:20" in review
    assert "19 Nov 15:00" in review


def test_two_people_in_two_fields_keep_both_changes(cast, incident, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    mine, theirs = client.get(address), client.get(address)
    client.post(address, filled(theirs, title="Checkout unavailable for 46 minutes"))
    assert client.post(address, filled(mine, found_by="customer")).status_code == 302
    incident.refresh_from_db()
    cast.review.refresh_from_db()
    assert (cast.review.title, incident.found_by) == ("Checkout unavailable for 46 minutes", "customer")


def test_two_people_in_one_field_meet_and_nothing_is_lost(cast, incident, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    mine, theirs = client.get(address), client.get(address)
    client.post(address, filled(theirs, title="Theirs"))
    answered = client.post(address, filled(mine, title="Mine"))
    assert answered.status_code == 409
    assert "“Theirs”" in answered.content.decode()
    assert 'value="Mine"' in answered.content.decode()
    again = dict(answered.context["form"].read_values)
    assert client.post(address, filled(mine, title="Mine") | again).status_code == 302
    cast.review.refresh_from_db()
    assert cast.review.title == "Mine"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("resolved_at", "2026-11-19T13:00"),
        ("started_at", "2026-03-29T02:30"),
        ("started_at", "yesterday"),
        ("severity", "9"),
        ("impact_count", "many"),
        ("impact_count", "-1"),
        ("kind", "crime"),
    ],
)
def test_odd_facts_are_refused_beside_their_field_and_change_nothing(cast, incident, signed_in, field, typed):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    answered = client.post(address, filled(client.get(address), **{field: typed}))
    before = incident.started_at
    incident.refresh_from_db()
    assert answered.status_code == 422
    assert field in answered.context["form"].errors
    assert (incident.started_at, incident.resolved_at, incident.severity) == (before, None, None)


def test_a_moment_is_exact_or_roughly_or_known_to_nobody(cast, incident, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    client.post(address, filled(client.get(address), started_at_is="about", detected_at_is="unknown"))
    incident.refresh_from_db()
    assert (incident.about, incident.unknown) == (["started_at"], ["detected_at"])
    page = client.get(address)
    assert page.context["form"]["detected_at_is"].value() == "unknown"
    client.post(address, filled(page, detected_at="2026-11-19T14:11", detected_at_is="exact", started_at=""))
    incident.refresh_from_db()
    assert (incident.about, incident.unknown) == ([], [])


def test_a_time_that_nobody_can_know_is_asked_about(cast, incident, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    answered = client.post(address, filled(client.get(address), started_at_is="unknown"))
    assert answered.status_code == 422
    assert "one of the two" in answered.content.decode()


def test_two_people_sure_of_two_moments_keep_both(cast, incident, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    mine, theirs = client.get(address), client.get(address)
    client.post(address, filled(theirs, started_at_is="about"))
    assert client.post(address, filled(mine, resolved_at_is="unknown")).status_code == 302
    incident.refresh_from_db()
    assert (incident.about, incident.unknown) == (["started_at"], ["resolved_at"])


def test_impact_is_told_with_how_it_is_known_and_what_is_not(cast, incident, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    said = {
        "impact_who": "Shoppers in Europe",
        "impact_count": "3,100",
        "impact_unit": "failed checkouts",
        "impact_basis": "measured",
        "impact_felt": "Their cards were declined.",
        "impact_displaced": "The release of the week.",
        "impact_unknown": "How many came back.",
        "services": "Checkout, edge ",
        "resolved_at": "2026-11-19T14:49",
    }
    assert client.post(address, filled(client.get(address), **said)).status_code == 302
    page = signed_in(cast.reader).get(reverse("review", args=[cast.review.ref])).content.decode()
    for words in ("Shoppers in Europe", "3,100", "measured", "The release of the week.", "How many came back."):
        assert words in page
    incident.refresh_from_db()
    assert sorted(service.name for service in incident.services.all()) == ["Checkout", "edge"]


def test_a_number_needs_what_it_counts(cast, incident, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    answered = client.post(address, filled(client.get(address), impact_count="12"))
    assert "impact_unit" in answered.context["form"].errors


def test_a_review_can_become_another_kind(cast, signed_in):
    client, address = signed_in(cast.teammate), reverse("facts", args=[cast.review.ref])
    client.post(address, filled(client.get(address), kind="drill"))
    cast.review.refresh_from_db()
    assert cast.review.kind == "drill"


def test_people_can_be_changed_by_keepers_only_and_a_restriction_holds_at_once(cast, signed_in):
    address = reverse("people", args=[cast.review.ref])
    client = signed_in(cast.owner)
    some = {"visibility": "people", "visible_people": [cast.stranger.pk]}
    answered = client.post(address, filled(client.get(address), **some))
    assert (answered.status_code, list(answered.context["form"].errors)) == (422, ["because"])
    answered = client.post(address, filled(client.get(address), **some, because="A customer is named."))
    assert answered.status_code == 302
    page = reverse("review", args=[cast.review.ref])
    assert signed_in(cast.teammate).get(page).status_code == 404
    assert signed_in(cast.stranger).get(page).status_code == 200
