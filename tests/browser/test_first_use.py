"""From a fresh server to a second person at work, as somebody lives it; and the settings pages, looked at."""

import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from postmortems.demo.accounts import ACCOUNTS
from postmortems.organisation.people import Wish, invite
from postmortems.reviews.models import Service
from tests.browser.conftest import PATIENCE
from tests.browser.looking import look, look_everywhere
from tests.factories import ActionFactory
from tests.faults.running import Run, running
from tests.faults.test_run import owner_session
from tests.prepared import prepare
from tests.processes import wait_until

PASSWORD = "a quiet harbour 7"
SETTINGS = (
    "/settings/",
    "/settings/mail/",
    "/settings/severity/",
    "/settings/templates/",
    "/settings/templates/incident/note/",
    "/settings/people/",
    "/settings/people/?q=xyzzy",
    "/settings/people/invite/",
    "/settings/people/invite/many/",
    "/settings/people/{person}/",
    "/settings/people/{person}/leave/",
    "/settings/people/{invited}/",
    "/settings/teams/",
    "/settings/teams/{team}/",
    "/settings/services/",
    "/settings/services/{service}/",
    "/me/",
    "/accounts/password/change/",
)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Run]:
    """A server that was just installed: no demonstration, no SMTP_URL, mail kept as files."""
    prepare(tmp_path / "data")
    with running(tmp_path / "data", DEMO="0") as run:
        yield run.await_ready()


def visitor(browser: Browser, run: Run, *, javascript: bool, zone: str) -> Page:
    context = browser.new_context(
        base_url=f"http://localhost:{run.port}", java_script_enabled=javascript, timezone_id=zone
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def setup_code(run: Run) -> str:
    """As it stands in the log, where whoever runs the server reads it."""
    said = re.compile(r'"setup_code": "([^"]+)"')
    assert wait_until(lambda: said.search("\n".join(run.output)) is not None, within=60)
    return said.findall("\n".join(run.output))[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_a_fresh_server_to_the_first_mail_and_the_second_person(browser, fresh, javascript):
    ada = visitor(browser, fresh, javascript=javascript, zone="Europe/Lisbon")
    nothing_of_the_demonstration(fresh)
    ada.goto("/reviews/")
    assert ada.url.endswith("/welcome/")
    assert look(ada, "welcome") == [] if javascript else True
    become_the_first(ada, setup_code(fresh), javascript=javascript)
    answer_the_two_questions(ada)
    ada.get_by_role("button", name="Send me a mail").click()
    expect(ada.locator("main")).to_contain_text("The mail server took it.")
    ada.get_by_role("button", name="To your home page").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("Hello Ada")
    assert [ada.goto(path).status for path in ("/welcome/", "/welcome/size/", "/admin/", "/demo/mail/")] == [404] * 4
    invite_nour(ada)
    link = first_mail(fresh, to="nour@example.org")
    nour = visitor(browser, fresh, javascript=javascript, zone="Asia/Kolkata")
    take_it_up(nour, link, javascript=javascript)
    ada.goto("/settings/people/")
    expect(ada.locator("tr", has_text="Nour Aziz")).not_to_contain_text("invited")


def nothing_of_the_demonstration(run: Run) -> None:
    with owner_session(run) as session:
        for table in ("accounts_user", "accounts_team", "postmortems_review", "postmortems_service"):
            assert session.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def become_the_first(page: Page, code: str, *, javascript: bool) -> None:
    page.get_by_label("Setup code").fill("not the code")
    page.get_by_label("Your name").fill("Ada Field")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.locator("main")).to_contain_text("That is another code.")
    expect(page.get_by_label("Your name")).to_have_value("Ada Field")
    expect(page.get_by_label("Your time zone")).to_have_value("Europe/Lisbon" if javascript else "UTC")
    assert not any(account.email in page.content() for account in ACCOUNTS)
    page.get_by_label("Setup code").fill(code.lower().replace("-", " "))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.wait_for_url("**/welcome/size/")


def answer_the_two_questions(page: Page) -> None:
    page.get_by_label("more than 15 people").check()
    page.get_by_label("What is your organisation called?").fill("Harbour Works")
    page.get_by_role("button", name="On to mail").click()
    page.wait_for_url("**/welcome/mail/")


def invite_nour(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Let the others in").click()
    page.get_by_label("One person a line").fill("Nour Aziz <nour@example.org>\nnobody in particular")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.locator("main")).to_contain_text("Line 2")
    page.get_by_role("button", name="Invite 1 person").click()
    expect(page.get_by_label("One person a line")).to_have_value("nobody in particular")


def first_mail(run: Run, *, to: str) -> str:
    """The address of the link in the mail that arrived."""

    def found() -> list[str]:
        files = (run.data_dir / "mail").glob("[!.]*.eml")  # a name with a dot is still being written
        mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
        bodies = [mail.get_body(("plain",)).get_content() for mail in mails if mail["To"] == to]
        return [link[0] for body in bodies if (link := re.search(r"/invitation/\S+", body))]

    assert wait_until(lambda: bool(found()), within=60), "no invitation came"
    [link] = found()
    return link


def take_it_up(page: Page, link: str, *, javascript: bool) -> None:
    page.goto(link)
    expect(page.locator("main")).to_contain_text("Ada Field has made room for you at Harbour Works.")
    expect(page.get_by_label("Your time zone")).to_have_value("Asia/Calcutta" if javascript else "UTC")
    assert look(page, "invitation") == [] if javascript else True
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Nour")
    assert page.goto(link).status == 410


def test_every_settings_page_is_whole_and_accessible(open_page, cast, transactional_db):
    invited = invite(actor=cast.administrator, wish=Wish(name="Nour Aziz", email="nour@example.org"))
    ActionFactory(review=cast.review, owner=cast.owner)
    names = {"person": cast.owner.pk, "invited": invited.pk, "team": cast.team.pk}
    names["service"] = Service.objects.create(name="Checkout", team=cast.team).pk
    cast.administrator.set_password(PASSWORD)
    cast.administrator.save()
    page = open_page(cast.administrator)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"{page.url} {error}"))
    for address in SETTINGS:
        address = address.format(**names)
        assert page.goto(address).status == 200
        problems += look_everywhere(page, address)
    page.goto("/settings/services/")
    page.get_by_role("button", name="Add the service").click()
    page.wait_for_function("document.title.startsWith('Error:')")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    problems += look_everywhere(page, "a refused service")
    assert problems == []


def test_people_are_found_while_typing(open_page, cast, transactional_db):
    page = open_page(cast.administrator)
    page.goto("/settings/people/")
    page.get_by_label("Search by name or address").press_sequentially("okaf")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("Mina Okafor")
    assert page.url.endswith("?q=okaf")


def test_another_time_zone_is_offered_once(open_page, cast, transactional_db, settings, browser, live_url):
    settings.DEMO = False
    page = open_page(cast.owner)
    cookies = page.context.cookies()
    context = browser.new_context(base_url=live_url, timezone_id="Asia/Tokyo")
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto("/")
    expect(page.locator("#zone-offer")).to_contain_text("You seem to be in Tokyo.")
    page.get_by_role("button", name="Keep mine").click()
    page.goto("/reviews/")
    expect(page.locator("#zone-offer")).to_be_hidden()
    page.evaluate("localStorage.clear()")
    page.goto("/reviews/")
    page.locator("#zone-offer").get_by_role("button", name="Yes").click()
    expect(page.locator("#you")).to_contain_text("Your times are those of Tokyo now.")
    cast.owner.refresh_from_db()
    assert cast.owner.zone == "Asia/Tokyo"
    context.close()
