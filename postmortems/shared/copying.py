"""One short document as people paste it: a chat message, a mail, Markdown, plain text. Pure.

A chat message is for a person's paste into Slack or Teams, where bare addresses become links and `&lt;` would stay
`&lt;`; so it is written without entities and without the `<address|words>` that only a program may send.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

# A mail address with a longer body is cut or refused by some mail programs.
LONGEST_MAILTO = 1_800
_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
_MARKDOWN_STARTS = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+=]|\d+(?=[.)]))")
# Signs that would open bold, italics or struck words in a chat, and calls that would ring for everybody there.
_CHAT_OPENS = re.compile(r"(?<!\w)[*_~](?=\S)|@(?=(?:here|channel|everyone|group)\b)")
_JOINER = "\u2060"  # takes no room and breaks nothing; the sign before it is only a sign


@dataclass(frozen=True)
class Marked:
    """Words that somebody wrote in Markdown. Other words are plain: what looks like markup in them means itself."""

    source: str


@dataclass(frozen=True)
class Item:
    """One line of a list: its words, where it leads, what is told after it (an owner), and what stands below."""

    text: str | Marked
    href: str = ""
    after: str = ""
    below: tuple[Marked, ...] = ()


@dataclass(frozen=True)
class Part:
    """A stretch of the document, with or without a heading: paragraphs first, then a list."""

    heading: str = ""
    paragraphs: tuple[str | Marked, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.paragraphs or self.items)


@dataclass(frozen=True)
class Paper:
    """The document. `subject` is its title and the subject of a mail; `href` where it stands, with the host."""

    subject: str
    parts: tuple[Part, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Format:
    """A way to copy: the name in its address, the words on its door, and how it writes a document."""

    name: str
    label: str | Promise
    write: Callable[[Paper], str]


def as_chat(paper: Paper) -> str:
    """A message for Slack or Teams: bold headings, bullets, bare addresses."""
    return _lined(paper, title=_bold(paper.subject), heading=_bold, words=_chat_words, bullet="• ")


def as_mail(paper: Paper) -> str:
    """A plain mail: its subject on the first line, then its body."""
    return f"{paper.subject}\n\n{mail_body(paper)}"


def mail_body(paper: Paper) -> str:
    return _lined(paper, title="", heading=str.upper, words=spoken, bullet="- ")


def as_text(paper: Paper) -> str:
    """Plain text."""
    return _lined(paper, title=paper.subject, heading=lambda words: f"{words}:", words=spoken, bullet="- ")


def as_markdown(paper: Paper) -> str:
    """Markdown with headings. Words in Markdown stay as they were written, their headings below ours."""
    blocks = [f"# {_escaped(paper.subject)}"]
    for part in paper.parts:
        if part.says_something:
            blocks += [f"## {_escaped(part.heading)}"] if part.heading else []
            blocks += [_in_markdown(words) for words in part.paragraphs]
            blocks += ["\n".join(_markdown_item(item) for item in part.items)] if part.items else []
    blocks += [f"<{paper.href}>"] if paper.href else []
    return "\n\n".join(block for block in blocks if block)


FORMATS: tuple[Format, ...] = (
    Format("chat", _("Slack or Teams message"), as_chat),
    Format("mail", _("Mail"), as_mail),
    Format("markdown", _("Markdown"), as_markdown),
    Format("text", _("Plain text"), as_text),
)


def copy_page(paper: Paper, wanted: str, *, back: str) -> dict[str, Any]:
    """What `parts/copied.html` shows: the text in the `wanted` format (a chat message where that is none of them).

    `back` is the address of the page it was copied from.
    """
    chosen = next((one for one in FORMATS if one.name == wanted), FORMATS[0])
    return {
        "paper": paper,
        "text": chosen.write(paper),
        "chosen": chosen,
        "formats": FORMATS,
        "back": back,
        "mailto": mail_link(paper) if chosen.name == "mail" else "",
    }


def mail_link(paper: Paper) -> str:
    """The document as a mail in the reader's own program; nothing where it is too long for that."""
    mailto = f"mailto:?subject={quote(paper.subject)}&body={quote(mail_body(paper))}"
    return mailto if len(mailto) <= LONGEST_MAILTO else ""


