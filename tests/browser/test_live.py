"""Two people at one review: what one writes, the other sees, and nothing that is being typed is lost."""

import re
import uuid

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from postmortems.reviews.models import Participant
from postmortems.timeline import services
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.services import Entry
from tests.browser.line import Line
from tests.factories import EventFactory, IncidentFactory
from tests.timeline.test_views import AT, minutes

SOON = 20_000  # milliseconds


@pytest.fixture
def story(live_url, cast):
    """A review with three entries and one silence."""
    IncidentFactory(review=cast.review, started_at=AT, detected_at=minutes(9), resolved_at=minutes(47))
    lines = [(0, "trigger", "Config `edge-4412` reaches all regions."), (9, "detection", "First customer report.")]
    for at, kind, body in [*lines, (40, "recovery", "Rollback takes effect.")]:
        add(cast, at, body, kind=kind)
    return cast


def add(cast, at, body, *, kind="observation"):
    entry = Entry(occurred_at=minutes(at), body=body, kind=kind)
    return services.add_event(review=cast.review, entry=entry, author=cast.owner, form_key=uuid.uuid4())


@pytest.fixture
def line(live_url):
    """A line to the server that can be cut."""
    line = Line(live_url)
    yield line
    line.close()


def look(page, cast, *, through=""):
    """Open the story and wait until the page hears of changes."""
    with page.expect_response(re.compile("/since/")):
        page.goto(through + reverse("timeline", args=[cast.review.ref]))


def turn(page, *, hidden):
    """Bring the tab to the background, or back."""
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')) }",
        hidden,
    )


@pytest.fixture
def pages(open_page, story):
    writer, watcher = open_page(story.owner), open_page(story.involved)
    problems = []
    for page in (writer, watcher):
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: said.type == "error" and problems.append(said.text))
        look(page, story)
    yield writer, watcher
    assert not [said for said in problems if "status of 4" not in said]


def told(page):
    """The list as it is read: sentences, silences and days, in order."""
    return page.locator("#timeline-events > li").evaluate_all(
        "rows => rows.map(row => (row.querySelector('.said, .muted.small') ?? row).innerText.trim())"
    )


def write(page, time, words):
    if not page.locator("#timeline-form form").count():
        page.get_by_role("link", name="Add an event").click()
    form = page.locator("#timeline-form form")
    form.get_by_label("Time", exact=True).fill(time)
    form.get_by_label("What was seen, said or done?").fill(words)
    form.get_by_role("button", name="Add to the story").click()
    expect(page.locator("#timeline-events")).to_contain_text(words)


DAY = "Thursday 19 November 2026 · Europe/Berlin time"


def test_event_added_in_one_browser_appears_in_the_other_at_its_place(pages):
    writer, watcher = pages
    write(writer, "14:30", "Priya opens the incident channel.")
    expect(watcher.locator("#timeline-events")).to_contain_text("Priya opens the incident channel.", timeout=SOON)
    watcher.wait_for_timeout(300)
    writer.wait_for_timeout(300)
    assert (
        told(watcher)
        == told(writer)
        == [
            DAY,
            "Config edge-4412 reaches all regions.",
            "First customer report.",
            "19 minutes without an entry. What was being looked at?",
            "Priya opens the incident channel.",
            "Rollback takes effect.",
        ]
    )


def test_author_has_each_row_once_and_can_go_on_writing(pages):
    writer, watcher = pages
    for minute in range(3):
        write(writer, f"14:2{minute}", f"Entry number {minute}.")
        expect(writer.locator("#timeline-events")).to_contain_text(f"Entry number {minute}.")
        expect(writer.get_by_text("Added. What came next?")).to_be_visible()
    expect(watcher.locator("#timeline-events")).to_contain_text("Entry number 2.", timeout=SOON)
    writer.wait_for_timeout(500)
    assert len(told(writer)) == len(set(told(writer))) == 8
    assert told(watcher) == told(writer)


