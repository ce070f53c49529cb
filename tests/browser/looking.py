"""Whether a page can be read by everybody: axe finds nothing, and nothing is wider than the window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1360, "height": 900}, {"width": 390, "height": 844}
AXE = Axe().axe_script
# What depends on colours and on the width of the window; all else axe finds in any of them.
IN_THE_DARK_ON_A_PHONE = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]


def look(page: Page, address: str, *, only: list[str] | None = None) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = only
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    told = [f"{address}: {one['id']} at {[node['target'] for node in one['nodes']][:3]}" for one in found]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        told.append(f"{address}: wider than the window")
    return told


def look_everywhere(page: Page, address: str) -> list[str]:
    """The open page on a wide screen in light, then on a phone in the dark; it is left as it was first."""
    problems = look(page, address)
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    problems += look(page, f"{address} on a phone in the dark", only=IN_THE_DARK_ON_A_PHONE)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    return problems
