"""`make screens`: takes every screen from a fresh demonstration, in a temporary folder of its own.

README.md gets three pictures, docs/screens one sheet a screen: wide and narrow, light and dark, side by side. Words on
the command line choose among the sheets by name.
"""

import base64
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from postmortems.demo.accounts import PASSWORD
from tests import chromium
from tests.faults.running import running

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screens"
BLAMING = "Priya forgot to check the drain list before pushing the config."
THREAD = """\
[13:42] priya: deploying the new firewall rule to all regions
[13:43] sven: dashboards are flat, is anybody else seeing this?
[13:45] mina: support hears from shops that checkout answers 502
[13:52] priya: turning the rule off everywhere
[14:09] sven: traffic is back to where it was at 13:40"""
WIDE, NARROW = (1360, 900), (390, 844)
MAILS = "mails"  # the word for every kind of mail
TALLEST = 2400  # pixels of one picture; a longer page is cut
Prepare = Callable[[Page], None]


def nothing(page: Page) -> None:
    """The page as it opens."""


def refused(page: Page) -> None:
    """A condition that ends with a person, refused."""
    form = page.locator("#factors-form-factor")
    form.locator("textarea").first.fill(BLAMING)
    form.get_by_role("button", name="Save").click()
    form.locator(".coaching[data-refused]").wait_for()


def hinted(page: Page) -> None:
    """The quiet word while somebody types."""
    field = page.locator("#factors-form-factor textarea").first
    field.fill("")  # what was typed at another size stands there as a draft
    field.press_sequentially(BLAMING)
    page.locator(".coaching.hint .ask").wait_for()


def sent_empty(page: Page) -> None:
    """A form that was sent without what it needs."""
    page.get_by_role("main").get_by_role("button", name="Put it on record").click()
    page.locator("main [data-refused]").first.wait_for()


def brought(page: Page) -> None:
    """A few lines of a thread, looked through before they are in the story."""
    page.get_by_role("main").get_by_role("textbox").first.fill(THREAD)
    page.get_by_role("button", name="Look at it first").click()
    page.wait_for_url("**/intake/*/")


def practised(page: Page) -> None:
    """The cockpit of a practice meeting, at the line where conditions are written."""
    page.get_by_role("main").get_by_role("button", name="Practise").click()
    page.wait_for_url("**/cockpit/")
    while not page.get_by_role("button", name="Next: group the cards").count():
        page.get_by_role("button", name="Next:").click()
        page.wait_for_timeout(200)


