"""`make screens`: takes every screen from a fresh demonstration, in a temporary folder of its own.

README.md gets three pictures, docs/screens one sheet a screen: wide and narrow, light and dark, side by side. Words on
the command line choose among the sheets by name.
"""

import base64
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from postmortems.demo.accounts import PASSWORD
from tests import chromium
from tests.faults.running import running
from tests.screens.sheets import PRIYA, SHEETS, SVEN, refused

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
WIDE, NARROW = (1360, 900), (390, 844)
MAILS = "mails"  # the word for every kind of mail
TALLEST = 2400  # pixels of one picture; a longer page is cut


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
    who, where, prepare = SHEETS[name]
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
        sheets = [name for name in chosen or SHEETS if name != MAILS]
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
