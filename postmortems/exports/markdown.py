"""A review as one Markdown file that stands alone: the page in its order, with the facts at its head."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from postmortems.attachments.models import Attachment
from postmortems.exports.facts import facts_of
from postmortems.exports.record import attachments, path_of
from postmortems.reviews.models import Review
from postmortems.shared.copying import Item, Marked, Paper, Part, as_markdown
from postmortems.workspace.copying import page_paper
from postmortems.workspace.document_parts import Told, told

# A picture or a link whose address is one of our files.
FILE = re.compile(r"(?<=\]\()#?(file-[1-9][0-9]{0,8})(?=[ )])")


def markdown_of(review: Review, together: Sequence[Review] = (), *, with_files: bool = False) -> str:
    """CommonMark. `with_files`: pictures and files lie beside it, where `archive.py` puts them."""
    parts = told(review, together=together)
    files = attachments(review)
    paper = page_paper(parts, href=settings.BASE_URL + reverse("review", args=[review.ref]))
    head, beside = _head(parts), _files(files, parts, with_files=with_files)
    whole = Paper(paper.subject, (*head, *paper.parts, *beside), paper.href)
    return _with_places(as_markdown(whole), files if with_files else []) + "\n"


def _head(parts: Told) -> list[Part]:
    """The facts, and the first acknowledgement."""
    facts = tuple(Item(f"{one['label']}: {one['value']}") for one in facts_of(parts.review, parts.names.words))
    word = parts.source("acknowledgement")
    return [Part(items=(Item(parts.review.ref), *facts)), Part(paragraphs=(Marked(word),) if word else ())]


def _files(files: list[Attachment], parts: Told, *, with_files: bool) -> list[Part]:
    """Every picture and file, with what it shows."""
    if not with_files or not files:
        return []
    say = parts.names.words
    shown = tuple(Marked(_link(one, say(one.alt or one.name))) for one in files)
    return [Part(_("Pictures and files"), paragraphs=shown)]


def _link(one: Attachment, words: str) -> str:
    said = words.translate(str.maketrans("[]\n", "() "))
    return f"{'!' if one.is_image else ''}[{said}]({path_of(one)})"


def _with_places(text: str, files: list[Attachment]) -> str:
    """The addresses of pictures in texts, as places beside the file."""
    places = {one.ref: path_of(one) for one in files}
    return FILE.sub(lambda found: places.get(found[1], found[1]), text)
