"""In a real browser: a page that holds every hostile string opens no dialog and asks nobody else for anything."""

from django.urls import reverse

from postmortems.shared.text import clean, render
from postmortems.wording.services import write_text
from tests.factories import EventFactory
from tests.shared.hostile import STRINGS


def test_no_dialog_opens_and_nothing_is_asked_of_anybody_else(cast, open_page, live_url):
    words = clean("\n\n".join(STRINGS))
    write_text(kind="review", pk=cast.review.pk, slot="summary", body=words, base_version=0, author=cast.owner)
    for one in map(clean, STRINGS[::4]):
        EventFactory(review=cast.review, body=one, html=render(one))
    page = open_page(cast.owner)
    dialogs, asked = [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reverse("review", args=[cast.review.ref]))
    page.get_by_role("heading", name="What happened").wait_for()
    for link in page.locator("#text-summary a").all()[:5]:
        link.dispatch_event("mouseover")
    page.goto(reverse("text", args=[cast.review.ref, "summary"]))
    page.get_by_role("button", name="Preview").click()
    page.locator(".preview .prose").wait_for()
    assert dialogs == []
    assert [address for address in asked if not address.startswith((live_url, "data:", "blob:"))] == []
