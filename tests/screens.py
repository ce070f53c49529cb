"""`make screens`: takes the screenshots of README.md from a fresh demonstration, in a temporary folder of its own."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from postmortems.demo.accounts import PASSWORD
from tests.faults.running import running

SCREENS = Path(__file__).resolve().parents[1] / "docs" / "screens"
BLAMING = "Priya forgot to check the drain list before pushing the config."


def page_of(browser: Browser, port: int, name: str, *, width: int, height: int) -> Page:
    """A page of one of the demo people, signed in."""
    size = {"width": width, "height": height}
    context = browser.new_context(base_url=f"http://localhost:{port}", viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Email").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("#sign-in button").first.click()
    page.get_by_role("heading", name="Hello").wait_for()
    return page


def take_review(page: Page) -> None:
    """The guard at work in a review that is being talked through."""
    page.goto("/reviews/")
    page.get_by_role("link", name="One firewall rule").first.click()
    form = page.locator("#factors-form-factor")
    form.locator("textarea").first.fill(BLAMING)
    form.get_by_role("button", name="Save").click()
    page.locator("#factors-form-factor .coaching").wait_for()
    page.locator("#factors-form-factor").evaluate(
        "form => scrollTo(0, form.getBoundingClientRect().top + scrollY - 420)"
    )
    page.screenshot(path=SCREENS / "review.png")


def take_actions(page: Page) -> None:
    page.goto("/actions/")
    page.screenshot(path=SCREENS / "actions.png")


def take_record(page: Page) -> None:
    page.goto("/record/")
    page.get_by_label("What did people notice?").fill("Checkout answers nothing. Started after the evening push?")
    page.screenshot(path=SCREENS / "record.png")


def main() -> int:
    """Take all of them; 1 where there is no Chromium to take them with."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Screenshots need Chromium, which is not on this machine.", file=sys.stderr)
        return 1
    SCREENS.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "data") as run,
        sync_playwright() as playwright,
    ):
        run.await_ready()
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        take_review(page_of(browser, run.port, "priya.raman", width=1360, height=1000))
        take_actions(page_of(browser, run.port, "sven.kallas", width=1360, height=900))
        take_record(page_of(browser, run.port, "priya.raman", width=390, height=844))
        browser.close()
    print(f"Wrote {', '.join(sorted(path.name for path in SCREENS.glob('*.png')))} to docs/screens.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
