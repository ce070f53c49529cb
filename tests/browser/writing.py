"""What the walks of somebody who writes have in common."""

from playwright.sync_api import Page, expect

from postmortems.wording.models import Draft
from postmortems.workspace.services import save_section
from tests.processes import wait_until

SENTENCE = "The push tool lets a route change through without the drain list"
SOON = 30  # seconds


def draft(cast, slot="summary", target=None) -> str | None:
    rows = Draft.objects.filter(author=cast.owner, target=target or f"review:{cast.review.pk}", slot=slot)
    return rows.values_list("body", flat=True).first()


def is_kept(cast, words, **place) -> bool:
    return wait_until(lambda: draft(cast, **place) == words, within=SOON)


def body(page: Page):
    return page.get_by_label("What happened")


def factor_form(page: Page):
    return page.locator("#factors-form-factor")


def overtake(cast, mine: str, theirs: str) -> None:
    review = cast.review
    save_section(review=review, slot="summary", body=theirs, base_version=1, author=cast.teammate)


BEFORE = "A push went out. It was bad. We fixed it."


def tell(page: Page, day: str, time: str, kind: str, words: str) -> None:
    """One entry of the story, by its open form."""
    form = page.locator("#timeline-form form")
    form.get_by_label("Day", exact=True).fill(day)
    form.get_by_label("Time", exact=True).fill(time)
    form.get_by_label("Kind").select_option(kind)
    form.get_by_label("What was seen, said or done?").fill(words)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline-events")).to_contain_text(words)
    expect(form.get_by_label("What was seen, said or done?")).to_have_value("")
