"""A whole walk of a program: file, tell, find what made it possible, promise, change, answer."""

from postmortems.actions.models import ActionItem
from postmortems.factors.models import ContributingFactor
from postmortems.factors.tag import Tag
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import TextRevision


def test_from_the_first_word_to_an_answer(cast, program):
    priya = program(cast.owner)
    assert priya.get("/me").json()["name"] == "Priya Raman"
    made = priya.post("/reviews", {"noticed": "Customers cannot pay", "since": "2026-11-19T14:02:00+01:00"})
    assert made.status_code == 201
    ref, address = made.json()["ref"], made["Location"].removeprefix("http://localhost:8000/api/v1")
    assert address == f"/reviews/{ref}"
    review = Review.objects.get(number=ref.removeprefix("PIR-"))
    assert (review.title, review.owner) == ("Customers cannot pay", cast.owner)

    changed = priya.change(address, {"title": "Checkout unavailable for 47 minutes"})
    assert changed.json()["title"] == "Checkout unavailable for 47 minutes"
    incident = f"{address}/incidents/{made.json()['incidents'][0]['id']}"
    told = priya.change(incident, {"severity": 2, "resolved_at": "2026-11-19T14:49:00+01:00", "services": ["Checkout"]})
    assert (told.json()["resolved_at"], told.json()["services"]) == ("2026-11-19T13:49:00Z", ["Checkout"])
    lessons = priya.change(f"{address}/texts/lessons", {"body": "Drained pools look healthy."}, method="PUT")
    assert (lessons.json()["version"], lessons.json()["body"]) == (1, "Drained pools look healthy.")

    event = priya.post(f"{address}/timeline", {"occurred_at": "2026-11-19T13:02:00Z", "body": "Config reaches all."})
    place = f"{address}/timeline/{event.json()['id']}"
    assert priya.change(place, {"kind": "trigger"}).json()["version"] == 2
    assert TextRevision.objects.filter(owner_kind="event", owner_id=event.json()["id"]).count() == 2

    sentence = "The push tool lets a route change through without showing the drain list"
    factor = priya.post(f"{address}/factors", {"sentence": sentence, "shown_by": [event.json()["id"]]}).json()
    assert (factor["sentence"], factor["shown_by"]) == (sentence, [event.json()["id"]])
    sure = priya.change(
        f"{address}/factors/{factor['id']}", {"confidence": "observed", "accepted_because": "Until May"}
    )
    assert (sure.json()["confidence"], sure.json()["accepted_because"]) == ("observed", "Until May")

    Tag.objects.create(code="OBS", name="alarm without owner", definition="it rings and nobody knows whose it is")
    place = f"{address}/factors/{factor['id']}"
    sorted_as = priya.change(place, {"code": "OBS", "own_kind": "Alarm without owner"}).json()
    assert (sorted_as["code"], sorted_as["own_kind"]) == ("OBS", "alarm without owner")
    assert priya.change(place, {"own_kind": "no such kind"}).json()["errors"][0]["field"] == "own_kind"
    assert priya.change(place, {"confidence": "guess"}).json()["own_kind"] == "alarm without owner"
    assert priya.change(place, {"code": "CAP"}).json()["own_kind"] == ""

    promise = {"sentence": "Make the push tool refuse a drained pool", "owner": cast.owner.pk, "due_on": "2999-01-05"}
    action = priya.post(f"{address}/actions", promise | {"factors": [factor["id"]]})
    assert (action.status_code, action.json()["state"], action.json()["factors"]) == (201, "accepted", [factor["id"]])
    place = f"/actions/{action.json()['id']}"
    assert priya.change(place, {"done_when": "A drained pool is refused"}).json()["sentence"] == promise["sentence"]
    assert "done" in action.json()["answers"]
    done = priya.ask("POST", f"{place}/answers", {"answer": "done"}, If_Match=priya.get(place)["ETag"])
    assert done.json()["state"] == "done"

    for thing, model in ((place, ActionItem), (f"{address}/factors/{factor['id']}", ContributingFactor)):
        assert priya.ask("DELETE", thing, If_Match=priya.get(thing)["ETag"]).status_code == 204
        assert priya.get(thing).status_code == 404
        assert model.objects.get(pk=int(thing.rpartition("/")[2])).deleted_at is not None
    assert priya.get("/reviews?words=checkout&mine=true").json()["items"][0]["ref"] == ref
    assert TimelineEvent.objects.filter(review=review).count() == 1


def test_many_entries_at_once_are_all_there_or_none(cast, program):
    priya, place = program(cast.owner), f"/reviews/{cast.review.ref}/timeline/bulk"
    entries = [{"occurred_at": f"2026-11-19T13:{minute:02}:00Z", "body": f"Line {minute}"} for minute in range(40)]
    key = {"Idempotency_Key": "deploy-4412"}
    first = priya.post(place, {"entries": entries}, **key)
    assert (first.status_code, first.json()["count"], len(first.json()["ids"])) == (201, 40, 40)
    assert priya.post(place, {"entries": entries}, **key).json() == first.json()
    broken = [
        *entries[:2],
        {"occurred_at": "2026-11-19T13:00:00", "body": "no zone"},
        {"occurred_at": "x", "body": " "},
    ]
    refused = priya.post(place, {"entries": broken})
    assert refused.status_code == 422
    errors = {(one["line"], one["field"]) for one in refused.json()["errors"]}
    assert errors == {(3, "entries[2].occurred_at"), (4, "entries[3].occurred_at"), (4, "entries[3].body")}
    assert TimelineEvent.objects.filter(review=cast.review).count() == 40


def test_a_list_comes_in_pages_that_new_rows_do_not_shift(cast, program):
    priya, place = program(cast.owner), f"/reviews/{cast.review.ref}/timeline"
    at = "2026-11-19T13:00:00Z"  # the same moment: the number decides
    priya.post(f"{place}/bulk", {"entries": [{"occurred_at": at, "body": f"Line {n}"} for n in range(5)]})
    address, bodies = f"{place}?limit=2", []
    while address:
        page = priya.get(address)
        bodies += [one["body"] for one in page.json()["items"]]
        priya.post(place, {"occurred_at": "2026-11-19T12:00:00Z", "body": "earlier"})
        address = page["Link"].partition(">")[0].removeprefix("<http://localhost:8000") if "Link" in page else ""
    assert bodies == [f"Line {n}" for n in range(5)]
    for wrong in ("!", "WzFd", "WyJ4IiwxXQ", "WzEsWzFdXQ"):
        assert priya.get(f"{place}?cursor={wrong}").json()["errors"][0]["field"] == "cursor"


def test_a_pasted_log_is_read_and_waits_to_be_looked_through(cast, program):
    priya = program(cast.owner)
    log = "[14:02] priya: checkout answers nothing\n[14:05] sven: rolled back"
    brought = priya.post(f"/reviews/{cast.review.ref}/intake", {"text": log})
    assert (brought.status_code, brought.json()["lines"]) == (201, 2)
    assert brought.json()["url"].endswith(f"/reviews/{cast.review.ref}/intake/{brought.json()['id']}/")
