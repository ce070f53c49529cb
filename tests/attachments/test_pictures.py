"""A picture is made anew from its pixels; what is none, or too large, is said before it costs anything."""

import io
import tracemalloc

import pytest
from PIL import Image

from postmortems.attachments.pictures import TooManyPixels, Unreadable, remake, says_picture
from tests.attachments.bombs import png_that_claims
from tests.attachments.bringing import picture

PAGE = b"<script>alert(1)</script>"


def made(data: bytes):
    whole, small = io.BytesIO(), io.BytesIO()
    found = remake(io.BytesIO(data), whole=whole, small=small)
    return found, whole.getvalue(), small.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode", "content_type"),
    [
        *(("PNG", mode, "image/png") for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
        *(("JPEG", mode, "image/jpeg") for mode in ("L", "RGB", "CMYK")),
        *(("WEBP", mode, "image/webp") for mode in ("RGB", "RGBA")),
    ],
)
def test_every_mode_is_made_anew_in_its_own_kind(kind, mode, content_type):
    data = io.BytesIO()
    Image.new(mode, (40, 30)).save(data, kind)
    found, whole, small = made(data.getvalue())
    assert (found.content_type, found.width, found.height) == (content_type, 40, 30)
    assert Image.open(io.BytesIO(whole)).format == kind
    assert Image.open(io.BytesIO(small)).format == "WEBP"


def test_what_a_camera_wrote_stays_behind_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Priya's desk", 6  # a description, and: turned by a quarter
    found, whole, small = made(picture((40, 30), "JPEG", exif=exif, comment=b"secret words"))
    assert (found.width, found.height) == (30, 40)
    for data in (whole, small):
        assert b"Priya" not in data
        assert b"secret words" not in data
        assert not Image.open(io.BytesIO(data)).getexif()


def test_a_colour_profile_and_text_stay_behind():
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Comment", "secret words")
    _, whole, _ = made(picture(pnginfo=told, icc_profile=b"profile of this screen"))
    assert b"secret words" not in whole
    assert "icc_profile" not in Image.open(io.BytesIO(whole)).info


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_follows_the_picture_is_not_copied(kind):
    _, whole, small = made(picture(kind=kind) + PAGE + b"PK\x03\x04")
    assert b"script" not in whole + small
    assert b"PK\x03\x04" not in whole + small


def test_a_see_through_picture_stays_so():
    data = io.BytesIO()
    clear = Image.new("P", (8, 8))
    clear.info["transparency"] = 0
    clear.save(data, "PNG", transparency=0)
    _, whole, _ = made(data.getvalue())
    assert Image.open(io.BytesIO(whole)).mode == "RGBA"


@pytest.mark.parametrize("size", [(8_000, 8_000), (12_000, 12_000), (30_000, 30_000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size):
    data = png_that_claims(*size)
    assert len(data) < 120_000
    tracemalloc.start()
    try:
        with pytest.raises(TooManyPixels):
            made(data)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        picture()[:60],
        b"\xff\xd8\xff\xe0" + b"x" * 50,
        picture(kind="JPEG", size=(300, 300))[:200],
        b"RIFF\x10\0\0\0WEBPVP8 broken..",
        b"GIF89a" + PAGE,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ],
)
def test_what_cannot_be_read_as_a_picture_is_said(data):
    with pytest.raises(Unreadable):
        made(data)


def test_a_file_says_that_it_is_a_picture_by_its_name_or_its_first_bytes():
    assert says_picture("x.html", picture()[:12])
    assert says_picture("GRAPH.JPEG", b"<html>")
    assert says_picture("x", picture(kind="WEBP")[:12])
    assert not says_picture("drawing.svg", b"<svg")
    assert not says_picture("sound.wav", b"RIFF....WAVE")
