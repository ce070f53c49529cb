"""Pictures and files for tests, made as people make them."""

import io
import struct
import uuid
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from postmortems.attachments import services
from postmortems.attachments.models import Attachment


def picture(size: tuple[int, int] = (64, 48), kind: str = "PNG", mode: str = "RGB", **saved: object) -> bytes:
    """The bytes of a picture with a little in it."""
    made = Image.new(mode, size)
    made.paste(Image.new(mode, (max(1, size[0] // 2), max(1, size[1] // 2)), 120 if mode == "L" else "teal"))
    file = io.BytesIO()
    made.save(file, kind, **saved)
    return file.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A whole PNG of one colour, as small as such a file can be: 144 million pixels take 18 kB."""
    lines = zlib.compressobj(9)
    line = b"\0" * (1 + (width + 7) // 8)
    data = b"".join(lines.compress(line) for _ in range(height)) + lines.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b"")))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def sent(data: bytes, name: str = "graph.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def attached(review, actor, *, data: bytes | None = None, name: str = "graph.png", alt: str = "") -> Attachment:
    """A picture, or with `data` another file, that somebody attached to the review."""
    file = io.BytesIO(picture() if data is None else data)
    return services.attach(review=review, file=file, name=name, alt=alt, actor=actor, form_key=uuid.uuid4())
