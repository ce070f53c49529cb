"""Reports by name, search and figures, for whom the token speaks."""

import uuid

from postmortems.api.models import Said
from postmortems.insights.catalogue import CATALOGUE
from postmortems.reports.telling import Told, tell


def test_search_and_figures_know_what_their_reader_may_see(cast, program):
    priya, noor = program(cast.owner), program(cast.stranger)
    found = priya.get("/search?words=checkout").json()
    assert [one["ref"] for one in found["items"]] == [cast.review.ref]
    assert priya.get("/search?words=checkout&page=2").json()["items"] == []
    assert priya.get("/search?words=checkout&kind=drill").json()["count"] == 0
    cast.restrict()
    assert noor.get("/search?words=checkout").json()["count"] == 0
    slugs = [one["slug"] for one in priya.get("/insights?days=90").json()["items"]]
    assert set(slugs) <= {one.slug for one in CATALOGUE}
    decided = {one: one.get("/insights/decided?days=365").json() for one in (priya, noor)}
    assert [sum(row["count"] for row in one["behind"]) > 0 for one in decided.values()] == [True, False]
    assert priya.get("/insights/nothing").status_code == 404
    assert priya.get("/insights?days=7").json()["errors"][0]["field"] == "days"


def test_a_report_by_name_is_told_once_and_read_by_its_reporter(cast, program):
    priya, said = program(cast.owner), {"happened": "A drained pool nearly took traffic", "place": "Checkout"}
    made = priya.post("/reports", said, Idempotency_Key="near")
    assert (made.status_code, made.json()["since"]) == (201, [])
    assert priya.post("/reports", said, Idempotency_Key="near").content == made.content
    assert priya.post("/reports", {"happened": "Another"}, Idempotency_Key="near").status_code == 422
    assert Said.objects.count() == 0  # nothing of a report is written beside it
    place = made["Location"].removeprefix("http://localhost:8000/api/v1")
    assert priya.get(place).json()["happened"] == said["happened"]
    assert program(cast.facilitator).get(place).status_code == 404
    kept = tell(told=Told(matter="noticed", happened="x"), way="confidential", reporter=cast.owner, key=uuid.uuid4())
    assert priya.get(f"/reports/{kept.pk}").status_code == 404
    assert [one["id"] for one in priya.get("/reports").json()["items"]] == [made.json()["id"]]
