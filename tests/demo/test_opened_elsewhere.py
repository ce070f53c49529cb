"""Every review of the demonstration as a file, read by programs that are not ours: a PDF reader, a Markdown parser."""

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from html import unescape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from PIL import Image

from accounts.models import User
from postmortems.exports.forms_of_export import FORMS
from postmortems.reviews.collected import collected_by
from postmortems.reviews.models import Review
from postmortems.shared.text import render
from postmortems.wording.policy import PUBLISHABLE
from postmortems.workspace.document_parts import Told, told
from tests.attachments.bringing import attached

pytestmark = pytest.mark.django_db
needs_poppler = pytest.mark.skipif(not shutil.which("pdftohtml"), reason="poppler's programs are not installed")

# What a reader sets between the lines of a page: the foot and the head, with the number of the page.
MARGIN = 57  # points; typst's page in review.typ has wider ones


def letters(words: str) -> str:
    """What is left when setting is taken away: hyphens, quotes, ligatures, spaces and line ends differ."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words)).casefold()


def as_read(html: str) -> str:
    return letters(unescape(re.sub(r"<[^>]*>", " ", html)))


def what_it_says(parts: Told) -> list[str]:
    """Each sentence that a file has to hold."""
    events = parts.review.events.alive().filter(is_kept_back=False, is_noise=False, merged_into=None)
    said = [parts.names.words(event.body) for event in events]
    said += [parts.source(slot) for slot in parts.texts]
    return [*said, *(one.title for one in parts.together), *sentences(parts)]


def sentences(parts: Told) -> list[str]:
    kept = parts.review.factors.alive().filter(sentence_state__in=PUBLISHABLE)
    items = parts.review.actions.alive()
    rows = [*kept.values_list("sentence", flat=True), *items.values_list("sentence", flat=True)]
    return [parts.names.words(row) for row in rows]


def missing(parts: Told, read: str) -> list[str]:
    return [words for words in what_it_says(parts) if as_read(render(words)) not in read]


def made(review: Review, form: str) -> tuple[Told, bytes]:
    reader = User.objects.get(email="tomas.reyes@example.org")
    here = Review.objects.get(pk=review.pk)
    together = collected_by(here, user=reader)
    with FORMS[form].write(here, together) as file:
        return told(here, together=together), file.read()


@needs_poppler
def test_a_pdf_reader_finds_every_sentence_and_the_bookmarks(demonstration, tmp_path):
    for review in demonstration:
        parts, pdf = made(review, "pdf")
        (tmp_path / "review.pdf").write_bytes(pdf)
        page = as_xml(tmp_path / "review.pdf")
        assert missing(parts, body_of(page)) == [], review.title
        marks = as_read(page.partition("<outline>")[2])
        assert [words for words in bookmarks(parts) if letters(words) not in marks] == [], review.title


def bookmarks(parts: Told) -> list[str]:
    """Where a reader wants to go: the parts, and each condition by its sentence."""
    causes = [
        parts.names.words(one.sentence) for one in parts.review.factors.alive() if one.sentence_state in PUBLISHABLE
    ]
    return ["Story" if parts.review.events.alive().exists() else "", *causes]


def as_xml(file: Path) -> str:
    told_by = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", file], check=True, capture_output=True)
    return told_by.stdout.decode()


def body_of(page: str) -> str:
    """The words of all pages without what stands in their margins."""
    height = int(re.search(r'<page [^>]*height="(\d+)"', page)[1])  # type: ignore[index]
    lines = re.findall(r'<text top="(\d+)"[^>]*>(.*?)</text>', page)
    return as_read(" ".join(words for top, words in lines if MARGIN < int(top) < height - MARGIN))


def test_a_markdown_parser_finds_every_sentence_and_each_link_leads_somewhere(demonstration, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    tomas = User.objects.get(email="tomas.reyes@example.org")
    attached(demonstration[0], tomas, alt="Two graphs")
    for review in demonstration:
        parts, packed = made(review, "markdown-zip")
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            html = MarkdownIt("commonmark").render(archive.read(f"{review.ref}.md").decode())
            beside = re.findall(r'(?:src|href)="(files/[^"]+)"', html)
            assert set(beside) == {name for name in archive.namelist() if name.startswith("files/")}
            for name in beside:
                assert Image.open(archive.open(name)).size > (0, 0)
        assert missing(parts, as_read(html)) == [], review.title
        assert re.findall(r'href="#([^"]*)"', html) == [], review.title
        assert html.count("<h1") == 1, review.title
