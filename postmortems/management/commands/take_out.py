"""`take_out FOLDER`: every review as Markdown and JSON with its pictures and files, a ZIP that can be taken in again.

For whoever runs the server: restricted reviews and names are in it, drafts, private accounts and the record are not.
"""

import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from postmortems.exports.forms_of_export import FORMS
from postmortems.reviews.collected import all_collected_by
from postmortems.reviews.models import Review

FORM = FORMS["markdown-zip"]


class Command(BaseCommand):
    help = "Write every review into a folder, as Markdown and JSON with its pictures and files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = [take_out(review, folder) for review in _reviews()]
        self.stdout.write(f"{len(written)} reviews are in {folder}.")


def take_out(review: Review, folder: Path) -> Path:
    """One of them; a name that is there stands for a whole file."""
    file = folder / f"{review.ref}{FORM.ending}"
    fresh = file.with_name(f"{file.name}.new")
    with FORM.write(review, all_collected_by(review)) as words, fresh.open("wb") as output:
        shutil.copyfileobj(words, output)
    return fresh.rename(file)


def _reviews() -> Any:
    """All that are not in the trash, by their numbers."""
    return (
        Review.objects.filter(deleted_at=None)
        .select_related("owner", "facilitator", "filed_by", "team")
        .order_by("pk")
        .iterator(chunk_size=50)
    )
