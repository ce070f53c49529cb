"""The whole main job, walked in Chromium on the application as `make run` starts it: an incident is put on record, its
story told, a
cause that blames a person refused, an action item promised, and its owner reminded by Celery. Once with JavaScript,
once without."""

import datetime as dt
import email
import email.policy
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from postmortems.demo.accounts import PASSWORD
from tests.browser.conftest import PATIENCE
from tests.faults.running import Run, running
from tests.faults.test_run import owner_session
from tests.prepared import prepare
from tests.processes import wait_until

BLAMING = "Priya forgot to check the drain list before pushing the config."
BETTER = "The push tool lets a route change through without showing the drain list"
DISPUTED = "Bob was careless and forgot to update the image"
PROMISE = "Make the push tool refuse a drained pool"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    data_dir = tmp_path_factory.mktemp("thread")
    prepare(data_dir)
    with running(data_dir) as started:
        yield started.await_ready()


class Person:
    """One of the demo people at their browser."""

    def __init__(self, browser: Browser, run: Run, name: str, *, javascript: bool) -> None:
        context = browser.new_context(
            base_url=f"http://localhost:{run.port}", java_script_enabled=javascript, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("response", self._answered)
        self.sign_in(name)

    def _heard(self, message) -> None:
        if message.type == "error" and "status of 4" not in message.text:  # 409 and 422 are answers, not faults
            self.problems.append(message.text)

    def _answered(self, response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.url}")

    def sign_in(self, name: str) -> None:
        self.page.goto("/")
        self.page.get_by_label("Email").fill(f"{name}@example.org")
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.locator("#sign-in button").first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Hello")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_the_thread_from_the_record_to_the_reminder(browser: Browser, run: Run, javascript: bool) -> None:
    priya = Person(browser, run, "priya.raman", javascript=javascript)
    mina = Person(browser, run, "mina.okafor", javascript=javascript)
    what = f"Checkout answers nothing, seen {'with' if javascript else 'without'} scripts"
    ref = put_on_record(priya.page, what)
    tell_the_story(priya.page, ref)
    name_what_made_it_possible(priya.page, ref)
    keep_words_for_the_facilitator(priya.page, ref)
    settle(mina.page, ref)
    promise(priya.page, run, ref)
    lea = Person(browser, run, "lea.brandt", javascript=javascript)
    take_it_on(lea.page, ref)
    link = await_reminder(lea.page, run)
    answer_from_the_mail(lea.page, link)
    check_the_database(run, ref)
    assert [person.problems for person in (priya, mina, lea)] == [[], [], []]


def put_on_record(page: Page, what: str) -> str:
    page.get_by_role("link", name="Put it on record").first.click()
    page.get_by_label("What did people notice?").fill(what)
    page.get_by_label("Which service?").fill("Checkout")
    page.get_by_role("button", name="Put it on record").click()
    expect(page.locator("main")).to_contain_text("Logged.")
    page.locator("main a[href*='/reviews/PIR-']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(what)
    return page.url.rstrip("/").rsplit("/", 1)[-1].partition("#")[0]


def tell_the_story(page: Page, ref: str) -> None:
    page.locator("#text-summary").get_by_role("link", name="Write").click()
    page.get_by_label("What happened").fill("A push routed checkout to a pool that had been drained.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#text-summary")).to_contain_text("had been drained")
    page.locator("#timeline").get_by_role("link", name="Add an event").click()
    form = page.locator("[id^=timeline-form] form")
    form.get_by_label("Time", exact=True).fill("14:02")
    form.get_by_label("What was seen, said or done?").fill("Config `edge-4412` reaches all regions.")
    form.get_by_role("button", name="Add to the story").click()
    expect(page.locator("#timeline")).to_contain_text("reaches all regions")


def name_what_made_it_possible(page: Page, ref: str) -> None:
    page.goto(f"/reviews/{ref}/")
    form = page.locator("#factors-form-factor")
    form.get_by_label("What else made it possible?").or_(form.locator("textarea").first).first.fill(BLAMING)
    form.get_by_role("button", name="Save").click()
    panel = page.locator("#factors-form-factor .coaching")
    expect(panel).to_contain_text("?")
    expect(panel.locator("mark")).to_contain_text("Priya forgot to check")
    expect(page.locator("#factors-form-factor textarea").first).to_have_value(BLAMING)
    panel.get_by_role("button", name="Start from this").first.click()
    started = page.locator("#factors-form-factor textarea").first
    expect(started).to_have_value(re.compile("___"))
    started.fill(BETTER)
    page.locator("#factors-form-factor").get_by_role("button", name="Save").click()
    expect(page.locator("#factors")).to_contain_text(BETTER)


def keep_words_for_the_facilitator(page: Page, ref: str) -> None:
    page.goto(f"/reviews/{ref}/")
    form = page.locator("#factors-form-factor")
    form.locator("textarea").first.fill(DISPUTED)
    form.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Keep my words and ask").click()
    expect(page.locator("#factors")).to_contain_text(DISPUTED)


def settle(page: Page, ref: str) -> None:
    page.goto(f"/reviews/{ref}/")
    card = page.locator("#factors article", has_text=DISPUTED)
    card.get_by_label("Why").first.or_(card.locator("textarea, input[type=text]").last).last.fill(
        "Bob is the name of our deploy bot."
    )
    card.get_by_role("button", name="Let it stand").click()
    expect(
        page.locator("#factors article", has_text=DISPUTED).get_by_role("button", name="Let it stand")
    ).to_have_count(0)


def today(run: Run) -> dt.date:
    """The day on the demonstration's clock, which the walk before may have moved."""
    offset = run.data_dir / "clock-offset"
    return dt.date.today() + dt.timedelta(seconds=int(offset.read_text()) if offset.exists() else 0)


def promise(page: Page, run: Run, ref: str) -> None:
    page.goto(f"/reviews/{ref}/")
    form = page.locator("#action-form")
    form.locator("textarea, input[type=text]").first.fill(PROMISE)
    form.get_by_label("Who").select_option(label="Lea Brandt")
    form.get_by_label("By when").fill((today(run) + dt.timedelta(days=21)).isoformat())
    form.get_by_role("button", name="Promise it").click()
    expect(page.locator("#review-actions")).to_contain_text(PROMISE)


def take_it_on(page: Page, ref: str) -> None:
    page.goto(f"/reviews/{ref}/")
    row = page.locator("#review-actions article", has_text=PROMISE)
    row.get_by_role("button", name="I take it on").click()
    expect(page.locator("#review-actions article", has_text=PROMISE)).to_contain_text("promised")


def await_reminder(page: Page, run: Run) -> str:
    """Jump over the days until the reminder; the worker and beat beside the page do the rest. Then press "Done" in the
    mail.
    """
    already = set((run.data_dir / "mail").glob("*.eml"))

    def arrived() -> dict[str, tuple[str, str]]:
        """By the name under which it was caught: its Message-ID, and the address of the item it speaks of."""
        found = {}
        for file in sorted(set((run.data_dir / "mail").glob("*.eml")) - already):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            words = mail.get_body(("plain",)).get_content() if mail["To"].startswith("lea") else ""
            if told := re.search(re.escape(PROMISE) + r".*?(http\S+/actions/\d+/)", words, re.DOTALL):
                found[file.name] = (str(mail["Message-ID"]), told[1])
        return found

    def caught() -> int:
        return len(list((run.data_dir / "mail").glob("*.eml")))

    for step in ("one week", "one week", *["to the next thing"] * 8):
        page.goto("/demo/mail/")
        before = caught()
        page.get_by_role("button", name=step).click()
        expect(page.locator("#jump")).to_contain_text("ahead of the real one")
        came = "next" in step and wait_until(lambda: caught() > before, within=15)  # noqa: B023
        if came and wait_until(lambda: bool(arrived()), within=2):
            break
    assert wait_until(lambda: bool(arrived()), within=60), "no reminder came"
    name, (_message_id, link) = next(iter(arrived().items()))
    page.goto(f"/demo/mail/{name}/")
    page.frame_locator("iframe.letter").locator(f"a[href^='{link}']", has_text="Done").click()
    page.wait_for_url(f"{link}**")
    return page.url


def answer_from_the_mail(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text(PROMISE)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("main")).to_contain_text("done")


def check_the_database(run: Run, ref: str) -> None:
    number = int(ref.removeprefix("PIR-"))
    of_review = "JOIN postmortems_review r ON r.id = x.review_id WHERE r.number = %s ORDER BY x.id"
    with owner_session(run) as session:

        def rows(statement: str, *values: object) -> list[tuple[object, ...]]:
            return session.execute(statement, values).fetchall()

        assert rows(f"SELECT x.state FROM postmortems_actionitem x {of_review}", number) == [("done",)]
        factors = rows(f"SELECT x.sentence, x.sentence_state FROM postmortems_contributingfactor x {of_review}", number)
        assert factors == [(BETTER, "checked"), (DISPUTED, "allowed")]
        assert rows("SELECT count(*) FROM postmortems_draft WHERE body = %s", BLAMING) == [(0,)]
        chain = "(SELECT 'review:' || id FROM postmortems_review WHERE number = %s)"
        told = rows(f"SELECT verb, fields::text FROM postmortems_auditentry WHERE chain = {chain}", number)
        assert len(told) >= 6
        assert not [row for row in told if "drain" in str(row) or "Bob" in str(row)]
