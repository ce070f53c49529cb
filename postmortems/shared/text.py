"""Markdown to safe HTML, once, when it is saved. The only place that calls a string trusted.

What a text refers to (PIR-118, event-12) stays a placeholder, an `<a>` that leads nowhere and reads as plain text:
wording/references.py makes it a link for each reader, or leaves it as it is.
"""

import re
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Raised when the rendering changes; older columns are then rendered again from their source (wording/tasks.py).
RENDERER_VERSION = 2
# A field longer than this is refused before anything reads it: 50,000 brackets cost the renderer most of a second
# (RELIABILITY 3).
LONGEST = 200_000

# What the parser does for one of these signs costs up to 50 microseconds. A text that has more of them than this holds
# a paste and not prose: from there on its paragraphs are shown as they are (200,000 brackets in one took 10 s).
SIGNS = re.compile(r"[\[\]!*_`<&~\\]")
MOST_SIGNS = 10_000

# A word, a hyphen, a number: said aloud as it is written. Nine digits fit into every key that we have.
REFERENCE = re.compile(r"(?<![\w/#.:@&-])#?((?:PIR|event|factor|action|file)-[1-9][0-9]{0,8})(?![\w-])")
_WHOLE = re.compile(r"#?((?:PIR|event|factor|action|file)-[1-9][0-9]{0,8})")
_FILE = re.compile(r"file-[1-9][0-9]{0,8}")
_EXTERNAL = re.compile(r"(?i:https?)://")
_TICK = re.compile(r"\[[ xX]\] ")
_HEADING = re.compile(r"<(/?)h([1-6])>")

TAGS = {
    *("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "label", "input"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
CLASSES = {
    **{tag: {"center", "right"} for tag in ("th", "td")},
    "ul": {"contains-task-list"},
    "li": {"task-list-item"},
}
# A box of a task list: it can be looked at and nothing else.
BOX = {"input": {"type": {"checkbox"}, "checked": {""}, "disabled": {""}}}


def _paragraphs(state: StateCore) -> None:
    """markdown-it's own rule for what stands inside of a paragraph, as long as the text is prose."""
    signs = 0
    for token in state.tokens:
        if token.type != "inline":
            continue
        signs += len(SIGNS.findall(token.content))
        token.children = [_text(token.content)] if signs > MOST_SIGNS else []
        if signs <= MOST_SIGNS:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _tasks(state: StateCore) -> None:
    """Points that begin with [ ] or [x] get a box. One pass: what is outside of a point is on the stack."""
    lists: list[Token] = []
    for at, token in enumerate(state.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and (said := _task(state.tokens[at + 1 : at + 3])):
            token.attrs["class"], lists[-1].attrs["class"] = "task-list-item", "contains-task-list"
            _box(said)


def _task(follow: list[Token]) -> Token | None:
    """The words of a point that is a task."""
    if [token.type for token in follow] != ["paragraph_open", "inline"] or not follow[1].children:
        return None
    first = follow[1].children[0]
    return follow[1] if first.type == "text" and _TICK.match(first.content) else None


def _box(said: Token) -> None:
    """The box, and a label around all its words, so that who hears the page hears what is done."""
    children = said.children or []
    done = ' checked=""' if children[0].content[1] in "xX" else ""
    children[0].content = children[0].content[4:]
    said.children = [_raw(f'<label><input type="checkbox" disabled=""{done}> '), *children, _raw("</label>")]


def _references(state: StateCore) -> None:
    """Turn what the text refers to into placeholders, and pictures from elsewhere into links."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = _inline(token.children)
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", "")):
            token.attrs["class"] = str(style).partition(":")[2]


def _inline(children: list[Token]) -> list[Token]:
    made: list[Token] = []
    links = 0
    for token in children:
        links += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type == "link_open" and (found := _WHOLE.fullmatch(str(token.attrs.get("href", "")))):
            token.attrs = {"data-ref": found[1]}
        if token.type == "text" and not links:
            made += _split(token.content)
        else:
            made.append(_raw(_picture(token)) if token.type == "image" else token)
    return made


def _split(words: str) -> list[Token]:
    """Plain words with a placeholder for each reference in them."""
    made: list[Token] = []
    at = 0
    for found in REFERENCE.finditer(words):
        made += [_text(words[at : found.start()]), _raw(f'<a data-ref="{found[1]}">{found[1]}</a>')]
        at = found.end()
    return [*made, _text(words[at:])] if made else [_text(words)]


def _picture(token: Token) -> str:
    """One of our own pictures as a placeholder; any other as a link, because a page asks nobody else for anything."""
    source, words = str(token.attrs.get("src", "")), token.content
    if _FILE.fullmatch(source):
        return f'<a data-ref="{source}" data-picture="">{escape(words)}</a>'
    if _EXTERNAL.match(source):
        return f'<a href="{escape(source)}">{escape(words or source)}</a>'
    return escape(words)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _raw(html: str) -> Token:
    return Token("html_inline", "", 0, content=html)


_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_markdown.core.ruler.at("inline", _paragraphs)
_markdown.core.ruler.push("tasks", _tasks)
_markdown.core.ruler.push("references", _references)


def render(source: str) -> str:
    """The source as HTML that is safe to store and show. Headings start at h3, below the page's own."""
    html = _HEADING.sub(lambda found: f"<{found[1]}h{min(6, int(found[2]) + 2)}>", _markdown.render(seen(source)))
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "data-ref", "data-picture"}},
        tag_attribute_values=BOX,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
    )


def trusted(html: str) -> SafeString:
    """Mark HTML from `render` as safe for a template."""
    return mark_safe(html)  # noqa: S308  # nosec B308 B703


# What turns the direction of everything after it is shown as what it is; what has no width and no meaning goes. Marks
# that writing from right to left needs (200E, 200F) and joiners inside of words and pictures (200C, 200D) stay.
_TURNS = {sign: f"⟨U+{sign:04X}⟩" for sign in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_HAS_NO_WIDTH = dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0x00AD, 0x180E))
# Signs for machines, by the pictures that Unicode has for them; a line end and a tab stay, a NUL goes.
_CONTROLS = {sign: 0x2400 + sign for sign in range(1, 32) if sign not in (9, 10)} | {0: None, 127: 0x2421}
_SEEN = _TURNS | _HAS_NO_WIDTH | _CONTROLS


def seen(words: str) -> str:
    """The words with nothing in them that cannot be seen and changes how the rest is read."""
    return words.translate(_SEEN)


def clean(source: str) -> str:
    """Typed text as it is stored: one kind of line end, nothing that cannot be seen, no space at the edges."""
    return seen(clean_lines(source)).strip()


def clean_lines(source: str) -> str:
    """The text with one kind of line end, whatever browser or file it came from."""
    return source.replace("\r\n", "\n").replace("\r", "\n")
