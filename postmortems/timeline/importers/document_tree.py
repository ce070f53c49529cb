"""Atlassian's document trees (type "doc", version 1) as Markdown. Pure; a node that is not known gives its text."""

from collections.abc import Callable
from typing import Any

DEEPEST = 40
Node = dict[str, Any]


def markdown_of(node: object, depth: int = 0) -> str:
    """The tree as Markdown; what lies deeper than forty levels is left as it is: empty."""
    if not isinstance(node, dict) or depth > DEEPEST:
        return ""
    write = BLOCKS.get(str(node.get("type")))
    return write(node, depth) if write else _inside(node, depth)


def _inside(node: Node, depth: int, between: str = "") -> str:
    return between.join(part for one in node.get("content") or [] if (part := markdown_of(one, depth + 1)))


def _text(node: Node, depth: int) -> str:
    text = str(node.get("text", ""))
    for mark in node.get("marks") or []:
        kind = mark.get("type") if isinstance(mark, dict) else ""
        around = {"strong": "**", "em": "*", "code": "`", "strike": "~~"}.get(str(kind), "")
        text = f"{around}{text}{around}"
        if kind == "link" and (address := (mark.get("attrs") or {}).get("href")):
            text = f"[{text}]({address})"
    return text


def _heading(node: Node, depth: int) -> str:
    level = (node.get("attrs") or {}).get("level", 2)
    return f"{'#' * (level if isinstance(level, int) and 1 <= level <= 6 else 2)} {_inside(node, depth)}"


def _items(node: Node, depth: int) -> str:
    mark = "1." if node.get("type") == "orderedList" else "-"
    items = [_inside(one, depth + 1, "\n").replace("\n", "\n  ") for one in node.get("content") or []]
    return "\n".join(f"{mark} {item}" for item in items)


def _row(node: Node, depth: int) -> str:
    cells = [_inside(cell, depth + 1, " ").replace("\n", " ").replace("|", "\\|") for cell in node.get("content") or []]
    return f"| {' | '.join(cells)} |"


def _table(node: Node, depth: int) -> str:
    rows = [_row(row, depth + 1) for row in node.get("content") or [] if isinstance(row, dict)]
    width = rows[0].replace("\\|", "").count("|") - 1 if rows else 0
    return "\n".join([*rows[:1], "|" + " --- |" * width, *rows[1:]])


BLOCKS: dict[str, Callable[[Node, int], str]] = {
    "doc": lambda node, depth: _inside(node, depth, "\n\n"),
    "paragraph": _inside,
    "text": _text,
    "heading": _heading,
    "hardBreak": lambda node, depth: "\n",
    "rule": lambda node, depth: "---",
    "bulletList": _items,
    "orderedList": _items,
    "listItem": lambda node, depth: _inside(node, depth, "\n"),
    "codeBlock": lambda node, depth: f"```\n{_inside(node, depth)}\n```",
    "blockquote": lambda node, depth: "> " + _inside(node, depth, "\n\n").replace("\n", "\n> "),
    "panel": lambda node, depth: _inside(node, depth, "\n\n"),
    "table": _table,
    "mention": lambda node, depth: str((node.get("attrs") or {}).get("text", "")),
    "emoji": lambda node, depth: str((node.get("attrs") or {}).get("shortName", "")),
    "inlineCard": lambda node, depth: str((node.get("attrs") or {}).get("url", "")),
    "date": lambda node, depth: str((node.get("attrs") or {}).get("timestamp", "")),
}