# name -> who looks, where, and what they do there. Reviews of the demonstration: 9 closed, 10 shared, 11 being
# talked through, 12 on record.
PRIYA, MINA, SVEN, TOMAS = "priya.raman", "mina.okafor", "sven.kallas", "tomas.reyes"
SCREENS: dict[str, tuple[str, str, Prepare]] = {
    "home": (PRIYA, "/", nothing),
    "home-facilitator": (MINA, "/", nothing),
    "record": (PRIYA, "/record/", nothing),
    "record-empty": (PRIYA, "/record/", sent_empty),
    "reviews": (PRIYA, "/reviews/", nothing),
    "reviews-no-hit": (PRIYA, "/reviews/?words=penguin", nothing),
    "incident": (PRIYA, "/reviews/PIR-12/", nothing),
    "review": (PRIYA, "/reviews/PIR-11/", nothing),
    "review-shared": (TOMAS, "/reviews/PIR-10/", nothing),
    "review-closed": (TOMAS, "/reviews/PIR-9/", nothing),
    "factors-hint": (PRIYA, "/reviews/PIR-11/factors/", hinted),
    "factors-refused": (PRIYA, "/reviews/PIR-11/factors/", refused),
    "recorded": (PRIYA, "/record/PIR-12/", nothing),
    "withdraw": (PRIYA, "/record/PIR-12/withdraw/", nothing),
    "status": (PRIYA, "/reviews/PIR-12/status/?as=chat", nothing),
    "depth": (PRIYA, "/reviews/PIR-11/depth/", nothing),
    "meeting": (MINA, "/reviews/PIR-11/meeting/", nothing),
    "gate": (MINA, "/reviews/PIR-11/gate/", nothing),
    "questions": (PRIYA, "/reviews/PIR-11/questions/", nothing),
    "files": (PRIYA, "/reviews/PIR-11/files/", nothing),
    "history": (PRIYA, "/reviews/PIR-11/history/summary/", nothing),
    "picture": (PRIYA, "/reviews/PIR-11/timeline/picture/", nothing),
    "sources": (PRIYA, "/reviews/PIR-11/timeline/sources/", nothing),
    "intake": (PRIYA, "/reviews/PIR-11/intake/", nothing),
    "intake-lines": (PRIYA, "/reviews/PIR-11/intake/", brought),
    "timeline": (PRIYA, "/reviews/PIR-11/timeline/?form=open", nothing),
    "actions-of-a-review": (PRIYA, "/reviews/PIR-11/actions/", nothing),
    "plan": (PRIYA, "/reviews/PIR-10/plan/", nothing),
    "export": (PRIYA, "/reviews/PIR-10/export/", nothing),
    "export-in": (PRIYA, "/reviews/import/", nothing),
    "outside": (MINA, "/reviews/PIR-10/external/", nothing),
    "connections": (PRIYA, "/reviews/PIR-10/connections/", nothing),
    "factor-board": (PRIYA, "/reviews/PIR-10/factors/board/", nothing),
    "who-did-what": (MINA, "/reviews/PIR-11/record/", nothing),
    "plan-session": (MINA, "/reviews/PIR-11/plan-session/", nothing),
    "room-of-a-review": (MINA, "/reviews/PIR-11/meeting/room/", nothing),
    "desk": (MINA, "/desk/", nothing),
    "cockpit": (MINA, "/desk/", practised),
    "join": (PRIYA, "/m/", nothing),
    "facts": (PRIYA, "/reviews/PIR-11/facts/", nothing),
    "people": (PRIYA, "/reviews/PIR-11/people/", nothing),
    "text": (PRIYA, "/reviews/PIR-11/text/summary/", nothing),
    "move": (PRIYA, "/reviews/PIR-11/move/?to=published", nothing),
    "actions": (SVEN, "/actions/", nothing),
    "action": (PRIYA, "/actions/1/", nothing),
    "action-new-date": (SVEN, "/actions/1/?as=new_date", nothing),
    "actions-views": (SVEN, "/actions/views/", nothing),
    "actions-calendar": (SVEN, "/actions/calendar/", nothing),
    "notices": (PRIYA, "/notices/", nothing),
    "following": (PRIYA, "/following/", nothing),
    "services": (PRIYA, "/services/", nothing),
    "service": (PRIYA, "/services/1/", nothing),
    "stale": (MINA, "/stale/", nothing),
    "trash": (MINA, "/trash/", nothing),
    "import": (MINA, "/documents/", nothing),
    "settings": (TOMAS, "/settings/", nothing),
    "settings-people": (TOMAS, "/settings/people/", nothing),
    "settings-teams": (TOMAS, "/settings/teams/", nothing),
    "settings-services": (TOMAS, "/settings/services/", nothing),
    "settings-severity": (TOMAS, "/settings/severity/", nothing),
    "settings-templates": (TOMAS, "/settings/templates/", nothing),
    "settings-trackers": (TOMAS, "/settings/trackers/", nothing),
    "settings-entry": (TOMAS, "/settings/entry/", nothing),
    "settings-incoming": (TOMAS, "/settings/incoming/", nothing),
    "settings-words": (TOMAS, "/settings/words/", nothing),
    "settings-reminders": (TOMAS, "/settings/reminders/", nothing),
    "settings-mail": (TOMAS, "/settings/mail/", nothing),
    "me": (PRIYA, "/me/", nothing),
    "away": (PRIYA, "/me/away/", nothing),
    "signing-in": (PRIYA, "/accounts/signing-in/", nothing),
    "tokens": (PRIYA, "/accounts/tokens/", nothing),
    "demo-mail": (PRIYA, "/demo/mail/", nothing),
    "not-found": (PRIYA, "/nothing-here/", nothing),
    "sign-in": ("", "/accounts/login/", nothing),
}


