"""The room as people use it: a big screen, a cockpit by keyboard, and two phones, all at once."""

import datetime as dt
import os

from django.urls import reverse
from playwright.sync_api import Page, expect

from postmortems.meeting.card import Card
from postmortems.meeting.idea import Idea
from postmortems.meeting.scheduling import Plan, schedule
from postmortems.meeting.steering import start
from postmortems.shared import clock
from tests.browser.looking import look_everywhere
from tests.factories import EventFactory, FactorFactory

FOLDER = os.environ.get("PICTURES", "")  # where to keep a picture of each phase, for looking at them


def keep(page: Page, name: str) -> None:
    if FOLDER:
        page.screenshot(path=f"{FOLDER}/{name}.png")


def look(pages: dict[str, Page], name: str) -> None:
    for screen, page in pages.items():
        keep(page, f"{name}-{screen}")


def step(cockpit: Page) -> None:
    """The next line, by its key, from the capture box."""
    line = cockpit.locator("#room-line").inner_text()
    cockpit.locator("#capture-words").press("Alt+n")
    expect(cockpit.locator("#room-line")).not_to_have_text(line)


def test_the_hour_on_a_big_screen_a_cockpit_and_two_phones(cast, open_page):
    EventFactory(review=cast.review, body="First report reaches support.")
    EventFactory(
        review=cast.review,
        body="Priya opens the channel.",
        occurred_at=dt.datetime(2026, 11, 19, 13, 40, tzinfo=dt.UTC),
    )
    FactorFactory(review=cast.review)
    meeting = schedule(review=cast.review, plan=Plan(starts_at=clock.now()), actor=cast.facilitator)
    start(meeting=meeting, actor=cast.facilitator)
    screen = open_page(width=1920, height=1080)
    cockpit = open_page(cast.facilitator, width=1280, height=800)
    sven, lea = (open_page(who, width=390, height=844) for who in (cast.involved, cast.teammate))
    pages = {"screen": screen, "cockpit": cockpit, "sven": sven, "lea": lea}
    screen.goto(reverse("screen", args=[meeting.screen_key]))
    cockpit.goto(reverse("cockpit", args=[meeting.pk]))
    for phone in (sven, lea):
        phone.goto(reverse("seat", args=[meeting.code]))
    expect(cockpit.locator("#room-counts")).to_contain_text("2 here")
    sizes = screen.locator("body *:visible").evaluate_all(
        "all => all.filter(one => one.innerText?.trim()).map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 24
    look(pages, "1-arrive")
    box = cockpit.locator("#capture-words")
    expect(box).to_be_focused()
    for _ in range(3):
        step(cockpit)
    expect(cockpit.locator("[data-phase]")).to_contain_text("Remember alone")
    expect(sven.locator("#room-words-label")).to_contain_text("What I saw")
    sven.locator("#room-words").fill("14:15 red in two regions")
    sven.get_by_role("button", name="Add").click()
    expect(sven.locator("#room-mine")).to_contain_text("red in two regions")
    expect(sven.locator("#room-words")).to_have_value("")
    expect(cockpit.locator("#room-counts")).to_contain_text("1 card face down")
    lea.locator("#room-hand").click()
    expect(cockpit.locator("#room-floor")).to_contain_text("Lea")
    look(pages, "2-remember")
    step(cockpit)
    expect(screen.locator("#room-cards")).to_contain_text("red in two regions")
    expect(lea.locator("#room-cards")).to_contain_text("red in two regions")
    look(pages, "3-ordinary")
    step(cockpit)
    box.press("Alt+j")
    expect(cockpit.locator(".entries [aria-current]")).to_contain_text("First report")
    expect(screen.locator(".walk [aria-current]")).to_contain_text("First report")
    look(pages, "3-walk")
    box.fill("f: Priya forgot to check the drain list")
    box.press("Enter")
    expect(cockpit.locator("#room-tray")).to_contain_text("not on the big screen")
    expect(box).to_have_value("")
    reword = cockpit.locator("#room-tray textarea")
    reword.fill("The list is shown nowhere")
    lea.locator("#room-words").fill("Nobody was paged")
    lea.get_by_role("button", name="Add").click()
    expect(lea.locator("#room-mine")).to_contain_text("Nobody was paged")
    expect(reword).to_have_value("The list is shown nowhere")
    box.fill("f: The push tool hides the drain list")
    box.press("Enter")
    expect(box).to_have_value("")
    for _ in range(4):
        step(cockpit)
    expect(screen.locator("#room-cards")).to_contain_text("The push tool hides the drain list")
    assert "forgot" not in screen.content() + sven.content() + lea.content()
    look(pages, "4-conditions")
    lea.get_by_role("button", name="Short pause").click()
    expect(screen.locator(".prompt")).to_have_text("Short pause")
    look(pages, "5-pause")
    assert Card.objects.count() == 4


def test_every_page_of_a_meeting_is_whole_and_accessible(cast, open_page):
    factor = FactorFactory(review=cast.review, code="TOL")
    event = EventFactory(review=cast.review)
    Idea.objects.create(review=cast.review, factor=factor, body="Show the drain list", said_on="2026-11-26")
    meeting = schedule(review=cast.review, plan=Plan(starts_at=clock.now()), actor=cast.facilitator)
    room = start(meeting=meeting, actor=cast.facilitator)
    kinds = (("factor", "shown"), ("factor", "shown"), ("factor", "tray"), ("park", "shown"))
    for kind, state in kinds:
        Card.objects.create(meeting=meeting, review=cast.review, kind=kind, state=state, body="The list is hidden")
    room.line, room.spotlight, room.is_voting = "talk", event, True
    room.save(update_fields=["line", "spotlight", "is_voting"])
    page, problems = open_page(cast.facilitator), []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    for name, args in (
        ("desk", []),
        ("meeting-page", [meeting.pk]),
        ("plan-session", [cast.review.ref]),
        ("door", []),
        ("seat", [meeting.code]),
        ("cockpit", [meeting.pk]),
        ("screen", [meeting.screen_key]),
    ):
        assert page.goto(reverse(name, args=args)).status == 200
        keep(page, f"page-{name}")
        problems += look_everywhere(page, name)
    assert problems == []