def test_change_move_removal_and_undo_are_seen(pages, story):
    writer, watcher = pages
    row = writer.locator("#timeline-events > li", has_text="First customer report")
    row.hover()
    row.get_by_role("link", name="Edit").click()
    form = writer.locator("#timeline-events form")
    form.get_by_label("Time", exact=True).fill("14:45")
    form.get_by_label("What was seen, said or done?").fill("A customer writes.")
    form.get_by_role("button", name="Save").click()
    moved = [
        DAY,
        "Config edge-4412 reaches all regions.",
        "40 minutes without an entry. What was being looked at?",
        "Rollback takes effect.",
        "A customer writes.",
    ]
    expect(watcher.locator("#timeline-events > li").last).to_contain_text("A customer writes.", timeout=SOON)
    writer.wait_for_timeout(300)
    assert told(writer) == told(watcher) == moved
    expect(writer.get_by_role("link", name="Edit 14:45")).to_be_focused()

    writer.get_by_role("link", name="Edit 14:45").click()
    writer.get_by_role("button", name="Remove").click()
    expect(watcher.get_by_text("A customer writes.")).to_have_count(0, timeout=SOON)
    assert told(writer) == told(watcher) == moved[:-1]
    writer.get_by_role("button", name="Undo").click()
    expect(watcher.get_by_text("A customer writes.")).to_have_count(1, timeout=SOON)
    expect(writer.get_by_text("A customer writes.")).to_have_count(1)
    expect(writer.get_by_role("button", name="Undo")).to_have_count(0)


def test_silence_is_filled_in_where_it_is(pages):
    writer, watcher = pages
    writer.get_by_role("link", name="Fill in").click()
    form = writer.locator(".quiet form")
    expect(form.get_by_label("Time", exact=True)).to_have_value("14:26")
    form.get_by_role("button", name="Add to the story").click()
    expect(form.locator(".error-summary")).to_be_focused()
    form.get_by_label("What was seen, said or done?").fill("The pool's own dashboard.")
    form.get_by_role("button", name="Add to the story").click()
    expect(watcher.get_by_text("The pool's own dashboard.")).to_have_count(1, timeout=SOON)
    expect(writer.get_by_text("The pool's own dashboard.")).to_have_count(1)
    expect(writer.get_by_role("link", name="Edit 14:26")).to_be_focused()
    expect(writer.get_by_text("without an entry")).to_have_count(1)
    assert told(writer) == told(watcher)


def test_page_that_lost_its_connection_catches_up(open_page, story, line):
    writer, watcher = open_page(story.owner), open_page(story.involved)
    look(writer, story)
    look(watcher, story, through=line.url)
    line.cut()
    write(writer, "14:30", "While nobody listened.")
    watcher.wait_for_timeout(1000)
    expect(watcher.get_by_text("While nobody listened.")).to_have_count(0)
    line.mend()
    expect(watcher.get_by_text("While nobody listened.")).to_have_count(1, timeout=10000)
    write(writer, "14:31", "And now again.")
    expect(watcher.get_by_text("And now again.")).to_have_count(1, timeout=SOON)


def test_page_without_a_stream_asks_every_few_seconds(open_page, story):
    watcher = open_page(story.involved)
    watcher.route(re.compile(r"/live/reviews/[^/]+/$"), lambda route: route.abort())
    watcher.goto(reverse("timeline", args=[story.review.ref]))
    add(story, 20, "Told by polling.")
    expect(watcher.get_by_text("Told by polling.")).to_have_count(1, timeout=20000)


def test_tab_in_the_background_lets_go_of_its_stream_and_catches_up(pages):
    writer, watcher = pages
    turn(watcher, hidden=True)
    write(writer, "14:30", "Behind your back.")
    watcher.wait_for_timeout(1000)
    assert "Behind your back." not in told(watcher)
    turn(watcher, hidden=False)
    expect(watcher.get_by_text("Behind your back.")).to_have_count(1, timeout=SOON)


def test_page_that_was_away_for_too_long_keeps_what_was_typed(pages):
    _, watcher = pages
    watcher.get_by_role("link", name="Add an event").click()
    field = watcher.get_by_label("What was seen, said or done?")
    field.fill("half a senten")
    turn(watcher, hidden=True)
    watcher.evaluate("document.getElementById('live').dataset.version = '999999999999'")
    turn(watcher, hidden=False)
    expect(watcher.get_by_role("link", name="Load it again")).to_be_visible(timeout=SOON)
    expect(field).to_have_value("half a senten")


