"""What stands under an entry of a written timeline and shows that it was so: a message, an address. Pure.

`written` says it in Markdown and `with_shown` reads it back, there and in documents of other houses.
"""

import re
from dataclasses import replace

from postmortems.timeline.importers.result import ImportedEvent, ImportedEvidence

LONGEST_URL, LONGEST_LABEL = 500, 120
_ADDRESS = r"<?(https?://[^\s<>\"]+?)>?"
_LINK = re.compile(rf"\[((?:\\.|[^\[\]\\])+)\]\({_ADDRESS}\)|{_ADDRESS}")
_QUOTED = re.compile(r">[ \t]?(.*)")
_SAID_BY = re.compile(rf"[—–]\s+(?:([^<>\n]{{1,{LONGEST_LABEL}}}?))?(?:,?\s*<(https?://[^\s<>]+)>)?\s*")
_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|~])")


def written(shown: ImportedEvidence) -> str:
    """As lines of Markdown."""
    if not shown.quote:
        return f"[{_SIGNS.sub(r'\\\1', shown.label)}](<{shown.url}>)" if shown.label else f"<{shown.url}>"
    lines = [f"> {_SIGNS.sub(r'\\\1', line)}".rstrip() for line in shown.quote.splitlines()]
    said_by = ", ".join(filter(None, [_SIGNS.sub(r"\\\1", shown.said_by), shown.url and f"<{shown.url}>"]))
    return "\n".join([*lines, *([">", f"> — {said_by}"] if said_by else [])])


def with_shown(event: ImportedEvent, line: str, *, is_item: bool) -> ImportedEvent | None:
    """The entry with what this line under it shows; None where the line is words that go on."""
    if quoted := _QUOTED.fullmatch(line):
        return _quoting(event, _ESCAPED.sub(r"\1", quoted[1].rstrip()), begins=is_item)
    link = _LINK.fullmatch(line) if is_item else None
    if link is None:
        return None
    label, url = _ESCAPED.sub(r"\1", link[1] or ""), link[2] or link[3]
    if len(url) > LONGEST_URL or len(label) > LONGEST_LABEL:
        return None
    return replace(event, shows=(*event.shows, ImportedEvidence(url=url, label="" if label == url else label)))


def _quoting(event: ImportedEvent, words: str, *, begins: bool) -> ImportedEvent:
    *before, last = event.shows or (None,)
    if begins or last is None or not last.quote:
        return replace(event, shows=(*event.shows, ImportedEvidence(quote=words))) if words else event
    said_by = _SAID_BY.fullmatch(words)
    if said_by and (said_by[1] or said_by[2]) and len(said_by[2] or "") <= LONGEST_URL:
        last = replace(last, quote=last.quote.rstrip("\n"), said_by=(said_by[1] or "").strip(), url=said_by[2] or "")
    else:
        last = replace(last, quote=f"{last.quote}\n{words}")
    return replace(event, shows=(*(one for one in before if one), last))
