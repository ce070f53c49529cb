"""The forms in which a review can be taken along."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.exports.archive import DOCUMENT, zipped
from postmortems.exports.markdown import markdown_of
from postmortems.exports.pdf import pdf_of
from postmortems.exports.record import attachments, record_of
from postmortems.reviews.models import Review


@dataclass(frozen=True)
class Form:
    """One way to take it: its name in the address, what the page says of it, and who writes the file, given the review
    and the reviews that it looks at together, as far as whoever takes it may see them.
    """

    name: str
    label: str | Promise
    good_for: str | Promise
    content_type: str
    ending: str
    write: Callable[[Review, Sequence[Review]], IO[bytes]]


def _json(review: Review, together: Sequence[Review]) -> IO[bytes]:
    return io.BytesIO(_document(review, together).encode())


def _json_zip(review: Review, together: Sequence[Review]) -> IO[bytes]:
    return zipped({DOCUMENT: _document(review, together)}, attachments(review))


def _document(review: Review, together: Sequence[Review]) -> str:
    return json.dumps(record_of(review, together), indent=2, ensure_ascii=False) + "\n"


def _markdown(review: Review, together: Sequence[Review]) -> IO[bytes]:
    return io.BytesIO(markdown_of(review, together).encode())


def _markdown_zip(review: Review, together: Sequence[Review]) -> IO[bytes]:
    """With review.json in it, so that the pictures come back as well."""
    words = markdown_of(review, together, with_files=True)
    documents = {f"{review.ref}.md": words, DOCUMENT: _document(review, together)}
    return zipped(documents, attachments(review))


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form(
            "pdf",
            _("PDF"),
            _("To print, to send, to keep. The whole review with its story as a table, its pictures and bookmarks."),
            "application/pdf",
            ".pdf",
            pdf_of,
        ),
        Form(
            "markdown",
            _("Markdown"),
            _("For a wiki or a repository. The words alone, in one file."),
            "text/markdown; charset=utf-8",
            ".md",
            _markdown,
        ),
        Form(
            "markdown-zip",
            _("Markdown with its pictures"),
            _("The same with every picture and file beside it, as a ZIP that can be taken in again."),
            "application/zip",
            "-markdown.zip",
            _markdown_zip,
        ),
        Form(
            "json",
            _("JSON"),
            _("For programs. It follows a published schema and can be taken in again."),
            "application/json",
            ".json",
            _json,
        ),
        Form(
            "json-zip",
            _("JSON with its pictures"),
            _("Everything, as a ZIP that can be taken in again here or elsewhere."),
            "application/zip",
            ".zip",
            _json_zip,
        ),
    )
}