class Camera:
    """Signed-in browser sessions, one for each person, size and scheme."""

    def __init__(self, browser: Browser, port: int) -> None:
        self.browser, self.address = browser, f"http://localhost:{port}"
        self.pages: dict[tuple[str, tuple[int, int], str], Page] = {}

    def page(self, name: str, size: tuple[int, int], scheme: str = "light") -> Page:
        """A page of this person; of nobody, without a name."""
        if (name, size, scheme) not in self.pages:
            context = self.browser.new_context(
                base_url=self.address,
                viewport={"width": size[0], "height": size[1]},
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
                timezone_id="Europe/Berlin",
            )
            page = context.new_page()
            if name:
                self._sign_in(page, name)
            self.pages[name, size, scheme] = page
        return self.pages[name, size, scheme]

    def _sign_in(self, page: Page, name: str) -> None:
        page.goto("/")
        page.get_by_label("Email").fill(f"{name}@example.org")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.locator("#sign-in button").first.click()
        page.get_by_role("heading", name="Hello").wait_for()


def take_sheet(camera: Camera, name: str) -> None:
    """One screen four times, side by side in one picture."""
    who, where, prepare = SCREENS[name]
    pictures = []
    for size in (WIDE, NARROW):
        for scheme in ("light", "dark"):
            page = camera.page(who, size, scheme)
            page.goto(where)
            prepare(page)
            pictures.append(_picture(page, size))
    _write(camera, name, pictures)


def take_mails(browser: Browser, camera: Camera) -> int:
    """Every kind of mail as a mail program shows it, wide and narrow, light and dark; how many there were."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "tests.mails", folder], check=True)
        files = sorted(Path(folder).glob("*.html"))
        for file in files:
            pictures = []
            for size in ((720, 600), (390, 700)):
                for scheme in ("light", "dark"):
                    page = browser.new_page(
                        viewport={"width": size[0], "height": size[1]},
                        color_scheme=scheme,  # type: ignore[arg-type]
                    )
                    page.goto(file.as_uri())
                    pictures.append(_picture(page, size))
                    page.close()
            _write(camera, f"mail-{file.stem.replace('_', '-')}", pictures)
    return len(files)


def _write(camera: Camera, name: str, pictures: list[bytes]) -> None:
    sheet = camera.browser.new_page(viewport={"width": 1800, "height": 900})
    sheet.set_content(f"<body style='margin:0'>{''.join(_images(pictures))}</body>")
    row = sheet.locator("div")
    row.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=72)
    sheet.close()


def _picture(page: Page, size: tuple[int, int]) -> bytes:
    """The page in a window as tall as itself, so that what sticks to the window's edge stands at the end."""
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size[0], "height": max(size[1], min(tall, TALLEST))})
    picture = page.screenshot(type="jpeg", quality=80)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return picture


def _images(pictures: list[bytes]) -> Iterator[str]:
    widths = (640, 640, 240, 240)
    yield "<div style='display:flex;gap:12px;align-items:flex-start;padding:12px;background:#888;width:1796px'>"
    for picture, width in zip(pictures, widths, strict=True):
        source = base64.b64encode(picture).decode()
        yield f"<img width={width} src='data:image/jpeg;base64,{source}'>"
    yield "</div>"


def take_readme(camera: Camera) -> None:
    """The three pictures of README.md."""
    page = camera.page(PRIYA, (1360, 1000))
    page.goto("/reviews/PIR-11/")
    refused(page)
    page.locator("#factors-form-factor").evaluate(
        "form => scrollTo(0, form.getBoundingClientRect().top + scrollY - 420)"
    )
    page.screenshot(path=FOLDER / "review.png")
    page = camera.page(SVEN, WIDE)
    page.goto("/actions/")
    page.screenshot(path=FOLDER / "actions.png")
    page = camera.page(PRIYA, NARROW)
    page.goto("/record/")
    page.get_by_label("What did people notice?").fill("Checkout answers nothing. Started after the evening push?")
    page.screenshot(path=FOLDER / "record.png")


def main(chosen: list[str]) -> int:
    """Take all of them, or the chosen ones; 1 where there is no Chromium to take them with."""
    if chromium.PROGRAM is None:
        print("Screenshots need Chromium, which is not on this machine.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "data") as run,
        sync_playwright() as playwright,
    ):
        run.await_ready()
        browser = playwright.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.FLAGS)
        camera = Camera(browser, run.port)
        sheets = [name for name in chosen or SCREENS if name != MAILS]
        for name in sheets:
            take_sheet(camera, name)
        mails = take_mails(browser, camera) if not chosen or MAILS in chosen else 0
        if not chosen:
            take_readme(camera)
        browser.close()
    print(f"Wrote {len(sheets) + mails} sheets to docs/screens.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
