"""Sections of a review: saved over the version they were read in, refused with their words kept, and never lost to a
conflict.
"""

import pytest
from django.urls import reverse

from postmortems.live.fragments import render
from postmortems.wording.models import Draft, Text, TextRevision
from postmortems.workspace.services import save_section

BLAMING = "Sven was careless and forgot to read the list."


@pytest.fixture
def address(cast):
    return reverse("text", args=[cast.review.ref, "summary"])


def post(client, address, body, version=0):
    return client.post(address, {"body": body, "base_version": version})


def test_a_section_is_saved_rendered_and_remembered(cast, signed_in, address):
    answered = post(signed_in(cast.teammate), address, "A **push** routed traffic to a drained pool.")
    text = Text.objects.get()
    assert answered["Location"] == reverse("review", args=[cast.review.ref]) + "#text-summary"
    assert (text.version, text.html) == (1, "<p>A <strong>push</strong> routed traffic to a drained pool.</p>\n")
    assert TextRevision.objects.get().author == cast.teammate


def test_the_second_of_two_writers_gets_both_texts_and_loses_nothing(cast, signed_in, address):
    client = signed_in(cast.teammate)
    post(client, address, "first")
    save_section(review=cast.review, slot="summary", body="theirs", base_version=1, author=cast.owner)
    answered = post(client, address, "mine", version=1)
    assert answered.status_code == 409
    shown = answered.content.decode()
    assert "theirs" in shown
    assert "mine</textarea>" in shown
    assert Text.objects.get().body == "theirs"
    assert Draft.objects.get(author=cast.teammate).body == "mine"


def test_after_a_conflict_the_same_form_saves_and_the_draft_goes(cast, signed_in, address):
    client = signed_in(cast.teammate)
    post(client, address, "first")
    save_section(review=cast.review, slot="summary", body="theirs", base_version=1, author=cast.owner)
    version = post(client, address, "mine", version=1).context["form"]["base_version"].value()
    assert post(client, address, "both", version=version).status_code == 302
    assert Text.objects.get().body == "both"
    assert not Draft.objects.exists()


def test_an_overtaken_draft_shows_both_versions_when_its_author_returns(cast, signed_in, address):
    client = signed_in(cast.teammate)
    post(client, address, "first")
    save_section(review=cast.review, slot="summary", body="theirs", base_version=1, author=cast.owner)
    post(client, address, "mine", version=1)
    shown = client.get(address).content.decode()
    assert "Two good versions" in shown
    assert "mine</textarea>" in shown


def test_a_summary_takes_any_words_and_says_so_quietly(cast, signed_in, address):
    assert post(signed_in(cast.owner), address, BLAMING).status_code == 302
    assert Text.objects.get().body_state == "hinted"
    assert (
        "It can stay until the review is shared"
        in signed_in(cast.owner).get(reverse("review", args=[cast.review.ref])).content.decode()
    )


def test_lessons_refuse_blame_and_keep_the_words_for_their_author(cast, signed_in):
    lessons = reverse("text", args=[cast.review.ref, "lessons"])
    client = signed_in(cast.owner)
    answered = post(client, lessons, BLAMING)
    assert answered.status_code == 422
    assert BLAMING + "</textarea>" in answered.content.decode()
    assert not Text.objects.exists()
    assert BLAMING in client.get(lessons).content.decode()
    assert BLAMING not in signed_in(cast.teammate).get(lessons).content.decode()


def test_a_draft_can_be_put_away(cast, signed_in):
    lessons = reverse("text", args=[cast.review.ref, "lessons"])
    client = signed_in(cast.owner)
    post(client, lessons, BLAMING)
    client.post(lessons, {"away": "1"})
    assert not Draft.objects.exists()


def test_a_section_that_does_not_exist_is_404(cast, signed_in):
    assert signed_in(cast.owner).get(reverse("text", args=[cast.review.ref, "nothing"])).status_code == 404


def test_markup_that_could_run_is_gone_from_what_is_shown(cast, signed_in, address):
    post(signed_in(cast.owner), address, '<script>alert(1)</script> [x](javascript:alert(1)) <b hx-get="/">b</b>')
    html = Text.objects.get().html
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<b" not in html


def test_what_somebody_writes_reaches_open_pages_with_the_way_to_edit_for_editors_only(cast, signed_in, address):
    post(signed_in(cast.teammate), address, "A push went out.")
    text = Text.objects.get()
    for_editors, for_readers = (render("text", text.pk, audience) for audience in ("editor", "reader"))
    assert 'id="text-summary" hx-swap-oob="true"' in for_editors
    assert "A push went out." in for_readers
    assert address in for_editors
    assert address not in for_readers


def test_where_nothing_stands_there_is_nothing_to_put_together(cast, signed_in, address):
    """The section was never written, or an older page says so: what was typed stays in the field."""
    said = {"body": "A push routed traffic.", "base_version": "0", "together": "1"}
    answered = signed_in(cast.teammate).post(address, said)
    assert answered.status_code == 200
    assert "A push routed traffic." in answered.content.decode()
    assert not Text.objects.exists()
