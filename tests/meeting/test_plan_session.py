"""From ideas to promises: what the plan session decides."""

import datetime as dt
import uuid

from django.urls import reverse

from postmortems.meeting.idea import Idea
from postmortems.meeting.readout import read_out
from postmortems.shared import clock
from tests.factories import FactorFactory
from tests.meeting.conftest import BLAME


def test_an_idea_becomes_a_promise_that_its_owner_said_yes_to(cast, signed_in):
    factor = FactorFactory(review=cast.review, code="TOL", sentence="The push tool hides the drain list")
    idea = Idea.objects.create(review=cast.review, body="Show the drain list in the push tool", said_on="2026-11-26")
    client, page = signed_in(cast.teammate), reverse("plan-session", args=[cast.review.ref])
    html = client.get(page).content.decode()
    assert "Ideas about no condition yet" in html
    assert "let the tool refuse it" in html
    assert "0 of 1 conditions" in html
    client.post(page, {"do": "sort", "idea": idea.pk, "factor": factor.pk, "urgent": "on"})
    html = client.get(f"{page}?idea={idea.pk}").content.decode()
    assert "cannot wait" in html
    assert "Show the drain list in the push tool</textarea>" in html
    key, day = uuid.uuid4(), clock.now().date() + dt.timedelta(days=20)
    said = {"form_key": key, "idea": idea.pk, "factor": factor.pk, "owner": cast.involved.pk, "due_on": day}
    refused = client.post(page, {**said, "sentence": BLAME})
    assert (refused.status_code, BLAME in refused.content.decode()) == (422, True)
    for _ in range(2):  # a double click is one promise
        client.post(page, {**said, "sentence": "Show the drain list in the push tool", "said_yes": "on"})
    item = cast.review.actions.get()
    assert (item.state, item.owner, list(item.factors.all())) == ("accepted", cast.involved, [factor])
    html = client.get(page).content.decode()
    assert "1 of 1 conditions" in html
    idea.refresh_from_db()
    assert idea.became == item


def test_an_idea_is_let_go_and_a_decided_one_is_not_decided_again(cast, signed_in):
    idea = Idea.objects.create(review=cast.review, body="Rename the teams", said_on="2026-11-26")
    client, page = signed_in(cast.owner), reverse("plan-session", args=[cast.review.ref])
    client.post(page, {"do": "let-go", "idea": idea.pk})
    assert "Rename the teams" not in client.get(page).content.decode()
    assert client.post(page, {"do": "let-go", "idea": 0}, follow=True).status_code == 200


def test_words_that_wait_for_the_facilitator_are_read_by_nobody_here(cast, signed_in):
    """A held condition and a held promise are said to be there; their words stand in no room and no read-out."""
    add = {"ask": "1", "sentence": BLAME}
    owner = signed_in(cast.owner)
    owner.post(reverse("factors", args=[cast.review.ref]), {**add, "form_key": uuid.uuid4()})
    seen = FactorFactory(review=cast.review, sentence="The push tool hides the drain list")
    promised = {"form_key": uuid.uuid4(), "factors": seen.pk, "due_on": clock.now().date() + dt.timedelta(days=20)}
    owner.post(reverse("review-actions", args=[cast.review.ref]), {**add, **promised})
    states = [row.sentence_state for row in (*cast.review.factors.all(), *cast.review.actions.all())]
    assert sorted(states) == ["checked", "held", "held"]
    html = signed_in(cast.teammate).get(reverse("plan-session", args=[cast.review.ref])).content.decode()
    assert BLAME not in html
    assert "1 waits for the facilitator" in html
    assert "A sentence that waits for the facilitator." in html
    assert BLAME not in str(read_out(cast.review))