def test_long_story_grows_by_the_hundred_and_shows_no_row_twice(pages, story):
    _, watcher = pages
    for minute in range(100, 205):  # before anybody listens: a hundred changes are a reason to load again
        EventFactory(review=story.review, body=f"Line {minute}.", occurred_at=minutes(minute))
    for page in pages:
        look(page, story)
    add(story, 203, "Further down than what is shown.")
    add(story, 101, "In the middle of what is shown.")
    expect(watcher.get_by_text("In the middle of what is shown.")).to_have_count(1, timeout=SOON)
    expect(watcher.get_by_text("Further down than what is shown.")).to_have_count(0)
    watcher.get_by_role("link", name="Show the next 100").click()
    expect(watcher.get_by_text("Line 204.")).to_have_count(1)
    watcher.wait_for_timeout(300)
    lines = [line for line in told(watcher) if line.startswith("Line ")]
    assert lines == [f"Line {minute}." for minute in range(100, 205)]
    assert told(watcher).count("Further down than what is shown.") == 1


def test_words_that_are_being_typed_survive_what_others_do(pages, story):
    writer, watcher = pages
    row = watcher.locator("#timeline-events > li", has_text="First customer report")
    row.hover()
    row.get_by_role("link", name="Edit").click()
    field = watcher.locator("#timeline-events form").get_by_label("What was seen, said or done?")
    field.fill("half a senten")
    event = TimelineEvent.objects.get(kind="detection")
    services.change_event(
        event=event,
        entry=Entry(occurred_at=event.occurred_at, body="Theirs.", kind="detection"),
        base_version=1,
        author=story.owner,
    )
    write(writer, "14:12", "Another line.")
    expect(watcher.get_by_text("Another line.")).to_have_count(1, timeout=SOON)
    expect(field).to_have_value("half a senten")
    with watcher.expect_response(lambda answer: answer.status == 409):
        watcher.get_by_role("button", name="Save").click()
    expect(watcher.locator(".versions")).to_contain_text("Theirs.")
    expect(field).to_have_value("half a senten")
    watcher.get_by_role("button", name="Save").click()
    expect(writer.get_by_text("half a senten")).to_have_count(1, timeout=SOON)


def test_page_stops_when_its_reader_may_not_see_the_review_any_more(open_page, story, line):
    story.restrict()
    watcher = open_page(story.reader)
    look(watcher, story, through=line.url)
    Participant.objects.filter(user=story.reader).delete()
    asked = []
    watcher.on("request", lambda request: "/live/" in request.url and asked.append(request.url))
    line.cut()
    line.mend()
    add(story, 20, "Not for them.")
    watcher.wait_for_timeout(4000)
    expect(watcher.get_by_text("Not for them.")).to_have_count(0)
    before = len(asked)
    assert before > 0
    watcher.wait_for_timeout(3000)
    assert len(asked) == before


def test_stranger_gets_no_stream(open_page, story):
    story.restrict()
    page = open_page(story.stranger)
    answer = page.goto(reverse("live-review", args=[story.review.ref]))
    assert answer.status == 404


def test_story_is_told_without_javascript(open_page, story):
    page = open_page(story.owner, javascript=False)
    page.goto(reverse("timeline", args=[story.review.ref]))
    page.get_by_role("link", name="Fill in").click()
    expect(page.get_by_label("Time", exact=True)).to_have_value("14:26")
    page.get_by_role("button", name="Add to the story").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.get_by_label("What was seen, said or done?").fill("Without any script.")
    page.get_by_role("button", name="Add to the story").click()
    made = TimelineEvent.objects.get(body="Without any script.")
    expect(page).to_have_url(re.compile(f"/reviews/{story.review.ref}/#timeline-event-{made.pk}$"))
    page.locator(f"#timeline-event-{made.pk}").get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#timeline-events").get_by_text("Without any script.")).to_have_count(1)
