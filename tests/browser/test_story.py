"""The story of a real outage, told by keyboard from its published account, shown, and drawn.

Cloudflare's resolver 1.1.1.1 on 4 October 2023, in our own words after
https://blog.cloudflare.com/1-1-1-1-lookup-failures-on-october-4th-2023/
"""

import pytest
from playwright.sync_api import Page, expect

from postmortems.reviews.models import Review
from postmortems.timeline.models import Evidence, TimelineEvent
from tests.browser.looking import look_everywhere
from tests.browser.writing import tell
from tests.factories import IncidentFactory

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = "https://blog.cloudflare.com/1-1-1-1-lookup-failures-on-october-4th-2023/"
TOLD = [
    ("2023-09-21", "12:00", "normal", "The root zone gets a new kind of record. The reader of it keeps the old zone."),
    ("2023-10-04", "07:00", "trigger", "The signatures of the old zone end. Some resolvers answer SERVFAIL."),
    ("2023-10-04", "07:57", "detection", "The first report comes from outside."),
    ("2023-10-04", "08:03", "communication", "An incident is declared."),
    ("2023-10-04", "10:30", "mitigation", "The part that reads the zone is stopped whole. Answers return to normal."),
    ("2023-10-04", "11:02", "recovery", "It is called over."),
]
BETWEEN = "Rules are written to go around that part; they do not reach the inner servers."


def at(page: Page, words: str):
    """The row with these words, with the focus in it."""
    row = page.locator("#timeline-events > li[data-kind]", has_text=words)
    row.locator(".edit").first.focus()
    return row


def rest_the_keys(page: Page) -> None:
    """Switch the keys of one letter off, or on again."""
    page.keyboard.press("?")
    page.get_by_label("Keys of one letter rest here").click()
    page.get_by_role("button", name="Close").click()


def test_a_real_outage_is_told_by_keyboard_shown_and_drawn(open_page, cast):
    Review.objects.filter(pk=cast.review.pk).update(zone="UTC")
    IncidentFactory(review=cast.review, noticed="Lookups fail")
    page = open_page(cast.owner)
    story = f"/reviews/{cast.review.ref}/timeline/"
    page.goto(f"{story}?form=open")
    for entry in TOLD:
        tell(page, *entry)
    expect(page.locator("#timeline-events")).to_contain_text("57 minutes without an entry. What was being looked at?")

    declared = at(page, "is declared")
    page.keyboard.press("n")  # between this and the next
    form = declared.locator("form", has=page.get_by_label("What was seen, said or done?"))
    expect(form.get_by_label("Time", exact=True)).to_have_value("09:16")
    form.get_by_label("What was seen, said or done?").fill(BETWEEN)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline-events > li[data-kind]")).to_have_count(7)

    at(page, "stopped whole")
    page.keyboard.press("c")  # cut in two
    page.get_by_role("button", name="Split here").click()
    expect(page.locator("#timeline-events > li[data-kind]")).to_have_count(8)
    at(page, "from outside")
    page.keyboard.press("v")
    expect(page.locator("li[data-kind=detection]")).to_contain_text("Two views.")
    page.wait_for_function("document.querySelector('#timeline-undo form')['htmx-internal-data']")
    page.keyboard.press("u")
    expect(page.locator("li[data-kind=detection]")).not_to_contain_text("Two views.")

    rest_the_keys(page)
    at(page, "from outside")
    page.keyboard.press("s")
    rest_the_keys(page)
    at(page, "from outside")
    page.keyboard.press(".")
    page.locator("li[data-kind=detection] [data-evidence]").click()
    page.get_by_label("Where it can be seen").fill(SOURCE)
    page.get_by_label("What is there").fill("the published account")
    quote = page.get_by_label("A message, word for word")
    quote.press_sequentially("Seen by @le")
    expect(page.locator("#names [aria-selected=true]")).to_have_text("Lea Brandt")
    quote.press("Enter")
    expect(quote).to_have_value("Seen by @Lea Brandt ")
    quote.fill("")
    assert look_everywhere(page, "the story with its forms") == []
    page.get_by_role("button", name="Put it beside the entry").click()
    expect(page.locator("li[data-kind=detection]")).to_contain_text("the published account")
    assert not TimelineEvent.objects.filter(is_starred=True).exists()
    assert Evidence.objects.get().event.body == TOLD[2][3]

    for kind in ("trigger", "detection", "recovery"):
        page.goto(story)
        page.locator(f"li[data-kind={kind}] .edit").nth(1).click()
        page.locator(f"li[data-kind={kind}] form[action$='stamp/story/'] button").click()
        expect(page.locator("h1")).to_be_visible()
    page.goto(f"{story}picture/")
    expect(page.locator("svg.picture")).to_contain_text("noticed")
    assert page.locator(".picture-table tbody tr").count() == 8
    assert look_everywhere(page, "the picture") == []
