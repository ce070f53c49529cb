"""Markdown to safe HTML, once, when it is saved. The only place that calls a string trusted."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Raised when the rendering changes; older columns are then rendered again from their source.
RENDERER_VERSION = 1
# A field longer than this is refused before anything reads it: 50,000 brackets cost the renderer most of a second
# (RELIABILITY 3).
LONGEST = 200_000

TAGS = {
    *("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_HEADING = re.compile(r"<(/?)h([1-6])>")


def render(source: str) -> str:
    """The source as HTML that is safe to store and show. Headings start at h3, below the page's own."""
    html = _HEADING.sub(lambda found: f"<{found[1]}h{min(6, int(found[2]) + 2)}>", _markdown.render(source))
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})


def trusted(html: str) -> SafeString:
    """Mark HTML from `render` as safe for a template."""
    return mark_safe(html)  # noqa: S308  # nosec B308 B703


def clean(source: str) -> str:
    """Typed text as it is stored: one kind of line end, no NUL, no space at the edges."""
    return clean_lines(source).replace("\x00", "").strip()


def clean_lines(source: str) -> str:
    """The text with one kind of line end, whatever browser or file it came from."""
    return source.replace("\r\n", "\n").replace("\r", "\n")
