"""Attached, seen by whoever may see the review, described, put away and brought back; with and without scripts."""

import io
import uuid

import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.urls import reverse
from PIL import Image

from postmortems.attachments import storage
from postmortems.attachments.models import Attachment
from postmortems.live.fragments import render
from postmortems.reviews.models import Review
from postmortems.shared import clock
from tests.attachments.bombs import png_that_claims
from tests.attachments.bringing import attached, picture, sent

HTMX = {"HX-Request": "true"}
SHOWN = "The error rate climbs at 14:02"


class Unread(MemoryFileUploadHandler):
    def handle_raw_input(self, *args, **kwargs):
        raise AssertionError("it was read")


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def files(cast):
    return reverse("attachments", args=[cast.review.ref])


def fetched(client, address):
    """The answer, with its bytes read."""
    answered = client.get(address)
    answered.read = b"".join(answered) if answered.streaming else answered.content
    return answered


def place(cast, one, name="attachment"):
    return reverse(name, args=[cast.review.ref, one.pk])


def bring(client, files, data=None, name="graph.png", alt=SHOWN, **extra):
    fields = {"form_key": uuid.uuid4(), "alt": alt, "file": sent(picture() if data is None else data, name)}
    return client.post(files, fields, **extra)


def test_a_teammate_attaches_a_picture_and_comes_back_to_it(cast, signed_in, files):
    client = signed_in(cast.teammate)
    answered = bring(client, files)
    one = Attachment.objects.get()
    assert answered["Location"] == f"{files}#attachment-{one.pk}"
    assert (one.alt, one.uploaded_by, one.width, one.height) == (SHOWN, cast.teammate, 64, 48)
    for address in (files, reverse("review", args=[cast.review.ref])):
        html = client.get(address).content.decode()
        assert f'src="{place(cast, one, "attachment-small")}" alt="{SHOWN}" width="64" height="48"' in html


def test_with_scripts_the_picture_arrives_in_the_list_and_asks_what_it_shows(cast, signed_in, files):
    html = bring(signed_in(cast.owner), files, alt="", headers=HTMX).content.decode()
    assert 'hx-swap-oob="rows:#attachments-list"' in html
    assert html.count('name="alt"') == 2  # of the next one, and beside this one
    assert "autofocus" in html


def test_the_bytes_are_given_to_nobody_but_who_may_see_the_review(cast, signed_in):
    one = attached(cast.review, cast.owner)
    cast.restrict()
    for name in ("attachment", "attachment-small"):
        assert fetched(signed_in(cast.reader), place(cast, one, name)).read
        assert signed_in(cast.stranger).get(place(cast, one, name)).status_code == 404
        assert signed_in(cast.owner).post(place(cast, one, name)).status_code == 405


def test_a_picture_is_shown_and_can_do_nothing(cast, signed_in):
    one = attached(cast.review, cast.owner, name="naïve graph.png")
    answered = fetched(signed_in(cast.owner), place(cast, one))
    assert answered["Content-Type"] == "image/png"
    assert answered["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answered["X-Content-Type-Options"] == "nosniff"
    assert answered["Cache-Control"] == "no-store, private"
    assert Image.open(io.BytesIO(answered.read)).size == (64, 48)


@pytest.mark.parametrize("name", ["drawing.svg", "page.html", "page.xhtml", "tool.js", "notes.pdf", "archive.zip"])
def test_anything_else_can_only_be_saved(cast, signed_in, name):
    one = attached(cast.review, cast.owner, data=b"<svg onload='alert(1)'/><script>alert(1)</script>", name=name)
    answered = fetched(signed_in(cast.owner), place(cast, one))
    assert answered["Content-Type"] == "application/octet-stream"
    assert answered["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answered["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert signed_in(cast.owner).get(place(cast, one, "attachment-small")).status_code == 404


def test_a_page_that_calls_itself_a_picture_is_refused_and_the_words_stay(cast, signed_in, files):
    answered = bring(signed_in(cast.owner), files, data=b"<script>alert(1)</script>")
    assert answered.status_code == 422
    html = answered.content.decode()
    assert "cannot be read as one" in html
    assert SHOWN in html
    assert not Attachment.objects.exists()


def test_too_many_pixels_are_refused_and_the_words_stay(cast, signed_in, files):
    answered = bring(signed_in(cast.owner), files, data=png_that_claims(12_000, 12_000), headers=HTMX)
    assert answered.status_code == 422
    assert "more than 40 million pixels" in answered.content.decode()
    assert SHOWN in answered.content.decode()


def test_the_limit_is_told_before_and_a_larger_file_keeps_the_words(cast, signed_in, files, settings):
    settings.FILE_LIMIT = 100_000
    client = signed_in(cast.owner)
    assert "Up to 100 kB" in client.get(files).content.decode()
    answered = bring(client, files, data=b"x" * 100_001, name="core.bin")
    assert answered.status_code == 422
    assert "more than 100 kB" in answered.content.decode()
    assert SHOWN in answered.content.decode()
    assert not list(storage.incoming().iterdir())
    assert bring(client, files, data=b"x" * 100_000, name="core.bin").status_code == 302


def test_what_says_that_it_is_far_too_large_is_answered_unread(cast, signed_in, files, settings):
    client = signed_in(cast.owner)
    settings.FILE_UPLOAD_HANDLERS = [f"{__name__}.Unread"]
    answered = client.post(files, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="2000000000")
    assert answered.status_code == 413
    assert "That is too large" in answered.content.decode()


def test_a_full_disk_is_said_and_the_words_stay(cast, signed_in, files):
    import resource

    client = signed_in(cast.owner)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, limit[1]))
    try:
        answered = bring(client, files, data=b"x" * 100_000, name="core.bin")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert answered.status_code == 507
    assert "no room left" in answered.content.decode()
    assert SHOWN in answered.content.decode()
    assert not Attachment.objects.exists()
    assert not list(storage.incoming().iterdir())


