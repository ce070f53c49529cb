"""A review as PDF, set by typst. Its fonts come with the typesetter, so that a server needs none of its own."""

import io
import json
import shutil
import subprocess  # nosec B404
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from postmortems.attachments import storage
from postmortems.attachments.models import Attachment
from postmortems.exports.printed import Printing
from postmortems.exports.record import attachments
from postmortems.reviews.models import Review
from postmortems.workspace.document_parts import Told, told

TEMPLATE = Path(__file__).with_name("review.typ")
# Pictures are set as pages show them, 1200 pixels at most; more of them than this make a file that nobody can send.
MOST_PICTURES = 60
LONGEST = 60  # seconds; a story at its limit takes one or two


def pdf_of(review: Review, together: Sequence[Review] = ()) -> IO[bytes]:
    """The whole review. It is set in a folder of its own, of which the typesetter sees nothing beyond."""
    parts = told(review, together=together)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures = _pictures(attachments(review), folder)
        figures = [_figure(one, parts) | {"src": place} for one, place in pictures]
        data = Printing(parts, {one.ref: place for one, place in pictures}).data(figures)
        return io.BytesIO(set_in(folder, template=TEMPLATE, data=data))


def set_in(folder: Path, *, template: Path, data: Any) -> bytes:
    """The pages that a template makes of these data, set by a process that ends afterwards (typesetting.py)."""
    (folder / "review.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    shutil.copyfile(template, folder / "review.typ")
    command = [sys.executable, "-m", "postmortems.exports.typesetting", str(folder)]
    subprocess.run(command, cwd=settings.BASE_DIR, check=True, capture_output=True, timeout=LONGEST)  # nosec B603
    return (folder / "review.pdf").read_bytes()


def _pictures(files: list[Attachment], folder: Path) -> list[tuple[Attachment, str]]:
    """Copies of the pictures, and where they lie. One that a backup did not bring back is left out."""
    found = []
    for one in [file for file in files if file.is_image][:MOST_PICTURES]:
        place = storage.place_of(one.stored, small=True)
        if place.exists():
            shutil.copyfile(place, folder / f"{one.ref}.webp")
            found.append((one, f"{one.ref}.webp"))
    return found


def _figure(one: Attachment, parts: Told) -> dict[str, Any]:
    said = parts.names.words(one.alt or one.name)
    return {"alt": said, "caption": said, "wide": bool(one.width and one.height and one.width >= one.height)}
