"""Forms with much in them and forms that ask again: nothing lies over anything else, and each word asked for is reached
by a finger.
"""

from itertools import pairwise

from tests.browser.looking import look_everywhere
from tests.factories import EventFactory

LONG = "The pool behind the balancer drains while its own health check says that all is well, and nobody is rung"


def test_the_events_that_show_a_condition_stand_below_each_other(open_page, cast):
    for _event in range(12):
        EventFactory(review=cast.review, body=LONG)
    page = open_page(cast.owner, width=390)
    page.goto(f"/reviews/{cast.review.ref}/factors/")
    page.locator("#factors-form-factor").get_by_text("More", exact=True).click()
    choices = page.locator("#factors-form-factor .choices.scroll label")
    choices.last.scroll_into_view_if_needed()
    rows = choices.evaluate_all("all => all.map(one => [one.offsetTop, one.scrollHeight])")
    assert len(rows) == 12
    assert [(top, below) for (top, height), (below, _height) in pairwise(rows) if top + height > below] == []


def test_thanks_that_ask_again_do_so_in_the_order_of_the_form(open_page, cast):
    page = open_page(cast.reader)
    page.goto(f"/reviews/{cast.review.ref}/thanks/")
    page.get_by_label("Between the two of us").check()
    page.get_by_role("button", name="Say thanks").click()
    asked = page.locator("#thanks-errors li")
    asked.nth(1).wait_for()
    assert asked.all_inner_texts() == ["A few words are enough.", "Between you and whom?"]
    assert look_everywhere(page, "thanks asked again") == []
