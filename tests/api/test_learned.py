"""Search and figures, for whom the token speaks."""

from postmortems.insights.catalogue import CATALOGUE


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
