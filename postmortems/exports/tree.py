"""Markdown as a tree of plain data, for the typesetter: it sets what it is given and never reads a word as a command.

Our own pictures stay pictures; any other becomes a link, because a printed page asks nobody for anything.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from postmortems.shared.text import MOST_SIGNS, SIGNS, seen

Node = dict[str, Any]
DEEPEST = 12  # levels of lists and quotes; what is deeper is shown as plain words
_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_OURS = re.compile(r"file-[1-9][0-9]{0,8}")
_SAFE = re.compile(r"(?i:https?|mailto):")
NAMES = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "quote",
    "heading": "h",
    "strong": "b",
    "em": "i",
    "s": "s",
    "table": "table",
    "tr": "tr",
    "th": "th",
    "td": "td",
}

TRANSPARENT = frozenset({"inline", "thead", "tbody"})
AS_WORDS = frozenset({"text", "html_inline", "html_block"})
ALONE: dict[str, Callable[[SyntaxTreeNode], Node]] = {
    "softbreak": lambda node: _words(" "),
    "hardbreak": lambda node: {"t": "br"},
    "code_inline": lambda node: {"t": "code", "v": node.content},
    "fence": lambda node: {"t": "pre", "v": node.content.rstrip("\n")},
    "code_block": lambda node: {"t": "pre", "v": node.content.rstrip("\n")},
    "hr": lambda node: {"t": "hr"},
}


def tree_of(source: str, pictures: Mapping[str, str] | None = None) -> list[Node]:
    """The blocks of a text. `pictures` says where each of our own lies: file-4 -> pictures/file-4.webp."""
    words = seen(source)
    if len(SIGNS.findall(words)) > MOST_SIGNS:  # a paste and not prose: see shared/text.py
        return [{"t": "p", "c": [_words(part)]} for part in words.split("\n\n")]
    return _children(SyntaxTreeNode(_markdown.parse(words)), pictures or {}, 0)


def _children(node: SyntaxTreeNode, pictures: Mapping[str, str], depth: int) -> list[Node]:
    found: list[Node] = []
    for child in node.children:
        found += _nodes(child, pictures, depth)
    return found


def _nodes(node: SyntaxTreeNode, pictures: Mapping[str, str], depth: int) -> list[Node]:
    kind = node.type
    if kind in ALONE:
        return [ALONE[kind](node)]
    if depth > DEEPEST * 3 or kind in AS_WORDS:
        return [_words(node.content)] if node.content else []
    if kind in TRANSPARENT:
        return _children(node, pictures, depth)
    if kind == "image":
        return [_picture(node, pictures)]
    if kind == "link":
        return [_link(str(node.attrs.get("href", "")), _children(node, pictures, depth + 1))]
    return [{"t": NAMES.get(kind, "p"), "c": _children(node, pictures, depth + 1)}]


def _picture(node: SyntaxTreeNode, pictures: Mapping[str, str]) -> Node:
    source, said = str(node.attrs.get("src", "")), node.content
    if source in pictures:
        return {"t": "img", "src": pictures[source], "alt": said or source}
    return _link(source, [_words(said or source)]) if not _OURS.fullmatch(source) else _words(said or source)


def _link(href: str, children: list[Node]) -> Node:
    if _SAFE.match(href) and len(href) < 2_000:
        return {"t": "a", "href": href, "c": children or [_words(href)]}
    return {"t": "span", "c": children}


def _words(said: str) -> Node:
    return {"t": "w", "v": said}
