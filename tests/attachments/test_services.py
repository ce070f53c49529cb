"""Kept whole or not at all; away for thirty days; then gone with its bytes."""

import datetime as dt
import io
import os
import resource
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from postmortems.attachments import services, storage
from postmortems.attachments.models import Attachment
from postmortems.attachments.pictures import TooManyPixels, Unreadable
from postmortems.attachments.services import shown_name
from postmortems.shared import clock
from tests.attachments.bombs import png_that_claims
from tests.attachments.bringing import attached, picture


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


def on_disk() -> list[Path]:
    return sorted(path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file())


def test_a_picture_lies_there_twice_under_a_name_that_says_nothing(cast):
    one = attached(cast.review, cast.owner, name="Priya's graph.jpeg")
    assert (one.kind, one.name, one.content_type) == ("image", "Priya's graph.png", "image/png")
    assert [path.name for path in on_disk()] == [one.stored, f"{one.stored}.small"]
    assert storage.place_of(one.stored).stat().st_size == one.size


def test_any_other_file_is_kept_byte_by_byte(cast):
    data = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    one = attached(cast.review, cast.owner, data=data, name="drawing.svg")
    assert (one.kind, one.width, one.content_type) == ("file", None, "application/octet-stream")
    assert storage.place_of(one.stored).read_bytes() == data


@pytest.mark.parametrize(
    ("data", "error"), [(b"<html>", Unreadable), (png_that_claims(7000, 7000), TooManyPixels)], ids=["none", "large"]
)
def test_what_is_refused_leaves_nothing(cast, data, error):
    with pytest.raises(error):
        attached(cast.review, cast.owner, data=data)
    assert not on_disk()
    assert not Attachment.objects.exists()


def test_the_same_form_sent_twice_keeps_it_once(cast):
    key, data = uuid.uuid4(), picture()
    sent = {"review": cast.review, "name": "graph.png", "alt": "", "actor": cast.owner, "form_key": key}
    first, second = (services.attach(file=io.BytesIO(data), **sent) for _ in range(2))
    assert first == second
    assert len(on_disk()) == 2


def test_a_row_that_cannot_be_written_leaves_no_file(cast, other_review_with_key):
    with pytest.raises(IntegrityError), transaction.atomic():
        services.attach(
            review=cast.review,
            file=io.BytesIO(b"x"),
            name="x.log",
            alt="",
            actor=cast.owner,
            form_key=other_review_with_key,
        )
    assert len(on_disk()) == 1


@pytest.fixture
def other_review_with_key(cast):
    from tests.factories import ReviewFactory

    key = uuid.uuid4()
    services.attach(review=ReviewFactory(), file=io.BytesIO(b"y"), name="y.log", alt="", actor=cast.owner, form_key=key)
    return key


@pytest.mark.parametrize(("data", "name"), [(os.urandom(300_000), "core.bin"), (picture((900, 900)), "graph.png")])
def test_a_full_disk_is_said_and_keeps_nothing(cast, data, name):
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limit[1]))  # no file may grow past this: as good as full
    try:
        with pytest.raises(storage.DiskFull):
            attached(cast.review, cast.owner, data=data, name=name)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert not on_disk()
    assert not Attachment.objects.exists()


def test_the_trash_keeps_it_for_thirty_days_and_then_its_bytes_go_too(cast):
    kept, old = attached(cast.review, cast.owner), attached(cast.review, cast.owner)
    for one, days in ((kept, 29), (old, 31)):
        services.remove(attachment=one, actor=cast.owner)
        Attachment.objects.filter(pk=one.pk).update(deleted_at=clock.now() - dt.timedelta(days=days))
    services.forget_all()
    services.forget_all()
    assert list(Attachment.objects.all()) == [kept]
    assert {path.name for path in on_disk()} == {kept.stored, f"{kept.stored}.small"}
    assert services.restore(attachment=kept, actor=cast.owner).deleted_at is None


def test_what_no_row_knows_goes_after_a_day(cast):
    one = attached(cast.review, cast.owner)
    for name, age in (("ab" * 16, 2), ("cd" * 16, 0)):
        stray = storage.place_of(name)
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(b"left by a crash")
        moment = (clock.now() - dt.timedelta(days=age)).timestamp()
        os.utime(stray, (moment, moment))
    left = storage.incoming() / "upload-left"
    left.write_bytes(b"half a file")
    os.utime(left, (0, 0))
    assert services.sweep() == 1
    assert not left.exists()
    assert {path.name for path in on_disk()} == {one.stored, f"{one.stored}.small", "cd" * 16}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\priya\\log.txt", "log.txt"),
        ("graph\u202egnp.exe", "graphgnp.exe"),
        ("two\r\nlines\x00.txt", "twolines.txt"),
        ("", "file"),
        ("...", "file"),
        ("a" * 300 + ".log", "a" * 146 + ".log"),
    ],
)
def test_a_name_is_shown_without_folders_and_tricks(name, shown):
    assert shown_name(name) == shown


def test_a_picture_is_named_for_what_it_is():
    assert shown_name("page.html", ending="png") == "page.png"
    assert shown_name("", ending="jpg") == "picture.jpg"
