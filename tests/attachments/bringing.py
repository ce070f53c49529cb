"""Pictures and files for tests, made as people make them."""

import io
import uuid

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


def sent(data: bytes, name: str = "graph.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def attached(review, actor, *, data: bytes | None = None, name: str = "graph.png", alt: str = "") -> Attachment:
    """A picture, or with `data` another file, that somebody attached to the review."""
    file = io.BytesIO(picture() if data is None else data)
    return services.attach(review=review, file=file, name=name, alt=alt, actor=actor, form_key=uuid.uuid4())
