"""From written to shared to closed in a real browser, with scripts and without; copies; and paper."""

import datetime as dt
import io
import re

import pytest
from playwright.sync_api import Page, expect

from postmortems.mail.models import Delivery
from postmortems.reviews.models import Review
from postmortems.shared import clock
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory

DIFFERENT = "The push tool refuses a drained pool now."


@pytest.fixture
def written(cast, transactional_db):
    """Being talked through, with a plan of the weaker kind alone."""
    review = cast.review
    Review.objects.filter(pk=review.pk).update(state="meeting")
    IncidentFactory(review=review, started_at=EventFactory.occurred_at)
    EventFactory(review=review, body="Sven Kallas opens the incident channel.")
    FactorFactory(review=review, sign="held_back", sentence="The queue kept every order")
    action = ActionFactory(review=review, owner=cast.teammate, state="accepted", strength=1, due_on=clock.today("UTC"))
    action.factors.add(FactorFactory(review=review))
    return review


def watch(page: Page) -> list[str]:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    return problems


def go_to_the_list(page: Page, home: str, *, javascript: bool) -> None:
    """What sharing waits for comes after the review page; without JavaScript it is a page of its own."""
    page.goto(home)
    if not javascript:
        page.get_by_role("link", name="See what sharing waits for").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_written_to_closed(open_page, cast, written, javascript):
    home = f"/reviews/{written.ref}/"
    owner, involved = open_page(cast.owner, javascript=javascript), open_page(cast.involved, javascript=javascript)
    problems = watch(owner) + watch(involved)
    go_to_the_list(owner, home, javascript=javascript)
    owner.get_by_role("button", name="Show it to those involved").click()
    expect(owner.locator("#gate-shown")).to_contain_text("0 of 1 says it is told right.")
    assert Delivery.objects.get().recipient == cast.involved

    involved.goto(home)
    involved.get_by_role("button", name="It is told right").click()
    expect(involved.locator("#asked")).to_contain_text("Thank you.")

    go_to_the_list(owner, home, javascript=javascript)
    owner.locator("#gate-strength").get_by_role("button", name="It is what we can do for now.").click()
    expect(owner.locator("#gate-strength")).to_contain_text("passed")
    owner.goto(home)
    owner.locator("#move").get_by_role("link", name="Share it").click()
    owner.get_by_role("button", name="Share it with everybody here").click()
    expect(owner.locator("article.document")).to_contain_text("1 of 1 action items is open.")
    expect(owner.get_by_role("button", name="Promise it")).to_have_count(0)

    owner.get_by_text("Put something right").click()
    owner.get_by_label("What has to be put right?").fill("It was 14:20.")
    owner.get_by_role("button", name="Add the note").click()
    expect(owner.locator("#corrections")).to_contain_text("It was 14:20.")

    owner.get_by_text("Ask a question").click()
    owner.get_by_label("What could nobody answer yet?").fill("Which other pools are drained?")
    owner.get_by_role("button", name="Ask it").click()
    expect(owner.locator("#questions-list")).to_contain_text("Which other pools are drained?")

    owner.goto(home)
    owner.locator("#move").get_by_role("link", name="Close it").click()
    owner.get_by_label("What is different now?").fill(DIFFERENT)
    owner.get_by_role("button", name="Close it").click()
    expect(owner.locator("#text-closing")).to_contain_text(DIFFERENT)
    expect(owner.locator("#move").get_by_role("button", name="Open it again")).to_be_visible()
    assert Review.objects.get(pk=written.pk).state == "closed"
    assert problems == []


