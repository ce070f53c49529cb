"""Teams and services: made, renamed, filled, archived with their history, brought back."""

import re

import pytest
from django.urls import reverse

from accounts.models import Team
from postmortems.audit.models import AuditEntry
from postmortems.reviews.models import Service
from tests.factories import IncidentFactory, MembershipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
TEAMS, SERVICES, RUN = reverse("settings-teams"), reverse("settings-services"), reverse("services")


@pytest.fixture
def admin(cast, signed_in):
    return signed_in(cast.administrator)


def verbs(chain):
    return list(AuditEntry.objects.filter(chain=chain).values_list("verb", "fields"))


def test_a_team_is_made_and_filled(admin, cast):
    answer = admin.post(TEAMS, {"name": "  Data   Platform "})
    team = Team.objects.get(name="Data Platform")
    address = reverse("settings-team", args=[team.pk])
    assert (answer["Location"], team.slug) == (address, "data-platform")
    admin.post(address, {"members": "1", "newcomer": cast.owner.pk})
    admin.post(address, {"members": "1", str(cast.owner.pk): "lead", "newcomer": cast.reader.pk})
    roles = dict(team.memberships.values_list("user", "role"))
    assert roles == {cast.owner.pk: "lead", cast.reader.pk: "member"}
    admin.post(address, {"members": "1", str(cast.owner.pk): "", "newcomer": ""})
    assert set(team.members.all()) == {cast.reader}
    assert verbs(f"team:{team.pk}") == [("created", ["name"])] + [("changed members", ["members"])] * 3


@pytest.mark.parametrize("address", [TEAMS, SERVICES])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Pay\u202egroup", "Pay⟨U+202E⟩group"),  # what turns the direction shows as what it is
        ("Pay\u200b\r\nments  two", "Pay ments two"),
        ("Bell\x07", "Bell␇"),
        ("\u200b \u2060", None),  # nothing that can be seen
        ("x" * 81, None),
        ("a\x00b", None),
    ],
)
def test_a_name_holds_nothing_that_cannot_be_seen(admin, address, typed, kept):
    model = Team if address == TEAMS else Service
    before = set(model.objects.values_list("name", flat=True))
    answer = admin.post(address, {"name": typed})
    assert answer.status_code == (302 if kept else 422)
    assert set(model.objects.values_list("name", flat=True)) - before == ({kept} if kept else set())


def test_somebody_who_came_in_meanwhile_stays(admin, cast):
    address = reverse("settings-team", args=[cast.team.pk])
    MembershipFactory(user=cast.owner, team=cast.team)
    admin.post(address, {"members": "1", str(cast.teammate.pk): "lead"})
    assert set(cast.team.members.all()) == {cast.teammate, cast.owner}


def test_a_name_that_another_team_has_is_refused(admin, cast):
    answer = admin.post(TEAMS, {"name": "PAYMENTS"})
    assert answer.status_code == 422
    assert "Another team is called so" in answer.content.decode()
    other = TeamFactory(name="Platform")
    renamed = admin.post(reverse("settings-team", args=[other.pk]), {"rename": "1", "name": "Payments"})
    assert renamed.status_code == 422
    other.refresh_from_db()
    assert other.name == "Platform"


def test_a_renamed_team_keeps_its_address(admin, cast):
    admin.post(reverse("settings-team", args=[cast.team.pk]), {"rename": "1", "name": "Money"})
    cast.team.refresh_from_db()
    assert (cast.team.name, cast.team.slug) == ("Money", "payments")
    assert verbs(f"team:{cast.team.pk}") == [("renamed", ["name"])]


def test_two_names_that_look_alike_in_an_address_are_two_teams(admin):
    for name in ("A & B", "A B", "!!!", "???"):
        assert admin.post(TEAMS, {"name": name}).status_code == 302
    assert sorted(Team.objects.exclude(slug="payments").values_list("slug", flat=True)) == [
        "a-b",
        "a-b-2",
        "team",
        "team-2",
    ]


