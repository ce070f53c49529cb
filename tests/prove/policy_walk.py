"""A browser follows every link that two people find, and listens for what the content security policy refuses
(RELIABILITY.md, bar 16). In the same run a script is put into a page on its way: it must be refused, and heard of.
"""

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from postmortems.demo.accounts import PASSWORD
from tests import chromium
from tests.faults.running import running

NAME = "every page in a browser that listens for refused scripts and styles"
GOAL = "0 refused, 0 errors of scripts; a planted script refused and heard of"
QUICK = False  # a whole server
PEOPLE = ("mina.okafor", "tomas.reyes")
FILES = re.compile(r"/(take|files|copy|export)/|\.(md|ics|csv|pdf|zip|json|atom)|/logout/|/admin/|/jump")
LISTENS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error("REFUSED " + event.violatedDirective + " " + event.blockedURI);
});
"""
PLANTED = '<script>document.documentElement.dataset.ran = "yes";</script></body>'


@dataclass
class Walk:
    """Which addresses were opened, one of each kind, and what was heard there."""

    page: Page
    base: str
    most: int
    opened: set[str] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)

    def go(self) -> None:
        self.page.on("console", lambda said: self._hear(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._hear(str(error)))
        waiting = ["/"]
        while waiting and len(self.opened) < self.most:
            address = waiting.pop(0)
            if (kind := re.sub(r"\d+", "N", address)) in self.opened:
                continue
            self.opened.add(kind)
            if self._open(address):
                waiting += self._links()

    def _open(self, address: str) -> bool:
        """Whether a page opened there; a file is none."""
        try:
            self.page.goto(self.base + address, wait_until="load")
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            return False
        return True

    def _links(self) -> list[str]:
        found = self.page.eval_on_selector_all("a[href^='/']", "all => all.map(one => one.getAttribute('href'))")
        return [link.partition("#")[0] for link in found if not FILES.search(link)]

    def _hear(self, words: str) -> None:
        if "status of 4" not in words:  # a page that is not for this person
            self.heard.append(f"{self.page.url}: {words}")


def run(quick: bool) -> tuple[str, bool | None]:
    if chromium.PROGRAM is None:
        return "no Chromium here", None
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "data") as server, sync_playwright() as play:
        server.await_ready()
        base = f"http://localhost:{server.port}"
        browser = play.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.FLAGS)
        walks = [Walk(_signed_in(browser, base, name), base, 15 if quick else 300) for name in PEOPLE]
        for walk in walks:
            walk.go()
        refused = _planted(walks[0])
        browser.close()
    heard = [line for walk in walks for line in walk.heard]
    print("\n".join(heard[:20]))
    pages = sum(len(walk.opened) for walk in walks)
    told = "the planted script refused" if refused else "the planted script NOT refused"
    return f"{pages} pages as {len(walks)} people, {len(heard)} heard; {told}", refused and not heard


def _signed_in(browser: Browser, base: str, name: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(LISTENS)
    page.goto(f"{base}/accounts/login/")
    page.fill("[name=login]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")
    return page


def _planted(walk: Walk) -> bool:
    """Whether a script that somebody got into the page stays still and is heard of. What it makes heard counts once."""
    before = list(walk.heard)

    def with_script(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</body>", PLANTED))

    walk.page.route("**/reviews/", with_script)
    walk.page.goto(f"{walk.base}/reviews/", wait_until="load")
    walk.page.wait_for_timeout(500)
    is_heard = any("REFUSED script-src" in line for line in walk.heard[len(before) :])
    ran = walk.page.evaluate("document.documentElement.dataset.ran")
    walk.heard = before
    return is_heard and ran is None