def test_what_is_told_differently_is_answered_on_the_page(open_page, cast, written):
    Review.objects.filter(pk=written.pk).update(shown_at=clock.now())
    involved, owner = open_page(cast.involved), open_page(cast.owner)
    involved.goto(f"/reviews/{written.ref}/")
    involved.get_by_role("link", name="Told differently").click()
    involved.get_by_label("What is told differently?").fill("The rollback began at 14:20.")
    involved.get_by_role("button", name="Say it").click()
    owner.goto(f"/reviews/{written.ref}/")
    expect(owner.locator("#gate-shown")).to_contain_text("tells it differently")
    row = owner.locator("#questions-list li").first
    expect(row).to_contain_text("told differently")
    row.get_by_role("link", name="Answer it").click()
    row.get_by_label("What is the answer?").fill("Moved to 14:20.")
    row.get_by_role("button", name="Answer", exact=True).click()
    expect(owner.locator("#questions-list li").first).to_contain_text("answered by Priya Raman")


def test_a_question_appears_on_another_open_page_and_leaves_with_undo(open_page, cast, written):
    mine, theirs = open_page(cast.owner), open_page(cast.teammate)
    theirs.goto(f"/reviews/{written.ref}/")
    mine.goto(f"/reviews/{written.ref}/")
    mine.get_by_text("Ask a question").click()
    mine.get_by_label("What could nobody answer yet?").fill("Which other pools are drained?")
    mine.get_by_role("button", name="Ask it").click()
    arrived = theirs.locator("#questions-list li")
    expect(arrived).to_contain_text("Which other pools are drained?")
    expect(arrived.get_by_text("Answer it")).to_be_visible()
    mine.locator("#questions-list").get_by_role("button", name="Remove").click()
    expect(arrived).to_have_count(0)
    mine.get_by_role("button", name="Undo").click()
    expect(arrived).to_have_count(1)


def shared(review):
    Review.objects.filter(pk=review.pk).update(state="follow_up", published_at=clock.now())
    return f"/reviews/{review.ref}/"


def test_a_press_puts_the_text_on_the_clipboard_and_says_so(open_page, cast, written):
    page = open_page(cast.reader)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(shared(written))
    page.get_by_text("Copy the plan as").click()
    page.locator("#review-actions").get_by_role("link", name="Slack or Teams message").click()
    expect(page.locator("#review-actions [data-done]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("*Plan: Checkout unavailable for 47 minutes*")
    assert "• Make the push tool refuse a drained pool (promised, Lea Brandt," in copied
    expect(page).to_have_url(re.compile(f"/reviews/{written.ref}/$"))


def test_without_scripts_the_text_stands_in_a_field(open_page, cast, written):
    page = open_page(cast.reader, javascript=False)
    page.goto(shared(written))
    page.get_by_text("Copy as …").click()
    page.locator("header").get_by_role("link", name="Markdown", exact=True).last.click()
    expect(page.get_by_label("Checkout unavailable")).to_have_value(re.compile("## What made it possible"))
    expect(page.get_by_role("button", name="Copy", exact=True)).to_be_hidden()


def test_paper_shows_the_document_and_nothing_to_press(open_page, cast, written):
    for minute in range(60):
        EventFactory(review=written, occurred_at=EventFactory.occurred_at + dt.timedelta(minutes=minute))
    page = open_page(cast.owner)
    page.goto(shared(written))
    page.emulate_media(media="print")
    for gone in (".rail", ".you", ".tools", "#move", "#correct", ".contents"):
        expect(page.locator(gone).first).to_be_hidden()
    assert page.locator("button:visible, input:visible, textarea:visible").count() == 0
    expect(page.locator("#factors h3").first).to_be_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    pages = re.findall(rb"/Type\s*/Page\b", pdf)
    sheets = set(re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf))
    assert 2 <= len(pages) <= 6
    assert {tuple(round(float(edge)) for edge in box.split()) for box in sheets} == {(0, 0, 595, 842)}  # A4
    assert io.BytesIO(pdf).read(5) == b"%PDF-"


def test_the_print_press_opens_the_print_window(open_page, cast, written):
    page = open_page(cast.reader)
    page.add_init_script("window.print = () => document.documentElement.setAttribute('data-printed', '')")
    page.goto(shared(written))
    page.get_by_role("button", name="Print").click()
    expect(page.locator("html[data-printed]")).to_have_count(1)
