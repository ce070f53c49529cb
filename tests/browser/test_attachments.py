"""A picture is pasted into a text and stands there on a phone, without making the page wider than the window."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from tests.attachments.bringing import attached, picture

PASTE = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1600, height: 900});
  const blob = await new Promise((done) => canvas.toBlob(done));
  const data = new DataTransfer();
  data.items.add(new File([blob], 'image.png', {type: 'image/png'}));
  const field = document.querySelector('textarea[name=body]');
  field.focus();
  field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_a_pasted_picture_is_asked_for_its_words_and_fits_a_phone(cast, open_page):
    attached(cast.review, cast.owner, data=picture((1600, 900)), alt="The error rate")
    page = open_page(cast.owner, width=390, dark=True)
    page.goto(reverse("text", args=[cast.review.ref, "summary"]))
    page.evaluate(PASTE)
    expect(page.locator("textarea[name=body]")).to_have_value(re.compile(r"^!\[\]\(file-\d+\)$"))
    page.keyboard.type("What we saw")  # the cursor stands between the brackets
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#text-summary img[alt='What we saw']").wait_for()
    page.evaluate("document.querySelector('#attachments img').scrollIntoView()")  # at once: the list may be put anew
    assert page.evaluate("document.documentElement.scrollWidth") == 390
