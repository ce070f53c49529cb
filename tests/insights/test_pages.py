"""The walk through insights: the first page, a figure, the list behind its number, and what is not shown."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postmortems.actions.services import answer_action
from postmortems.insights.catalogue import CATALOGUE
from postmortems.shared import clock
from postmortems.wording.disputes import hold
from tests.factories import ActionFactory, TeamFactory
from tests.insights.filling import fill

FIRST, ALL = 7, 17


def ago(days):
    return clock.today("UTC") - dt.timedelta(days=days)


def promise(review, **said):
    said = {"state": "done", "accepted_at": clock.now() - dt.timedelta(days=60), "due_on": ago(10), **said}
    return ActionFactory(review=review, **said)


def queries(client, name, *args):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return len(asked), answer.content.decode()


def test_a_number_leads_to_what_it_counts_and_no_further_than_the_reader_may_see(cast, signed_in):
    review = cast.restrict()
    on_time = [promise(review, sentence=f"Refuse a drained pool {n}", done_on=ago(11)) for n in range(4)]
    promise(review, sentence="Page on an empty pool", done_on=ago(2))
    client = signed_in(cast.reader)
    page = client.get(reverse("insights")).content.decode()
    assert "Done by the first date: 4 of 5 (80 %)." in page
    door = re.search(r'href="(/insights/on-time/\?days=180&amp;list=later#list)"', page)[1].replace("&amp;", "&")
    later = client.get(door).content.decode()
    assert "Page on an empty pool" in later
    assert "Refuse a drained pool" not in later
    stranger = signed_in(cast.stranger).get(reverse("insights-figure", args=["on-time"])).content.decode()
    assert "Nothing that was promised had its first date in this time." in stranger
    assert not any(one.sentence in stranger for one in on_time)


def test_of_fewer_than_five_there_is_a_sentence_and_no_picture(cast, signed_in):
    promise(cast.review, done_on=ago(11))
    page = signed_in(cast.reader).get(reverse("insights")).content.decode()
    assert "Done by the first date: 1 of 1." in page
    assert "%)" not in page
    assert "<svg class" not in page


def test_every_figure_has_its_page_with_formula_and_as_many_queries_with_few_and_with_many_rows(cast, signed_in):
    client = signed_in(cast.reader)
    empty = {name: queries(client, name)[0] for name in ("insights", "insights-all")}
    fill(author=cast.involved, other_team=TeamFactory())
    full = {name: queries(client, name)[0] for name in ("insights", "insights-all")}
    assert full == {"insights": FIRST, "insights-all": ALL}
    assert all(empty[name] <= full[name] for name in full)
    few = {one.slug: queries(client, "insights-figure", one.slug) for one in CATALOGUE}
    fill(author=cast.involved, other_team=TeamFactory(), reviews=6)
    for one in CATALOGUE:
        count, page = queries(client, "insights-figure", one.slug)
        assert count == few[one.slug][0], one.slug
        assert str(one.definition.formula)[:40] in page.replace("&#x27;", "'").replace("&quot;", '"')


@pytest.mark.parametrize("asked", ["?days=7&list=none&from=x", "?days=999999999999", "?from=99999999", "?list=later"])
def test_an_odd_address_is_answered_with_the_usual_page(cast, signed_in, asked):
    promise(cast.review, done_on=ago(2))
    client = signed_in(cast.reader)
    assert client.get(reverse("insights-figure", args=["on-time"]) + asked).status_code == 200
    assert client.get(reverse("insights") + asked).status_code == 200
    assert client.get("/insights/days-since-last/").status_code == 404


def test_words_that_wait_for_the_facilitator_are_not_listed(cast, signed_in):
    held = ActionFactory.build(
        review=cast.review, state="done", due_on=ago(10), done_on=ago(11), sentence="", written_by=cast.owner
    )
    hold(held, field="sentence", words="Sven forgot it")
    held.save()
    page = signed_in(cast.reader).get(reverse("insights-figure", args=["on-time"])).content.decode()
    assert "Sven forgot it" not in page


def test_what_is_not_shown_says_why(cast, signed_in):
    page = signed_in(cast.reader).get(reverse("insights-not-shown")).content.decode()
    assert page.count('<dd class="prose">') == 11
    assert "We show what is stuck, not who is slow." in page


def test_opening_again_takes_nothing_away_from_anybody(cast, signed_in):
    item = promise(cast.review, owner=cast.teammate, done_on=ago(11), first_done_on=ago(11))
    answer_action(item=item, answer="reopen", actor=cast.teammate)
    item.refresh_from_db()
    assert (item.state, item.done_on, item.first_done_on) == ("accepted", None, ago(11))
    client, address = signed_in(cast.reader), reverse("insights-figure", args=["on-time"])
    assert "Done by the first date: 1 of 1." in client.get(address).content.decode()
    answer_action(item=item, answer="done", actor=cast.teammate)
    item.refresh_from_db()
    assert (item.done_on, item.first_done_on) == (clock.today(cast.teammate.zone), ago(11))
    assert "Done by the first date: 1 of 1." in client.get(address).content.decode()
