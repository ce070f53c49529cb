"""Teams and services, kept in step by a program of an administrator's."""

from accounts.models import Team
from postmortems.audit.models import AuditEntry
from postmortems.reviews.models import Service


def test_an_administrators_program_keeps_teams_and_services(cast, program):
    ada = program(cast.administrator)
    made = ada.post("/teams", {"name": " Data  Platform "}, Idempotency_Key="a")
    assert (made.status_code, made.json()["slug"]) == (201, "data-platform")
    assert ada.post("/teams", {"name": " Data  Platform "}, Idempotency_Key="a").content == made.content
    assert ada.post("/teams", {"name": "data platform"}).json()["errors"][0]["field"] == "name"
    team = made["Location"].removeprefix("http://localhost:8000")

    who = {"items": [{"person": cast.owner.pk, "role": "lead"}, {"person": cast.reader.pk}]}
    assert len(ada.change(f"{team}/members", who, method="PUT").json()["items"]) == 2
    only = ada.change(f"{team}/members", {"items": [{"person": cast.reader.pk, "role": "lead"}]}, method="PUT").json()
    assert only == {"items": [{"person": {"id": cast.reader.pk, "name": "Tomas Reyes"}, "role": "lead"}]}
    unknown = ada.change(f"{team}/members", {"items": [{"person": 10**15}]}, method="PUT").json()
    assert (unknown["errors"][0]["field"], unknown["errors"][0]["line"]) == ("items[0].person", 1)

    wish = {"name": "Warehouse", "team": made.json()["id"], "runbook_url": "https://example.org/warehouse"}
    service = ada.post("/services", wish)["Location"].removeprefix("http://localhost:8000")
    renamed = ada.change(service, {"name": "Stock"}).json()
    assert (renamed["name"], renamed["team"]["name"], renamed["runbook_url"]) == (
        "Stock", "Data Platform", wish["runbook_url"]
    )  # fmt: skip
    assert ada.change(team, {"name": "Data", "is_archived": True}).json()["is_archived"] is True
    assert ada.change(service, {"runbook_url": ""}).json()["team"]["name"] == "Data"  # archived since, and kept
    assert ada.change(service, {"team": made.json()["id"]}).json()["errors"][0]["field"] == "team"
    assert ada.change(service, {"team": None, "is_archived": True}).json()["team"] is None
    assert ada.change(service, {"is_archived": False}).json()["is_archived"] is False
    assert ada.ask("PATCH", team, {"name": "x"}, If_Match=made["ETag"]).status_code == 412
    verbs = AuditEntry.objects.filter(chain=f"team:{made.json()['id']}").values_list("verb", flat=True)
    assert list(verbs) == ["created", "changed members", "changed members", "renamed", "archived"]


def test_others_read_them(cast, program):
    priya, team = program(cast.owner), f"/teams/{cast.team.pk}"
    assert priya.get(team).status_code == 200
    for method, place in {"POST": "/teams", "PATCH": team, "PUT": f"{team}/members", "GET": f"{team}/members"}.items():
        body = {"items": []} if method == "PUT" else {"name": "Another"}
        answer = priya.ask(method, place, body, If_Match="*")
        assert (answer.status_code, answer.json()["title"]) == (403, "For administrators"), place
    assert priya.post("/services", {"name": "Another"}).status_code == 403
    assert (Team.objects.get().name, Service.objects.count()) == ("Payments", 0)