def test_no_file_and_an_empty_one_are_said_beside_the_field(cast, signed_in, files):
    client = signed_in(cast.owner)
    assert "Which file?" in client.post(files, {"form_key": uuid.uuid4()}).content.decode()
    assert "There is nothing in this file." in bring(client, files, data=b"", name="empty.log").content.decode()


def test_it_is_described_and_nobody_overwrites_what_another_said(cast, signed_in):
    one = attached(cast.review, cast.owner)
    address, client = place(cast, one, "attachment-describe"), signed_in(cast.teammate)
    assert 'name="read-alt" value=""' in client.get(address, headers=HTMX).content.decode()
    assert client.post(address, {"alt": SHOWN, "read-alt": ""}).status_code == 302
    answered = client.post(address, {"alt": "Another view", "read-alt": ""}, headers=HTMX)
    assert answered.status_code == 409
    assert "Another view" in answered.content.decode()
    one.refresh_from_db()
    assert one.alt == SHOWN


def test_it_is_put_away_and_brought_back(cast, signed_in, files):
    one, client = attached(cast.review, cast.owner, alt=SHOWN), signed_in(cast.teammate)
    answered = client.post(place(cast, one, "attachment-remove"))
    html = client.get(answered["Location"]).content.decode()
    assert "Undo" in html
    assert SHOWN not in html
    assert client.get(place(cast, one)).status_code == 404
    assert SHOWN in client.post(place(cast, one, "attachment-restore"), headers=HTMX).content.decode()
    assert fetched(client, place(cast, one)).read


def test_a_reader_sees_and_cannot_bring(cast, signed_in, files):
    attached(cast.review, cast.owner, alt=SHOWN)
    cast.restrict()
    html = signed_in(cast.reader).get(files).content.decode()
    assert SHOWN in html
    assert 'type="file"' not in html
    assert bring(signed_in(cast.reader), files).status_code == 403


def test_a_shared_review_shows_them_with_roles_where_people_were_named(cast, signed_in):
    attached(cast.review, cast.owner, alt="Sven Kallas sees the graph")
    Review.objects.filter(pk=cast.review.pk).update(state="published", published_at=clock.now(), names_as_roles=True)
    html = signed_in(cast.reader).get(reverse("review", args=[cast.review.ref])).content.decode()
    section = html[html.index('id="attachments-list"') :].partition("</ul>")[0]
    assert "sees the graph" in section
    assert "Sven" not in section
    assert "Priya" not in section


def test_other_pages_get_the_picture_and_hear_that_it_is_gone(cast):
    one = attached(cast.review, cast.owner, alt=SHOWN)
    assert SHOWN in render("attachment", one.pk, "reader")
    assert "Remove" not in render("attachment", one.pk, "reader")
    assert "Remove" in render("attachment", one.pk, "editor")
    Attachment.objects.update(deleted_at=clock.now())
    assert "data-gone" in render("attachment", one.pk, "editor")


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_and_for_thirty(cast, signed_in, files, django_assert_num_queries, count):
    for _ in range(count):
        attached(cast.review, cast.owner, data=b"x", name="x.log")
    client = signed_in(cast.owner)
    with django_assert_num_queries(5):  # session, person, review, moment, files
        client.get(files)
