"""A picture is read and made anew: what a camera or somebody else wrote into its file stays behind. Knows no framework.

Whatever follows the picture in its file (a page, an archive) is not copied, because only pixels are.
"""

import contextlib
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps

from postmortems.attachments.limits import PICTURE_ENDINGS, PIXELS, SMALL

FORMATS = {"PNG": ("image/png", "png"), "JPEG": ("image/jpeg", "jpg"), "WEBP": ("image/webp", "webp")}
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
# What Pillow raises about bytes that are no picture after all; the list is that of its own `Image.open` and decoders.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, IndexError, EOFError, struct.error, zlib.error)


class Unreadable(Exception):
    """It says it is a picture, and cannot be read as one."""


class TooManyPixels(Exception):
    """It would take more memory than one picture may. Nothing of it was decoded."""


@dataclass(frozen=True)
class Picture:
    """What was made: its kind, its size in pixels, and how a file of that kind ends."""

    content_type: str
    width: int
    height: int
    ending: str


def says_picture(name: str, begins: bytes) -> bool:
    """Whether a file claims to be a picture that we show, by its first twelve bytes or by the end of its name."""
    is_webp = begins[:4] == b"RIFF" and begins[8:12] == b"WEBP"
    return begins.startswith(SIGNATURES) or is_webp or name.lower().rpartition(".")[2] in PICTURE_ENDINGS


def remake(source: BinaryIO, *, whole: BinaryIO, small: BinaryIO) -> Picture:
    """Write the picture anew in its own kind, and once more for pages. Raises Unreadable or TooManyPixels, the latter
    before anything is decoded.
    """
    with _opened(source) as image:
        if image.width * image.height > PIXELS:
            raise TooManyPixels
        kind = str(image.format)
        with _broken_is_said():
            image.load()
        upright = ImageOps.exif_transpose(image)
    upright.info = {"transparency": upright.info["transparency"]} if "transparency" in upright.info else {}
    plain = _plain(upright, kind)
    plain.save(whole, kind, **({} if kind == "PNG" else {"quality": 90}))
    width, height = plain.size
    plain.thumbnail((SMALL, SMALL), reducing_gap=2.0)
    plain.save(small, "WEBP", quality=82)
    content_type, ending = FORMATS[kind]
    return Picture(content_type, width, height, ending)


@contextlib.contextmanager
def _opened(source: BinaryIO) -> Iterator[Image.Image]:
    """The head of the picture. Pillow's own limits are stricter nowhere; what it only warns of, we refuse."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(source, formats=list(FORMATS))
        except Image.DecompressionBombError as error:
            raise TooManyPixels from error
        except BROKEN as error:
            raise Unreadable from error
    with image:
        yield image


@contextlib.contextmanager
def _broken_is_said() -> Iterator[None]:
    try:
        yield
    except BROKEN as error:
        raise Unreadable from error


def _plain(image: Image.Image, kind: str) -> Image.Image:
    """In a mode that every format here can hold: grey or colour, see-through where the picture was."""
    if kind == "JPEG":
        return image if image.mode in ("L", "RGB") else image.convert("RGB")
    is_clear = image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info
    wanted = "RGBA" if is_clear else "L" if image.mode in ("1", "L") or image.mode.startswith("I") else "RGB"
    return image if image.mode == wanted else image.convert(wanted)
