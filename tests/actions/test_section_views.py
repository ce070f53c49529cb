"""Adding, changing and removing action items on the page of their review, as each person around it."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.actions.services import remove_action
from postmortems.live.fragments import render
from postmortems.shared import clock
from postmortems.wording.models import Dispute, Draft
from tests.factories import ActionFactory, FactorFactory

BLAMING = "Priya should have checked the drain list, so make her more careful."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def soon(cast) -> dt.date:
    return clock.today(cast.owner.zone) + dt.timedelta(days=20)


def add(client, review, **fields):
    fields = {"form_key": uuid.uuid4(), "sentence": "Make the push tool refuse a drained pool", **fields}
    headers = fields.pop("headers", {})
    return client.post(reverse("review-actions", args=[review.ref]), fields, headers=headers)


def test_adding_makes_a_promise_of_the_actor_and_an_offer_to_anybody_else(cast, signed_in, soon):
    factor = FactorFactory(review=cast.review)
    client = signed_in(cast.teammate)
    response = add(
        client, cast.review, owner=cast.teammate.pk, due_on=soon, done_when="a drained pool", factors=[factor.pk]
    )
    mine = ActionItem.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/reviews/{cast.review.ref}/#action-{mine.pk}"
    assert (mine.state, mine.owner, mine.due_on, mine.first_due_on) == ("accepted", cast.teammate, soon, soon)
    assert (mine.team, list(mine.factors.all()), mine.written_by) == (cast.team, [factor], cast.teammate)
    add(client, cast.review, sentence="Alarm when a pool is drained", owner=cast.owner.pk)
    theirs = ActionItem.objects.latest("pk")
    assert (theirs.state, theirs.accepted_at, theirs.due_on, theirs.first_due_on) == ("offered", None, None, None)


def test_with_htmx_the_section_comes_back_with_a_blank_form(cast, signed_in):
    response = add(signed_in(cast.owner), cast.review, headers=HTMX)
    assert response.text.strip().startswith('<section class="stack" id="review-actions"')
    assert f'id="action-{ActionItem.objects.get().pk}"' in response.text
    assert "refuse a drained pool</textarea>" not in response.text


def test_the_same_form_sent_twice_makes_one_row(cast, signed_in):
    client, key = signed_in(cast.owner), uuid.uuid4()
    assert add(client, cast.review, form_key=key).status_code == 302
    assert add(client, cast.review, form_key=key).status_code == 302
    assert ActionItem.objects.count() == 1


def test_a_blaming_sentence_is_refused_and_kept(cast, signed_in):
    response = add(signed_in(cast.owner), cast.review, sentence=BLAMING)
    assert response.status_code == 422
    assert BLAMING in response.text
    assert 'class="coaching"' in response.text
    assert not ActionItem.objects.exists()
    assert Draft.objects.get().body == BLAMING


def test_keep_my_words_holds_the_sentence_and_hides_it_from_others(cast, signed_in):
    response = add(signed_in(cast.owner), cast.review, sentence=BLAMING, ask="1")
    item = ActionItem.objects.get()
    assert response.status_code == 302
    assert item.sentence_state == "held"
    assert Dispute.objects.get().target == f"action:{item.pk}"
    address = reverse("review-actions", args=[cast.review.ref])
    assert BLAMING in signed_in(cast.owner).get(address).text
    assert BLAMING not in signed_in(cast.reader).get(address).text
    assert BLAMING not in signed_in(cast.teammate).get(reverse("action", args=[item.pk])).text
    assert BLAMING not in signed_in(cast.teammate).get(reverse("action-edit", args=[item.pk])).text
    assert BLAMING not in signed_in(cast.teammate).get(reverse("actions")).text
    facilitator = signed_in(cast.facilitator).get(address).text
    assert BLAMING in facilitator
    assert "Let it stand" in facilitator


def test_the_facilitator_lets_held_words_stand(cast, signed_in):
    add(signed_in(cast.owner), cast.review, sentence=BLAMING, ask="1")
    item = ActionItem.objects.get()
    answer = {"decision": "allow", "reason": "It quotes the alarm's own text."}
    assert signed_in(cast.owner).post(reverse("action-settle", args=[item.pk]), answer).status_code == 403
    assert signed_in(cast.facilitator).post(reverse("action-settle", args=[item.pk]), answer).status_code == 302
    item.refresh_from_db()
    assert item.sentence_state == "allowed"


def test_start_from_this_puts_the_offer_into_the_field(cast, signed_in):
    response = add(signed_in(cast.owner), cast.review, sentence=BLAMING, start="The push tool lets ___ through")
    assert response.status_code == 200
    assert "The push tool lets ___ through</textarea>" in response.text
    assert Draft.objects.get().body == BLAMING


def test_an_owner_who_cannot_see_the_review_is_not_offered_the_item(cast, signed_in):
    cast.restrict()
    response = add(signed_in(cast.owner), cast.review, owner=cast.stranger.pk)
    assert response.status_code == 422
    assert "Noor Haddad cannot see this review yet" in response.text
    assert not ActionItem.objects.exists()


def test_a_reader_sees_no_form_and_may_not_add(cast, signed_in):
    client = signed_in(cast.reader)
    assert "Promise it" not in client.get(reverse("review-actions", args=[cast.review.ref])).text
    assert add(client, cast.review).status_code == 403


def edit(client, item, read, **changes):
    names = {
        "sentence": item.sentence,
        "owner": item.owner_id or "",
        "due_on": item.due_on or "",
        "done_when": item.done_when,
    }
    names |= {"type": "", "strength": "", "team": item.team_id or ""}
    headers = changes.pop("headers", {})
    data = {**names, **{f"read-{name}": value for name, value in {**names, **read}.items()}, **changes}
    return client.post(reverse("action-edit", args=[item.pk]), data, headers=headers)


@pytest.fixture
def item(cast, soon):
    return ActionFactory(review=cast.review, owner=cast.involved, due_on=soon, state="accepted")


def test_moving_the_date_keeps_the_first_one(cast, signed_in, item, soon):
    later = soon + dt.timedelta(days=7)
    assert edit(signed_in(cast.owner), item, {}, due_on=later).status_code == 302
    item.refresh_from_db()
    assert (item.due_on, item.first_due_on, item.state) == (later, soon, "accepted")


def test_a_new_owner_starts_from_an_offer(cast, signed_in, item):
    edit(signed_in(cast.owner), item, {}, owner=cast.teammate.pk)
    item.refresh_from_db()
    assert (item.owner, item.state, item.accepted_at) == (cast.teammate, "offered", None)


def test_two_people_in_two_fields_never_meet(cast, signed_in, item, soon):
    ActionItem.objects.filter(pk=item.pk).update(done_when="written by somebody else")
    later = soon + dt.timedelta(days=7)
    response = edit(signed_in(cast.owner), item, {"done_when": ""}, done_when="", due_on=later)
    item.refresh_from_db()
    assert response.status_code == 302
    assert (item.done_when, item.due_on) == ("written by somebody else", later)


def test_two_people_in_one_sentence_get_both_texts(cast, signed_in, item):
    read = item.sentence
    item.sentence = "Make the push tool ask twice"
    item.save(update_fields=["sentence"])
    mine = "Make the push tool refuse what is drained"
    response = edit(signed_in(cast.owner), item, {"sentence": read}, sentence=mine, headers=HTMX)
    assert response.status_code == 409
    assert "Make the push tool ask twice" in response.text
    assert f"{mine}</textarea>" in response.text
    assert Draft.objects.get().why == "conflict"
    item.refresh_from_db()
    assert item.sentence == "Make the push tool ask twice"
    again = edit(signed_in(cast.owner), item, {}, sentence=mine)
    item.refresh_from_db()
    assert (again.status_code, item.sentence, Draft.objects.count()) == (302, mine, 0)


def test_a_blaming_edit_is_refused_in_its_place(cast, signed_in, item):
    response = edit(signed_in(cast.owner), item, {}, sentence=BLAMING, headers=HTMX)
    assert response.status_code == 422
    assert response.text.strip().startswith(f'<article class="card stack tight" id="action-{item.pk}"')
    assert BLAMING in response.text
    item.refresh_from_db()
    assert item.sentence != BLAMING


def test_removing_leaves_a_way_back(cast, signed_in, item):
    client = signed_in(cast.owner)
    response = client.post(reverse("action-remove", args=[item.pk]), headers=HTMX)
    assert "Undo" in response.text
    assert f'id="action-{item.pk}"' in response.text
    assert client.get(reverse("action", args=[item.pk])).status_code == 404
    assert client.post(reverse("action-restore", args=[item.pk])).status_code == 302
    plain = client.post(reverse("action-remove", args=[item.pk]), follow=True)
    assert f'action="/actions/{item.pk}/restore/"' in plain.text
    assert "restore/" not in client.get(plain.request["PATH_INFO"] + "?removed=999").text
    assert client.post(reverse("action-restore", args=[item.pk])).status_code == 302
    assert client.get(reverse("action", args=[item.pk])).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_queries_however_long(cast, signed_in, django_assert_num_queries, count):
    factor = FactorFactory(review=cast.review)
    for _ in range(count):
        ActionFactory(review=cast.review, owner=cast.involved).factors.add(factor)
    client = signed_in(cast.teammate)
    with django_assert_num_queries(9):
        assert client.get(reverse("review-actions", args=[cast.review.ref])).text.count("<article") == count


def test_the_page_of_the_review_shows_the_nearest_twenty_and_the_rest_when_asked(cast, signed_in):
    items = [ActionFactory(review=cast.review, owner=cast.involved) for _ in range(23)]
    client, page = signed_in(cast.teammate), reverse("review-actions", args=[cast.review.ref])
    whole = client.get(reverse("review", args=[cast.review.ref])).text
    assert [f'id="action-{item.pk}"' in whole for item in items] == [True] * 20 + [False] * 3
    assert f'href="{page}"' in whole
    assert "Show the other 3" in whole
    rest = client.get(f"{page}?rest=1", headers={"hx-request": "true"}).text
    assert [f'id="action-{item.pk}"' in rest for item in items] == [False] * 20 + [True] * 3
    assert client.get(page).text.count('<article class="card') == 23


def test_after_sharing_nobody_adds_but_those_who_keep_it_still_change(cast, signed_in, item):
    cast.review.state, cast.review.published_at = "published", clock.now()
    cast.review.save(update_fields=["state", "published_at"])
    assert add(signed_in(cast.owner), cast.review).status_code == 403
    assert signed_in(cast.owner).get(reverse("action-edit", args=[item.pk])).status_code == 200
    assert signed_in(cast.teammate).get(reverse("action-edit", args=[item.pk])).status_code == 403


def test_what_others_see_arrive_has_neither_held_words_nor_anybodys_buttons(cast, item):
    html = render("action", item.pk, "editor")
    assert f'id="action-{item.pk}"' in html
    assert item.sentence in html
    assert "<form" not in html
    assert "<button" not in html
    held = ActionFactory.build(review=cast.review, owner=cast.owner)
    held._meta.get_field("sentence").put(held, BLAMING, "held")
    held.save()
    assert BLAMING not in render("action", held.pk, "editor")
    remove_action(item=item, actor=cast.owner)
    assert "data-gone" in render("action", item.pk, "reader")


@pytest.mark.django_db(transaction=True)
def test_ten_equal_posts_at_once_make_one_row(cast):
    key, start, states = uuid.uuid4(), threading.Barrier(10), []

    def post() -> None:
        try:
            client = Client()
            client.force_login(cast.owner)
            start.wait()
            states.append(add(client, cast.review, form_key=key).status_code)
        finally:
            connection.close()

    racers = [threading.Thread(target=post) for _ in range(10)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert states == [302] * 10
    assert ActionItem.objects.count() == 1


def test_what_stands_behind_more_is_fetched_by_who_writes(cast, signed_in):
    FactorFactory(review=cast.review, sentence="The tool takes a drained pool without a word")
    page = reverse("review-actions", args=[cast.review.ref])
    html = signed_in(cast.involved).get(f"{page}?more=1", headers={"hx-request": "true"}).text
    assert ('name="strength"' in html, "The tool takes a drained pool" in html) == (True, True)
    assert 'name="strength"' not in signed_in(cast.reader).get(f"{page}?more=1", headers={"hx-request": "true"}).text
    whole = signed_in(cast.involved).get(reverse("review", args=[cast.review.ref])).text
    assert ('name="owner"' in whole, 'name="strength"' in whole) == (True, False)
