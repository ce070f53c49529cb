"""The mails that the catcher of a demonstration kept: one file each, nobody was written to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings

from postmortems.demo.accounts import EVERYBODY

# As `embedded/mailcatcher.py` names them: the nanosecond of arrival, and something to tell two of one apart.
NAME = re.compile(r"\d{20}-[0-9a-f]{8}\.eml", re.ASCII)
NEWEST = 50
# A mail of ours is a few kB; what is longer is shown cut.
LONGEST = 200_000
NAMES = {account.email: account.name for account in EVERYBODY}
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


class NoSuchMailError(Exception):
    """There is no mail under this name."""


@dataclass(frozen=True)
class Mail:
    """What the pages show of one message. `links` are those of both parts, each once, in order."""

    name: str
    subject: str
    sender: str
    to: str
    sent_at: datetime | None
    text: str
    html: str
    links: tuple[str, ...]

    @property
    def addressee(self) -> str:
        """The name of one of the demonstration's people, or the address."""
        return NAMES.get(self.to, self.to)

    @property
    def begins(self) -> str:
        """The first words, as a list of mails shows them beside the subject."""
        return " ".join(self.text[:300].split())


def newest() -> list[Mail]:
    """The newest mails, newest first; none where no mail was ever caught."""
    return [_read(path) for path in sorted(_files(), reverse=True)[:NEWEST]]


def mail_named(name: str) -> Mail:
    """One mail. Raises NoSuchMailError, also for a name that no mail can have."""
    path = _folder() / name
    if not NAME.fullmatch(name) or not path.is_file():
        raise NoSuchMailError(name)
    return _read(path)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "mail"


def _files() -> Iterator[Path]:
    return (path for path in _folder().glob("*.eml") if NAME.fullmatch(path.name))


def _read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=default)
    text, html = _part(message, "plain"), _part(message, "html")
    return Mail(
        name=path.name,
        subject=str(message.get("Subject", "")),
        sender=", ".join(address.display_name or address.addr_spec for address in _addresses(message, "From")),
        to=", ".join(address.addr_spec for address in _addresses(message, "To")),
        sent_at=getattr(message.get("Date"), "datetime", None),
        text=text[:LONGEST] or _words_of(html)[:LONGEST],
        html=html if len(html) <= LONGEST else "",
        links=tuple(dict.fromkeys([*_LINK.findall(text[:LONGEST]), *_links_of(html)])),
    )


def _addresses(message: EmailMessage, header: str) -> tuple[Address, ...]:
    return getattr(message.get(header), "addresses", ())


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


class _Reader(HTMLParser):
    """The words and the links of the HTML part."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or ""
        if tag == "a" and target.startswith(("http://", "https://")):
            self.links.append(target)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _read_html(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html[:LONGEST])
    return reader


def _links_of(html: str) -> list[str]:
    return _read_html(html).links


def _words_of(html: str) -> str:
    return "\n".join(line.strip() for line in "".join(_read_html(html).words).splitlines() if line.strip())