def renamed(paper: Paper, name: Callable[[str], str]) -> Paper:
    """The same document with every piece of its words passed through `name`; addresses stay."""

    def words(said: str | Marked) -> Any:
        return Marked(name(said.source)) if isinstance(said, Marked) else name(said)

    def item(one: Item) -> Item:
        return replace(one, text=words(one.text), after=name(one.after), below=tuple(map(words, one.below)))

    parts = tuple(
        replace(part, paragraphs=tuple(map(words, part.paragraphs)), items=tuple(map(item, part.items)))
        for part in paper.parts
    )
    return replace(paper, subject=name(paper.subject), parts=parts)


def spoken(words: str | Marked) -> str:
    """The words without markup; a link is followed by its address."""
    if isinstance(words, str):
        return words
    return "\n".join(_blocks(_markdown.parse(words.source))).strip()


def _blocks(tokens: list[Token]) -> list[str]:
    """The lines of a parsed text: paragraphs apart, items with a dash."""
    lines: list[str] = []
    is_item = False
    for token in tokens:
        if token.type == "list_item_open":
            is_item = True
        elif token.type in ("inline", "fence", "code_block"):
            said = _inline(token.children) if token.type == "inline" else token.content.rstrip("\n")
            lines.append(f"- {said}" if is_item else said)
            is_item = False
        elif token.type in ("paragraph_close", "heading_close") and token.level == 0:
            lines.append("")
    return lines


def _inline(children: list[Token] | None) -> str:
    said, href = "", ""
    for token in children or []:
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            said += f" ({href})" if href and not said.endswith(href) else ""
        elif token.type in ("softbreak", "hardbreak"):
            said += "\n" if token.type == "hardbreak" else " "
        else:
            said += token.content
    return said


def _lined(
    paper: Paper, *, title: str, heading: Callable[[str], str], words: Callable[[str | Marked], str], bullet: str
) -> str:
    blocks = [title] if title else []
    for part in paper.parts:
        lines = [heading(part.heading)] if part.heading and part.says_something else []
        lines += [words(said) for said in part.paragraphs]
        for item in part.items:
            lines.append(bullet + _line_of(item, words))
            lines += [f"  {bullet}{_on_one_line(words(said))}" for said in item.below]
        blocks += ["\n".join(lines)] if lines else []
    return "\n\n".join([*blocks, *([paper.href] if paper.href else [])])


def _line_of(item: Item, words: Callable[[str | Marked], str]) -> str:
    said = _on_one_line(words(item.text))
    return " ".join(filter(None, [f"{said} ({words(item.after)})" if item.after else said, item.href]))


def _on_one_line(said: str) -> str:
    return " ".join(said.split())


def _chat_words(said: str | Marked) -> str:
    return _CHAT_OPENS.sub(lambda sign: sign[0] + _JOINER, spoken(said))


def _bold(said: str) -> str:
    return f"*{said.replace('*', '')}*"


def _escaped(said: str) -> str:
    """Plain words as Markdown that shows them as they are."""
    lines = _MARKDOWN_SIGNS.sub(r"\\\1", said).split("\n")
    return "\n".join(_MARKDOWN_STARTS.sub(_start_escaped, line) for line in lines)


def _start_escaped(found: re.Match[str]) -> str:
    space, sign = found.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"


def _in_markdown(said: str | Marked) -> str:
    return _lowered(said.source) if isinstance(said, Marked) else _escaped(said)


def _lowered(source: str) -> str:
    """Its headings two levels down: above them stand the document's own."""
    lines = source.split("\n")
    for token in _markdown.parse(source):
        if token.type == "heading_open" and token.map and token.markup.startswith("#"):
            lines[token.map[0]] = "#" * min(2, 6 - len(token.markup)) + lines[token.map[0]].lstrip()
    return "\n".join(lines)


def _markdown_item(item: Item) -> str:
    said = " ".join(_in_markdown(item.text).split()) if isinstance(item.text, str) else _in_markdown(item.text)
    said = f"[{said}](<{item.href}>)" if item.href else said.replace("\n", "\n  ")
    below = "".join(f"\n  - {said.source.replace('\n', '\n    ')}" for said in item.below)
    return f"- {said}" + (f" ({_escaped(item.after)})" if item.after else "") + below
