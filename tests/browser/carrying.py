"""One outage carried from the first words to the closing ones, by the people around it, as they press and type.

The pages are those of real people; what they do is told here once, so that more than one outage can be carried.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.outage import Outage
from tests.browser.writing import tell


@dataclass
class People:
    """The open pages of those who carry it: `lea` filed it, `sven` was there, `priya` promises, `mina` facilitates,
    `tomas` reads. `jump` moves the clock on by days; `keep` may take a picture after each step.
    """

    lea: Page
    sven: Page
    priya: Page
    mina: Page
    tomas: Page
    jump: Callable[[int], None]
    keep: Callable[[Page, str], None] = lambda page, name: None


def carry(outage: Outage, people: People) -> str:
    """All of it; gives the reference of the review."""
    home = file(outage, people)
    say_when(outage, people)
    name_who_was_there(people)
    tell_the_story(outage, people, home)
    write(outage, people, home)
    name_conditions(outage, people, home)
    promise(outage, people, home)
    talk_it_through(people, home)
    share(people, home)
    read_it(outage, people, home)
    follow_through(outage, people, home)
    close(outage, people, home)
    return home.strip("/").split("/")[-1]


def file(outage: Outage, people: People) -> str:
    """Three fields on a phone; gives the address of the review."""
    page = people.lea
    page.goto("/record/")
    page.get_by_label("What did people notice?").fill(outage.noticed)
    page.get_by_label("Since when?").fill(outage.since)
    page.get_by_label("Which service?").fill(outage.service)
    people.keep(page, "01-record")
    page.locator("#reviews-record button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged.")
    people.keep(page, "02-logged")
    page.get_by_role("link", name=re.compile("^Open PIR-")).click()
    people.keep(page, "03-on-record")
    return re.sub(r"https?://[^/]+", "", page.url)


def say_when(outage: Outage, people: People) -> None:
    """It was over long ago: its times are facts. Then how much review it is worth."""
    page = people.lea
    page.get_by_role("link", name="Say when it was over").click()
    page.get_by_label("Title", exact=True).fill(outage.title)
    page.get_by_label("Severity").select_option(index=1)
    page.get_by_label("Found by").select_option(label=outage.found_by)
    for label, moment in outage.times.items():
        page.get_by_label(label, exact=True).fill(moment)
    page.get_by_label("What did they feel?").fill(outage.felt)
    people.keep(page, "04-facts")
    page.get_by_role("button", name="Save the facts").click()
    expect(page.locator(".next")).to_contain_text("how much review is it worth?")
    people.keep(page, "05-over")
    page.locator(".next").get_by_role("link", name="Decide how much review").click()
    page.get_by_label("It surprised somebody who was there.").check()
    expect(page.locator("#depth-proposal")).to_contain_text("four questions")
    people.keep(page, "06-depth")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#depth")).to_contain_text("It surprised somebody who was there.")


def name_who_was_there(people: People) -> None:
    page = people.lea
    page.get_by_role("link", name="People", exact=True).click()
    choose(page.get_by_label("Person"), "Sven Kallas")
    page.get_by_label("What they did").select_option(label="responded")
    page.get_by_role("button", name="Name them").click()
    expect(page.locator("#participants .lines")).to_contain_text("Sven Kallas")
    choose(page.get_by_label("Facilitator"), "Mina Okafor")
    people.keep(page, "07-people")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#room")).to_contain_text("Mina Okafor facilitates")


def tell_the_story(outage: Outage, people: People, home: str) -> None:
    """Who was there tells it, one entry after another, without leaving the keyboard."""
    page = people.sven
    page.goto(f"{home}timeline/?form=open")
    for entry in outage.story:
        tell(page, *entry)
    people.keep(page, "08-story")


def write(outage: Outage, people: People, home: str) -> None:
    page = people.lea
    page.goto(home)
    page.locator(".next").get_by_role("link", name="Write it down").click()
    fill_in(page, "What happened", outage.summary, people, "09-summary")
    asked = (
        ("expected", "What was expected", outage.expected),
        ("gap", "Where the two part", outage.gap),
        ("lessons", "What we learned", outage.lessons),
    )
    for slot, heading, words in asked:
        page.locator(f"#text-{slot}").get_by_role("link", name="Write").click()
        fill_in(page, heading, words, people, f"09-{slot}")


def fill_in(page: Page, label: str, words: str, people: People, name: str) -> None:
    page.get_by_label(label).first.fill(words)
    people.keep(page, name)
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).not_to_have_text(label)


def name_conditions(outage: Outage, people: People, home: str) -> None:
    page = people.mina
    page.goto(home)
    page.locator(".next").get_by_role("link", name="Name a condition").click()
    for one in outage.conditions:
        form = page.locator("#factors-form-factor")
        form.get_by_label("made it possible?").fill(one.says)
        form.get_by_text("More", exact=True).click()
        form.get_by_label("Kind of condition").select_option(label=one.kind)
        form.get_by_label("Where it lives").select_option(label=one.lives)
        form.get_by_label(re.compile(re.escape(one.shown_by))).check()
        people.keep(page, "10-condition")
        form.get_by_role("button", name="Save").click()
        card = page.locator("#factors-list-factor article", has_text=one.says)
        expect(card).to_contain_text(one.kind)
        expect(form.get_by_label("made it possible?")).to_have_value("")  # the card may be told by the stream first
        if one.accepted:
            card.get_by_role("link", name="accept it for now").click()
            card.get_by_label("Accepted for now, because").fill(one.accepted)
            card.get_by_role("button", name="Accept it for now").click()
            expect(card).to_contain_text(f"Accepted for now: {one.accepted}")
    for words in outage.helped:
        form = page.locator("#factors-form-helped")
        form.get_by_label("held it back?").fill(words)
        form.get_by_role("button", name="Save").click()
        expect(page.locator("#factors-list-helped")).to_contain_text(words)
        expect(form.get_by_label("held it back?")).to_have_value("")
    people.keep(page, "11-conditions")


def promise(outage: Outage, people: People, home: str) -> None:
    page = people.lea
    page.goto(home)
    for one in outage.promises:
        card = page.locator("#factors-list-factor article", has_text=one.answers)
        card.get_by_role("link", name="promise something").click()
        form = page.locator("#action-form")
        form.get_by_label("What will exist").fill(one.says)
        choose(form.get_by_label("Who", exact=True), one.whose)
        form.get_by_label("By when").fill((dt.date.today() + dt.timedelta(days=14)).isoformat())
        form.get_by_label("Done when").fill(one.done_when)
        expect(form.get_by_label(one.answers)).to_be_checked()
        form.get_by_label("Strength").select_option(label=one.strength)
        people.keep(page, "12-promise")
        form.get_by_role("button", name="Promise it").click()
        expect(page.locator("#review-actions-list")).to_contain_text(one.says)
        page.goto(home)
    priya = people.priya
    priya.goto("/")
    people.keep(priya, "13-home")
    priya.get_by_role("link", name=outage.promises[0].says).first.click()
    people.keep(priya, "14-offered")
    priya.get_by_role("button", name="I take it on").click()
    expect(priya.locator("main")).to_contain_text("promised")


def talk_it_through(people: People, home: str) -> None:
    """The meeting is set, who was there is ready, and it takes place."""
    lea, sven = people.lea, people.sven
    lea.goto(home)
    lea.locator("#room").get_by_role("link", name="Set a meeting").click()
    people.keep(lea, "15-meeting")
    lea.get_by_role("button", name="Save the meeting").click()
    expect(lea.get_by_role("heading", level=1)).to_contain_text("14:00")
    sven.goto(home)
    sven.get_by_role("button", name="I am ready").click()
    expect(sven.locator(".next")).to_contain_text("ready for")
    people.keep(sven, "16-ready")
    people.jump(7)
    lea.goto(home)
    lea.locator("#move").get_by_role("button", name="Go to the meeting").click()
    expect(lea.locator("#move")).to_contain_text("Now: being talked through.")


def share(people: People, home: str) -> None:
    lea, sven = people.lea, people.sven
    lea.goto(home)
    lea.get_by_role("button", name="Show it to those involved").click()
    expect(lea.locator("#gate-shown")).to_contain_text(re.compile(r"0 of \d"))
    people.keep(lea, "17-gate")
    sven.goto(home)
    sven.get_by_role("button", name="It is told right").click()
    lea.goto(home)
    lea.locator("#move").get_by_role("link", name="Share it").click()
    people.keep(lea, "18-share")
    lea.get_by_role("button", name="Share it with everybody here").click()
    expect(lea.locator("article.document")).to_contain_text("2 of 2 action items are open.")
    people.keep(lea, "19-document")


def read_it(outage: Outage, people: People, home: str) -> None:
    """From elsewhere: read, heard aloud, asked about, thanked for."""
    tomas, lea = people.tomas, people.lea
    tomas.goto(home)
    expect(tomas.locator("#text-lessons")).to_contain_text(outage.lessons)
    tomas.get_by_role("link", name="On a page of its own").click()
    expect(tomas.locator("#readout h2")).to_contain_text(re.compile(r"To read aloud, in \d+ seconds"))
    people.keep(tomas, "20-plan")
    tomas.goto(home)
    tomas.get_by_role("link", name="Say thanks").click()
    tomas.get_by_label("For which deed?").fill(outage.thanks)
    choose(tomas.get_by_label("To whom"), "Sven Kallas")
    people.keep(tomas, "21-thanks")
    tomas.get_by_role("button", name="Say thanks").click()
    expect(tomas.locator("main")).to_contain_text(outage.thanks)
    tomas.goto(home)
    tomas.get_by_text("Ask a question").click()
    tomas.get_by_label("What could nobody answer yet?").fill(outage.question)
    tomas.get_by_role("button", name="Ask it").click()
    expect(tomas.locator("#questions-list")).to_contain_text(outage.question)
    lea.goto(home)
    row = lea.locator("#questions-list li", has_text=outage.question)
    row.get_by_role("link", name="Answer it").click()
    row.get_by_label("What is the answer?").fill(outage.answer)
    row.get_by_role("button", name="Answer", exact=True).click()
    expect(row).to_contain_text(outage.answer)
    people.keep(lea, "22-answered")


def follow_through(outage: Outage, people: People, home: str) -> None:
    """What was promised is done, and a month later it is said whether it helped."""
    first, other = outage.promises
    for page, one in ((people.priya, first), (people.sven, other)):
        page.goto("/actions/?show=mine")
        page.get_by_role("link", name=one.says).first.click()
        page.locator("#asked").get_by_role("button", name="Done", exact=True).click()
        expect(page.locator("main")).to_contain_text("Thank you. It exists now.")
    people.keep(people.priya, "23-done")
    people.jump(31)
    page = people.priya
    page.goto("/")
    people.keep(page, "24-home-asks")
    page.get_by_role("link", name=first.says).first.click()
    expect(page.locator("#answers-heading")).to_have_text("Did it help?")
    people.keep(page, "25-did-it-help")
    page.get_by_role("button", name=re.compile("^helped$", re.IGNORECASE)).click()
    expect(page.locator("main")).to_contain_text("Helped")


def close(outage: Outage, people: People, home: str) -> None:
    """What is different now, in a sentence; from then on nobody is asked."""
    lea, tomas = people.lea, people.tomas
    lea.goto(home)
    lea.locator("#move").get_by_role("link", name="Close it").click()
    lea.get_by_label("What is different now?").fill(outage.different)
    people.keep(lea, "26-closing")
    lea.get_by_role("button", name="Close it").click()
    expect(lea.locator("#text-closing")).to_contain_text(outage.different)
    people.keep(lea, "27-closed")
    tomas.goto(home)
    expect(tomas.locator("article.document")).to_contain_text("Closed. What was learned stays here.")
    tomas.goto("/library/")
    tomas.get_by_label("Search the library").first.fill(outage.title)
    tomas.keyboard.press("Enter")
    expect(tomas.locator("#library-found")).to_contain_text(outage.title)
    people.keep(tomas, "28-found")


def choose(field: Locator, name: str) -> None:
    """A person, from a short list or by typing."""
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(label=name)
    else:
        field.fill(name)
