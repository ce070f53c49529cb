"""The factors section, asked as each of the cast, with and without JavaScript."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils.html import escape

from postmortems.factors.models import ContributingFactor
from postmortems.factors.services import add_factor
from postmortems.wording.judge import judge
from postmortems.wording.models import Dispute, Draft
from tests.factories import EventFactory, FactorFactory

BLAMING = "Priya forgot to check the drain list before pushing the config."
FAIR = "The push tool lets a route change through without a look at the drain list."
OTHER = "Health checks asked the load balancer, not the pool behind it."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(cast):
    return reverse("factors", args=[cast.review.ref])


@pytest.fixture
def factor(cast):
    return FactorFactory(review=cast.review, sentence=FAIR, written_by=cast.owner)


@pytest.fixture
def held(cast):
    return add_factor(review=cast.review, sentence=BLAMING, actor=cast.owner, form_key=uuid.uuid4(), ask=True)


def at(name, factor):
    return reverse(name, args=[factor.review.ref, factor.pk])


def words(**given):
    return {"slot": "factor", "form_key": str(uuid.uuid4()), "sentence": FAIR} | given


def edited(factor, sentence, **given):
    return {"was": factor.sentence_seal, "sentence": sentence} | given


def field(html, name="factor-sentence"):
    """What stands in the text field of that id."""
    return re.search(rf'<textarea[^>]* id="{name}"[^>]*>\s*(.*?)</textarea>', html, re.DOTALL)[1]


# --- adding ---------------------------------------------------------------------------------------------------------


def test_adding_without_javascript_leads_back_to_the_sentence_on_the_review(signed_in, cast, page):
    answer = signed_in(cast.owner).post(page, words(code="TOL", confidence="observed"))
    factor = ContributingFactor.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/reviews/{cast.review.ref}/#factor-{factor.pk}")
    assert (factor.sentence, factor.sign, factor.code, factor.confidence) == (FAIR, "possible", "TOL", "observed")


def test_adding_with_htmx_answers_the_card_and_a_blank_form(signed_in, cast, page):
    answer = signed_in(cast.teammate).post(page, words(), headers=HTMX)
    html = answer.content.decode()
    factor = ContributingFactor.objects.get()
    assert answer.status_code == 200
    assert html.count("<article") == 1
    assert f'id="factor-{factor.pk}"' in html
    assert "<html" not in html
    assert field(html) == ""


def test_adding_what_helped_gets_its_sign_by_its_place(signed_in, cast, page):
    signed_in(cast.owner).post(page, words(slot="helped", sign="hid", sentence="The queue kept every order."))
    assert ContributingFactor.objects.get().sign == "held_back"


def test_adding_links_events_of_this_review_only(signed_in, cast, page):
    event, elsewhere = EventFactory(review=cast.review), EventFactory()
    client = signed_in(cast.owner)
    assert client.post(page, words(events=[elsewhere.pk])).status_code == 422
    client.post(page, words(events=[event.pk]))
    assert list(ContributingFactor.objects.get().events.all()) == [event]


def test_sending_the_same_form_twice_makes_one_row(signed_in, cast, page):
    client, sent = signed_in(cast.owner), words()
    answers = [client.post(page, sent)["Location"] for _ in range(2)]
    assert ContributingFactor.objects.count() == 1
    assert answers[0] == answers[1]


def test_an_empty_sentence_is_asked_for_in_our_words(signed_in, cast, page):
    answer = signed_in(cast.owner).post(page, words(sentence="  "))
    assert answer.status_code == 422
    assert "One sentence is enough." in answer.content.decode()


def test_an_open_gap_is_asked_for(signed_in, cast, page):
    answer = signed_in(cast.owner).post(page, words(sentence="The push tool showed ___"))
    assert answer.status_code == 422
    assert not ContributingFactor.objects.exists()
    assert field(answer.content.decode()) == "The push tool showed ___"


def test_a_sentence_that_could_say_more_is_saved_with_one_quiet_question(signed_in, cast, page):
    answer = signed_in(cast.owner).post(page, words(sentence="We failed to test the rollback."), headers=HTMX)
    assert answer.status_code == 200
    assert "One thought for later" in answer.content.decode()
    assert ContributingFactor.objects.get().sentence_state == "checked"


# --- refusing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_blaming_sentence_is_answered_with_its_words_a_question_and_a_start(signed_in, cast, page, headers):
    answer = signed_in(cast.owner).post(page, words(sentence=BLAMING), headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert field(html) == BLAMING
    assert escape(judge(BLAMING).findings[0].question) in html
    assert "<mark>Priya forgot to check" in html
    assert 'name="start"' in html
    assert "Keep my words and ask Mina" in html
    assert "Kept as your draft." in html
    assert not ContributingFactor.objects.exists()
    assert ("<html" in html) is (headers == {})


def test_refused_words_are_kept_for_their_author_alone_until_something_is_saved(signed_in, cast, page):
    client = signed_in(cast.owner)
    client.post(page, words(sentence=BLAMING))
    assert field(client.get(page).content.decode()) == BLAMING
    assert "forgot to check" not in signed_in(cast.facilitator).get(page).content.decode()
    client = signed_in(cast.owner)
    client.post(page, words())
    assert not Draft.objects.exists()
    assert field(client.get(page).content.decode()) == ""


def test_the_draft_of_what_helped_stays_in_its_own_place(signed_in, cast, page):
    client = signed_in(cast.owner)
    client.post(page, words(slot="helped", sentence=BLAMING))
    html = client.get(page).content.decode()
    assert (field(html), field(html, "helped-sentence")) == ("", BLAMING)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_starting_from_the_offer_fills_the_field_and_keeps_the_old_words(signed_in, cast, page, headers):
    client = signed_in(cast.owner)
    offer = "Nothing in the workflow around the drain list showed ___"
    answer = client.post(page, words(sentence=BLAMING, start=offer, code="TOL"), headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert field(html) == offer
    assert '<option value="TOL" selected>' in html
    assert "Your own words are kept as your draft." in html
    assert Draft.objects.get().body == BLAMING


def test_putting_the_draft_away_empties_the_field(signed_in, cast, page):
    client = signed_in(cast.owner)
    client.post(page, words(sentence=BLAMING))
    answer = client.post(page, words(sentence=BLAMING, away="1"), headers=HTMX)
    assert field(answer.content.decode()) == ""
    assert not Draft.objects.exists()


# --- keeping my words, and settling -----------------------------------------------------------------------------------


def test_asking_holds_the_words_and_hides_them_from_everybody_else(signed_in, cast, page):
    signed_in(cast.owner).post(page, words(sentence=BLAMING, ask="1"))
    assert Dispute.objects.get().asked_by == cast.owner
    for person, reads in [(cast.owner, True), (cast.facilitator, True), (cast.teammate, False), (cast.reader, False)]:
        html = signed_in(person).get(page).content.decode()
        assert ("forgot to check" in html) is reads, person
        assert "Held for the facilitator" in html


def test_hidden_words_do_not_stand_in_a_colleagues_edit_form(signed_in, cast, held):
    answer = signed_in(cast.teammate).get(at("factor-edit", held))
    assert answer.status_code == 200
    assert "forgot to check" not in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_the_facilitator_allows_with_a_reason(signed_in, cast, held, headers):
    sent = {"decision": "allow", "reason": "Priya is the name of the tool."}
    answer = signed_in(cast.facilitator).post(at("factor-settle", held), sent, headers=headers)
    held.refresh_from_db()
    assert answer.status_code == (200 if headers else 302)
    assert held.sentence_state == "allowed"


def test_allowing_without_a_reason_asks_for_one(signed_in, cast, held):
    answer = signed_in(cast.facilitator).post(at("factor-settle", held), {"decision": "allow"}, headers=HTMX)
    held.refresh_from_db()
    assert (answer.status_code, held.sentence_state) == (422, "held")
    assert "One sentence says why" in answer.content.decode()


def test_an_offered_wording_reaches_every_editor_with_a_start(signed_in, cast, held):
    signed_in(cast.facilitator).post(at("factor-settle", held), {"decision": "reword", "offer": FAIR})
    client = signed_in(cast.teammate)
    html = client.get(at("factor", held)).content.decode()
    assert FAIR in html
    assert f"{at('factor-edit', held)}?offer=1" in html
    edit = client.get(f"{at('factor-edit', held)}?offer=1", headers=HTMX).content.decode()
    assert field(edit, f"factor-{held.pk}-sentence") == FAIR
    client.post(at("factor", held), edited(held, FAIR))
    held.refresh_from_db()
    assert (held.sentence, held.sentence_state) == (FAIR, "checked")


def test_a_blaming_offer_is_asked_about(signed_in, cast, held):
    sent = {"decision": "reword", "offer": "Lea ignored the drain list."}
    answer = signed_in(cast.facilitator).post(at("factor-settle", held), sent, headers=HTMX)
    assert answer.status_code == 422
    assert Dispute.objects.get().outcome == "waiting"


def test_settling_what_is_settled_says_so(signed_in, cast, factor):
    sent = {"decision": "allow", "reason": "A tool."}
    answer = signed_in(cast.facilitator).post(at("factor-settle", factor), sent)
    assert answer.status_code == 409
    assert "settled meanwhile" in answer.content.decode()


# --- changing ---------------------------------------------------------------------------------------------------------


def test_editing_in_place_answers_a_form_with_what_stands(signed_in, cast, factor):
    html = signed_in(cast.teammate).get(at("factor-edit", factor), headers=HTMX).content.decode()
    assert field(html, f"factor-{factor.pk}-sentence") == FAIR
    assert f'name="was" value="{factor.sentence_seal}"' in html


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_saving_an_edit_shows_the_new_sentence(signed_in, cast, factor, headers):
    answer = signed_in(cast.teammate).post(at("factor", factor), edited(factor, OTHER), headers=headers)
    factor.refresh_from_db()
    assert factor.sentence == OTHER
    if headers:
        assert OTHER in answer.content.decode()
    else:
        assert answer["Location"] == f"/reviews/{cast.review.ref}/#factor-{factor.pk}"


def test_details_that_two_people_change_are_merged(signed_in, cast, factor):
    read = {"initial-sign": "possible", "initial-code": "", "initial-level": "", "initial-confidence": "guess"}
    signed_in(cast.teammate).post(at("factor", factor), edited(factor, FAIR, **read, sign="possible", code="TOL"))
    signed_in(cast.owner).post(at("factor", factor), edited(factor, FAIR, **read, sign="hid", confidence="guess"))
    factor.refresh_from_db()
    assert (factor.code, factor.sign, factor.confidence) == ("TOL", "hid", "guess")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_blaming_edit_is_refused_and_kept_for_its_author(signed_in, cast, factor, headers):
    client = signed_in(cast.owner)
    answer = client.post(at("factor", factor), edited(factor, BLAMING), headers=headers)
    factor.refresh_from_db()
    assert (answer.status_code, factor.sentence) == (422, FAIR)
    assert field(answer.content.decode(), f"factor-{factor.pk}-sentence") == BLAMING
    assert Draft.objects.get().target == f"factor:{factor.pk}"
    back = client.get(at("factor-edit", factor)).content.decode()
    assert field(back, f"factor-{factor.pk}-sentence") == BLAMING


def test_an_overtaken_edit_shows_both_texts_and_keeps_the_typed_one(signed_in, cast, factor):
    read = edited(factor, "The config loader accepts an unknown key.")
    signed_in(cast.teammate).post(at("factor", factor), edited(factor, OTHER))
    client = signed_in(cast.owner)
    answer = client.post(at("factor", factor), read, headers=HTMX)
    html = answer.content.decode()
    factor.refresh_from_db()
    assert (answer.status_code, factor.sentence) == (409, OTHER)
    assert OTHER in html
    assert field(html, f"factor-{factor.pk}-sentence") == read["sentence"]
    assert (Draft.objects.get().why, Draft.objects.get().author) == ("conflict", cast.owner)
    client.post(at("factor", factor), edited(factor, read["sentence"]))
    factor.refresh_from_db()
    assert factor.sentence == read["sentence"]


def test_removing_can_be_undone(signed_in, cast, factor, page):
    client = signed_in(cast.owner)
    gone = client.post(at("factor-remove", factor), headers=HTMX).content.decode()
    assert f'action="{at("factor-restore", factor)}"' in gone
    assert FAIR not in client.get(page).content.decode()
    back = client.post(at("factor-restore", factor), headers=HTMX).content.decode()
    assert FAIR in back


def test_removing_without_javascript_offers_the_way_back_on_the_page(signed_in, cast, factor):
    client = signed_in(cast.owner)
    html = client.get(client.post(at("factor-remove", factor))["Location"]).content.decode()
    assert f'action="{at("factor-restore", factor)}"' in html
    client.post(at("factor-restore", factor))
    assert cast.review.factors.alive().get() == factor


# --- who may ----------------------------------------------------------------------------------------------------------


def writes(factor, page):
    return [
        (page, words()),
        (at("factor", factor), edited(factor, OTHER)),
        (at("factor-remove", factor), {}),
        (at("factor-restore", factor), {}),
        (at("factor-settle", factor), {"decision": "allow", "reason": "A tool."}),
    ]


def test_a_reader_reads_and_is_told_that_writing_is_not_theirs(signed_in, cast, factor, page):
    cast.restrict()
    client = signed_in(cast.reader)
    html = client.get(page).content.decode()
    assert FAIR in html
    assert "<textarea" not in html
    assert [client.post(*write).status_code for write in writes(factor, page)] == [403] * 5
    assert client.get(at("factor-edit", factor)).status_code == 403


def test_a_stranger_learns_nothing(signed_in, cast, factor, page):
    cast.restrict()
    client = signed_in(cast.stranger)
    assert [client.post(*write).status_code for write in writes(factor, page)] == [404] * 5
    assert [client.get(where).status_code for where in (page, at("factor", factor), at("factor-edit", factor))] == [
        404
    ] * 3


def test_an_owner_does_not_settle_their_own_words(signed_in, cast, held):
    sent = {"decision": "allow", "reason": "It is fine."}
    assert signed_in(cast.owner).post(at("factor-settle", held), sent).status_code == 403


def test_addresses_that_only_write_refuse_to_be_read(signed_in, cast, factor):
    client = signed_in(cast.owner)
    names = ("factor-remove", "factor-restore", "factor-settle")
    assert [client.get(at(name, factor)).status_code for name in names] == [405] * 3


def test_a_factor_of_another_review_is_not_found_here(signed_in, cast):
    elsewhere = FactorFactory()
    address = reverse("factor", args=[cast.review.ref, elsewhere.pk])
    assert signed_in(cast.owner).get(address).status_code == 404


def test_a_shared_review_is_read_and_no_longer_written(signed_in, cast, factor, page):
    cast.review.state = "published"
    cast.review.published_at = cast.review.filed_at
    cast.review.save(update_fields=["state", "published_at"])
    client = signed_in(cast.owner)
    assert "<textarea" not in client.get(page).content.decode()
    assert client.post(page, words()).status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_database_the_same_however_long_it_is(
    signed_in, cast, page, count, django_assert_num_queries
):
    for _ in range(count):
        FactorFactory(review=cast.review).events.add(EventFactory(review=cast.review))
        add_factor(review=cast.review, sentence=BLAMING, actor=cast.teammate, form_key=uuid.uuid4(), ask=True)
    client = signed_in(cast.facilitator)
    with django_assert_num_queries(10):
        client.get(page)


@pytest.mark.parametrize(("place", "has_sign"), [("factor", True), ("helped", False)])
def test_what_stands_behind_more_is_fetched_by_who_writes(signed_in, cast, page, place, has_sign):
    EventFactory(review=cast.review, body="The push goes out.")
    html = signed_in(cast.involved).get(f"{page}?more={place}", headers={"hx-request": "true"}).text
    assert ('name="sign"' in html, 'name="code"' in html, "The push goes out." in html) == (has_sign, True, True)
    assert 'name="code"' not in signed_in(cast.reader).get(f"{page}?more={place}", headers={"hx-request": "true"}).text
    whole = signed_in(cast.involved).get(reverse("review", args=[cast.review.ref])).text
    assert f"{page}?more={place}" in whole
    assert 'name="code"' not in whole
