"""An engineer's day: filed at four on a phone, stamped with one press, told by a leader, decided, met about."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import Membership, User
from postmortems.reviews.models import Incident, Participant, Review
from postmortems.shared import clock
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Text
from tests.browser.looking import look
from tests.factories import ActionFactory, EventFactory, IncidentFactory, MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "checkout dead?? priya pushed smth, rollback now"
BLAMING = "Priya forgot to check the drain list."
OWNING = "I decided to postpone the second region. That is on me."


def go_to(page: Page, review: Review, part: str = "") -> None:
    page.goto(f"/reviews/{review.ref}/{part}")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_three_fields_at_four_in_the_morning_on_a_phone(open_page, cast, javascript):
    page = open_page(cast.teammate, width=390, height=800, javascript=javascript)
    page.goto("/record/")
    expect(page.locator("main")).to_contain_text("Three lines now. The rest can wait until you have slept.")
    shown = page.locator("#reviews-record :is(input, textarea, select):not([type=hidden])")
    assert [shown.nth(place).get_attribute("name") for place in range(shown.count())] == [
        "noticed",
        "since",
        "about",
        "service",
    ]
    page.get_by_label("What did people notice?").fill(WORDS)
    button = page.locator("#reviews-record button.primary")
    assert button.bounding_box()["height"] >= 40
    button.dblclick() if javascript else button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged.")
    expect(page.locator("main")).to_contain_text("Nothing is asked of anyone before noon")
    assert Review.objects.filter(title=WORDS).count() == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_one_press_when_it_eases_and_one_when_it_is_over(open_page, cast, javascript):
    incident = IncidentFactory(review=cast.review, started_at=clock.now() - dt.timedelta(minutes=40))
    page = open_page(cast.involved, width=390, javascript=javascript)
    go_to(page, cast.review)
    expect(page.locator(".next")).to_contain_text("Next: say when it eases.")
    page.get_by_role("button", name="It is eased now").click()
    expect(page.locator("#incident-standing")).to_contain_text("Eased, not over yet")
    page.get_by_role("button", name="It is over now").click()
    expect(page.locator("#incident-standing")).to_contain_text("Not over after all")
    found = Incident.objects.get(pk=incident.pk)
    assert found.started_at < found.mitigated_at <= found.resolved_at


def test_what_one_presses_the_other_sees(open_page, cast):
    IncidentFactory(review=cast.review, started_at=clock.now() - dt.timedelta(minutes=40))
    mine, theirs = open_page(cast.involved), open_page(cast.reader)
    go_to(mine, cast.review)
    go_to(theirs, cast.review)
    theirs.wait_for_timeout(300)
    mine.get_by_role("button", name="It is eased now").click()
    expect(theirs.locator("#incident-standing")).to_contain_text("Eased, not over yet")
    expect(theirs.locator("#incident-standing button")).to_have_count(0)


def test_a_leaders_word_that_blames_is_refused_kept_and_owned_instead(open_page, cast):
    MembershipFactory(user=cast.stranger, team=cast.team, role=Membership.Role.LEAD)
    page = open_page(cast.stranger)
    go_to(page, cast.review)
    page.locator("#acknowledgement").get_by_role("link", name="Say it").click()
    words = page.get_by_label("A leader’s word")
    words.fill(BLAMING)
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".coaching mark")).to_contain_text("Priya forgot to check")
    expect(words).to_have_value(BLAMING)
    page.wait_for_function("document.activeElement.classList.contains('coaching')")
    words.fill(OWNING)
    page.get_by_role("button", name="Say it").click()
    expect(page.locator("#acknowledged")).to_contain_text("That is on me")
    expect(page.locator("#acknowledged")).to_contain_text("Noor Haddad")
    assert Text.objects.get(slot="acknowledgement").body == OWNING


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_the_depth_is_proposed_and_decided(open_page, cast, javascript):
    page = open_page(cast.owner, width=390, javascript=javascript)
    go_to(page, cast.review, "depth/")
    expect(page.locator("#depth-proposal")).to_contain_text("short note")
    page.get_by_label("A customer saw it before we did.").check()
    if javascript:
        expect(page.locator("#depth-proposal")).to_contain_text("four questions")
        expect(page.get_by_label("A customer saw it before we did.")).to_be_checked()
    page.get_by_role("radio", name="four questions").check()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#depth")).to_contain_text("A customer saw it before we did.")
    assert Review.objects.get(pk=cast.review.pk).state == "draft"


def in_a_meeting(review: Review, people: list[User]) -> None:
    for person in people:
        Participant.objects.get_or_create(review=review, user=person)
    review.state, review.meeting_at = "draft", clock.now() + dt.timedelta(days=2)
    review.save(update_fields=["state", "meeting_at"])


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_somebody_adds_what_they_saw_and_says_that_they_are_ready(open_page, cast, javascript):
    in_a_meeting(cast.review, [cast.owner, cast.teammate])
    page = open_page(cast.teammate, width=390, javascript=javascript)
    go_to(page, cast.review)
    expect(page.locator(".next")).to_contain_text("0 of 3 ready for")
    page.locator(".next").get_by_role("link", name="Add what I saw").click()
    form = page.locator("#timeline-form form")
    form.get_by_label("Time", exact=True).fill("14:11")
    form.get_by_label("What was seen, said or done?").fill("A customer tells support that paying fails.")
    form.get_by_role("button", name="Add to the story").click()
    expect(page.locator("#timeline-events")).to_contain_text("paying fails")
    go_to(page, cast.review)
    page.get_by_role("button", name="I am ready").click()
    expect(page.locator(".next")).to_contain_text("1 of 3 ready for")
    assert TimelineEvent.objects.get(review=cast.review).written_by == cast.teammate
    assert Participant.objects.get(user=cast.teammate).ready_at is not None


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_the_owner_sets_the_meeting_and_names_who_was_there(open_page, cast, javascript):
    page = open_page(cast.owner, javascript=javascript)
    go_to(page, cast.review)
    page.locator("#room").get_by_role("link", name="Set a meeting").click()
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("14:00")
    go_to(page, cast.review)
    expect(page.locator(".steps")).to_contain_text("14:00")
    page.get_by_role("link", name="People").first.click()
    page.get_by_label("Person").select_option(label="Lea Brandt")
    page.get_by_role("button", name="Name them").click()
    expect(page.locator("#participants .lines")).to_contain_text("Lea Brandt")
    page.get_by_role("button", name="Remove Lea Brandt").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#participants .lines")).to_contain_text("Lea Brandt")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_story_of_five_hundred_entries_is_read_to_its_end(open_page, cast, javascript):
    TimelineEvent.objects.bulk_create(
        EventFactory.build(
            review=cast.review,
            occurred_at=EventFactory.occurred_at + dt.timedelta(minutes=number),
            body=f"Entry {number}.",
            html=f"<p>Entry {number}.</p>",
        )
        for number in range(500)
    )
    page = open_page(cast.reader, javascript=javascript)
    go_to(page, cast.review)
    page.emulate_media(media="print")
    expect(page.get_by_text("The story goes on. The PDF of this review has all of it.")).to_be_visible()
    page.emulate_media(media="screen")
    for last in (199, 299, 399, 499):
        page.get_by_role("link", name="Show the next 100").click()
        expect(page.get_by_text(f"Entry {last}.", exact=True)).to_be_visible()
    assert page.locator("[id^=timeline-event-]").count() == (500 if javascript else 100)


def test_an_address_brings_what_a_long_plan_holds_back(open_page, cast):
    items = [ActionFactory(review=cast.review, owner=cast.owner, due_on=dt.date(2031, 5, 1 + n)) for n in range(23)]
    page = open_page(cast.reader)
    go_to(page, cast.review)
    expect(page.locator(f"#action-{items[-1].pk}")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_text("3 more are on the page of the plan")).to_be_visible()
    page.emulate_media(media="screen")
    page.goto("about:blank")
    page.goto(f"/reviews/{cast.review.ref}/#action-{items[-1].pk}")
    expect(page.locator(f"#action-{items[-1].pk}")).to_be_in_viewport()


def test_the_list_is_searched_while_typing_and_the_words_stay(open_page, cast):
    page = open_page(cast.reader, width=390)
    page.goto("/reviews/")
    page.get_by_label("Words in the title").press_sequentially("zeb", delay=30)
    expect(page.locator("#reviews-rows")).to_contain_text("Nothing on record fits.")
    expect(page.get_by_label("Words in the title")).to_be_focused()
    page.get_by_label("Words in the title").fill("check")
    expect(page.locator("#reviews-rows")).to_contain_text(cast.review.title)
    page.wait_for_url("**/reviews/?words=check&*")


def test_keys_lead_along_and_never_while_somebody_types(open_page, cast):
    page = open_page(cast.owner)
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/reviews/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == cast.review.title
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    page.wait_for_load_state()  # the heading is there before the keys are
    page.keyboard.press("/")
    field = page.get_by_label("Search the library")
    expect(field).to_be_focused()
    page.keyboard.type("g h j ?")
    expect(field).to_have_value("g h j ?")


def test_keys_of_one_letter_rest_where_somebody_wants_it_and_enter_saves(open_page, cast):
    page = open_page(cast.owner)
    page.goto("/")
    page.keyboard.press("?")
    page.get_by_label("Keys of one letter rest here").check()
    page.keyboard.press("Escape")
    page.goto(reverse("text", args=[cast.review.ref, "summary"]))
    page.locator("main").focus()
    for key in ("g", "r", "/"):
        page.keyboard.press(key)
    page.get_by_label("What happened").press_sequentially("It rang.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: "/text/" not in address)  # the preview had the words before they were saved
    expect(page.locator("#text-summary")).to_contain_text("It rang.")
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Search the library")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_among_many_people_an_owner_is_named_and_not_looked_for(open_page, cast, javascript):
    crowd = (User(email=f"person.{n}@example.org", display_name=f"Person {n}") for n in range(60))
    User.objects.bulk_create(crowd)
    page = open_page(cast.owner, width=390, javascript=javascript)
    go_to(page, cast.review)
    form = page.locator("#action-form")
    form.get_by_label("What will exist").fill("Make the push tool refuse a drained pool")
    who = form.get_by_label("Who")
    who.press_sequentially("mina")
    if javascript:
        expect(page.locator("datalist option[value='Mina Okafor']")).to_be_attached()
        assert look(page, "a name is typed") == []
    form.get_by_role("button", name="Promise it").click()
    expect(page.locator("#review-actions-list")).to_contain_text("Mina")
