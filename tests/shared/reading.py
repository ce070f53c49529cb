"""What in a page could act although somebody typed it."""

import re
from html.parser import HTMLParser

# A browser leaves out what has no width before it looks for the scheme.
LEFT_OUT = re.compile(r"^[\x00-\x20]+|[\t\r\n]")
SCHEME = re.compile(r"(?i)(?!https?:|mailto:)[a-z][a-z0-9+.-]*:")
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "background")
ACTS = ("on", "hx-", "data-hx-")
RAW = ("script", "style", "iframe", "noscript", "template")


class _Reader(HTMLParser):
    def __init__(self, mark: str) -> None:
        super().__init__(convert_charrefs=True)
        self.mark, self.found, self.inside = mark, [], ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag if tag in RAW else ""
        for name, value in attrs:
            said = value or ""
            if self._acts(name, said):
                self.found.append(f"<{tag} {name}={said[:80]}>")
        if tag in ("base", "embed", "object", "iframe", "math"):
            self.found.append(f"<{tag}>")

    def _acts(self, name: str, said: str) -> bool:
        if name.startswith("on") or name in ("srcdoc", "style"):
            return True
        if name in ADDRESSES:
            return bool(SCHEME.match(LEFT_OUT.sub("", said)))
        return name.startswith(ACTS) and self.mark in said

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside and self.mark in data:
            self.found.append(f"{self.inside}: {data[:80]}")


def what_acts(html: str, *, mark: str) -> list[str]:
    """Everything in the page that a browser would run, load or obey and that came from `mark`ed words."""
    reader = _Reader(mark)
    reader.feed(html)
    return reader.found
