"""A program takes a review from the record to its end, and says who keeps it and who may see it."""

import pytest

from postmortems.mail.models import Delivery
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.wording.models import Text
from tests.factories import ActionFactory, FactorFactory

BLAMES = "Sven forgot to check the drain list before pushing the config."


@pytest.fixture
def move(cast, program):
    priya = program(cast.owner)

    def post(to, reason="", **headers):
        place = f"/reviews/{cast.review.ref}"
        headers = headers or {"If_Match": priya.get(place)["ETag"]}
        return priya.ask("POST", f"{place}/moves", {"to": to, "reason": reason}, **headers)

    return post


def test_from_the_record_to_shared_to_closed(cast, program, move):
    priya, place = program(cast.owner), f"/reviews/{cast.review.ref}"
    etag = priya.get(place)["ETag"]
    assert priya.get(place).json()["moves"][0]["to"] == "draft"
    written = move("draft", If_Match=etag, Idempotency_Key="on")
    assert (written.status_code, written.json()["state"]) == (200, "draft")
    assert move("draft", If_Match=etag, Idempotency_Key="on").content == written.content  # said again, done once
    assert move("gathering", If_Match=etag).status_code == 412
    assert move("soak").status_code == 409  # no such way from here

    waits = move("published")
    assert (waits.status_code, waits.json()["sharing"]["is_open"]) == (409, False)
    sharing = priya.get(f"{place}/sharing").json()
    assert sharing == waits.json()["sharing"]
    assert [one["name"] for one in sharing["points"] if one["state"] == "open"] == ["helped", "shown"]
    FactorFactory(review=cast.review, sign="held_back", sentence="The queue kept every order")
    asked = priya.ask("POST", f"{place}/sharing/asked", None, If_Match=priya.get(f"{place}/sharing")["ETag"])
    assert asked.status_code == 200
    assert Delivery.objects.get(kind="account_shown").recipient == cast.involved
    Participant.objects.filter(review=cast.review).update(fine_at=clock.now())
    ActionFactory(review=cast.review, owner=cast.teammate, due_on="2999-01-01", state="accepted", strength=1)
    passed = priya.change(f"{place}/sharing", {"names_as_roles": True, "passed": {"strength": "It is what we can do."}})
    assert (passed.json()["names_as_roles"], passed.json()["is_open"]) == (True, True)
    assert priya.change(f"{place}/sharing", {"passed": {"words": "No."}}).json()["errors"][0]["field"] == "passed.words"
    assert move("published").json()["state"] == "follow_up"

    assert move("closed", "  ").json()["errors"][0]["field"] == "reason"
    refused = move("closed", BLAMES)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "reason")
    assert "ask_facilitator" not in refused.content.decode()
    closed = move("closed", "The push tool refuses a drained pool now.")
    assert (closed.json()["state"], closed.json()["closed_at"] is None) == ("closed", False)
    assert Text.objects.get(slot="closing").body == "The push tool refuses a drained pool now."


def test_who_writes_does_not_decide_where_it_goes(cast, program):
    lea, place = program(cast.teammate), f"/reviews/{cast.review.ref}"
    Review.objects.filter(pk=cast.review.pk).update(state="draft")
    said = lea.ask("POST", f"{place}/moves", {"to": "meeting"}, If_Match=lea.get(place)["ETag"])
    assert (said.status_code, Review.objects.get(pk=cast.review.pk).state) == (409, "draft")
    assert "owner or the facilitator" in said.json()["detail"]


def test_who_keeps_it_and_who_may_see_it(cast, program):
    priya, place = program(cast.owner), f"/reviews/{cast.review.ref}/keepers"
    alone = priya.change(place, {"visibility": "people", "visible_people": [cast.reader.pk]})
    assert {one["field"] for one in alone.json()["errors"]} == {"because", "ends_on"}
    kept = {"visibility": "people", "visible_people": [cast.reader.pk], "because": "An audit.", "ends_on": "2999-01-01"}
    assert priya.change(place, kept).json()["errors"][0]["field"] == "ends_on"
    day = str(clock.today("UTC").replace(day=1, month=1).replace(year=clock.today("UTC").year + 1))
    said = priya.change(place, kept | {"ends_on": day})
    assert (said.status_code, [one["name"] for one in said.json()["visible_people"]]) == (200, ["Tomas Reyes"])
    assert program(cast.stranger).get(f"/reviews/{cast.review.ref}").status_code == 404
    assert program(cast.reader).get(f"/reviews/{cast.review.ref}").status_code == 200
    assert priya.change(place, {"owner": 10**15}).json()["errors"][0]["field"] == "owner"
    read = priya.get(place)
    assert priya.change(place, {"facilitator": None}).json()["facilitator"] is None
    late = priya.ask("PATCH", place, {"owner": cast.involved.pk}, If_Match=read["ETag"])
    assert late.status_code == 412
    assert priya.change(place, {"owner": cast.involved.pk}).status_code == 204
    assert Review.objects.get(pk=cast.review.pk).owner == cast.involved