def test_an_archived_team_keeps_its_history_and_comes_back(admin, cast):
    admin.post(reverse("settings-team-archive", args=[cast.team.pk]))
    cast.review.refresh_from_db()
    assert cast.review.team == cast.team
    assert "Bring back" in admin.get(TEAMS).content.decode()
    assert "Payments" not in admin.get(reverse("settings-invite")).content.decode()
    for _ in range(2):
        admin.post(reverse("settings-team-restore", args=[cast.team.pk]))
    assert "Payments" in admin.get(reverse("settings-invite")).content.decode()
    assert [verb for verb, _ in verbs(f"team:{cast.team.pk}")] == ["archived", "brought back"]


def test_a_service_is_added_changed_and_archived(admin, cast):
    said = {"name": "Checkout", "team": cast.team.pk, "runbook_url": "example.org/runbook"}
    assert admin.post(SERVICES, said)["Location"] == SERVICES
    service = Service.objects.get()
    assert (service.team, service.runbook_url) == (cast.team, "https://example.org/runbook")
    admin.post(reverse("settings-service", args=[service.pk]), {"name": "Checkout", "team": ""})
    IncidentFactory(review=cast.review).services.add(service)
    admin.post(reverse("settings-service-archive", args=[service.pk]))
    assert '<option value="Checkout">' not in admin.get(reverse("record")).content.decode()
    assert list(cast.review.incidents.get().services.all()) == [service]
    admin.post(reverse("settings-service-restore", args=[service.pk]))
    assert '<option value="Checkout">' in admin.get(reverse("record")).content.decode()
    told = [("created", ["name"]), ("changed", ["runbook_url", "team"]), ("archived", []), ("brought back", [])]
    assert verbs(f"service:{service.pk}") == told


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "checkout"}, "Another service is called so"),
        ({"name": ""}, "How is the service called?"),
        ({"name": "Search", "runbook_url": "javascript:alert(1)"}, "A web address"),
    ],
)
def test_an_odd_service_is_asked_again(admin, fields, said):
    Service.objects.create(name="Checkout")
    answer = admin.post(SERVICES, fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(("address", "fragment"), [(TEAMS, "teams"), (SERVICES, "services"), (RUN, "services-found")])
def test_a_long_list_is_shown_by_fifties_and_searched(admin, address, fragment):
    model = Team if address == TEAMS else Service
    rows = [model(name=f"Unit {n:03}", **({"slug": f"unit-{n}"} if model is Team else {})) for n in range(120)]
    model.objects.bulk_create(rows)
    seen, page = [], address
    while page:
        html = admin.get(page).content.decode()
        seen.append(re.findall(r"Unit \d{3}(?=</strong>)", html))
        found = re.search(r'rel="next" href="([^"]+)"', html)
        page = found and found[1].replace("&amp;", "&")
    assert [name for names in seen for name in names] == [f"Unit {n:03}" for n in range(120)]
    assert max(map(len, seen)) <= 50
    answer = admin.get(f"{address}?q=unit+117&page=x", headers={"HX-Request": "true"}).content.decode()
    assert re.findall(r"Unit \d{3}(?=</strong>)", answer) == ["Unit 117"]
    assert "<h1>" not in answer
    assert fragment in answer
    assert "is called “&lt;b&gt;”" in admin.get(f"{address}?q=%3Cb%3E").content.decode()


@pytest.mark.parametrize(("address", "queries"), [(TEAMS, 5), (SERVICES, 4), (RUN, 3)])
def test_thirty_cost_what_one_costs(admin, cast, django_assert_num_queries, address, queries):
    Service.objects.create(name="Checkout", team=cast.team)
    with django_assert_num_queries(queries):
        admin.get(address)
    for number in range(30):
        team = TeamFactory(name=f"Team {number:02}")
        MembershipFactory(user=UserFactory(), team=team)
        Service.objects.create(name=f"Service {number:02}", team=team)
    with django_assert_num_queries(queries):
        assert admin.get(address).content.decode().count("<strong>") >= 30
