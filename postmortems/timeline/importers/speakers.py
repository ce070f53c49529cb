"""Who said a line, what they said, and what is noise. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from postmortems.timeline.importers.entries import Noise

# Words that stand before a colon and are nobody's name.
LABELS = frozenset(
    [
        "error",
        "err",
        "warn",
        "warning",
        "info",
        "information",
        "debug",
        "trace",
        "fatal",
        "critical",
        "notice",
        "note",
        "notes",
        "update",
        "status",
        "fix",
        "fixed",
        "edit",
        "ps",
        "todo",
        "action",
        "impact",
        "cause",
        "http",
        "https",
        "ftp",
        "file",
        "re",
        "fwd",
        "fw",
        "id",
        "url",
        "link",
        "links",
        "alert",
        "alerts",
        "firing",
        "resolved",
        "summary",
        "result",
        "results",
        "output",
        "input",
        "log",
        "logs",
        "from",
        "to",
        "subject",
        "date",
        "time",
        "utc",
        "eta",
        "ticket",
        "incident",
        "issue",
        "root",
        "question",
        "answer",
        "example",
        "detected",
        "mitigated",
        "started",
        "ended",
        "timeline",
        "conclusion",
        "severity",
        "panic",
        "exception",
        "caused",
        "traceback",
    ]
)
PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "bin",
        "al",
        "el",
        "y",
        "e",
        "of",
        "the",
    ]
) - {"the"}
LONGEST_NAME = 60
_NICK = re.compile(r"@?[^\W\d_][\w.\-|\[\]{}^`\\]{0,31}|@[\w.\-]{1,32}")
_AFTER_NAME = re.compile(
    r"\s*(?:\([^)]{1,30}\)|:[a-z0-9_+-]{2,30}:|[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F]+"
    r"|\s(?:APP|BOT|Bot|Workflow|WORKFLOW)|\(?(?:he/him|she/her|they/them)\)?)\s*$"
)
_BOT = re.compile(r"(?:^|\s)(?:APP|BOT|Bot|WORKFLOW|Workflow)\s*$|\b(?:bot|webhook)$", re.IGNORECASE)
_ANGLED = re.compile(r"<[@+%&~!\s]{0,2}([^<>\n]{1,60})>(?:\s(.*)|$)", re.DOTALL)
_NOTICE = re.compile(r"(?:-!-|-->|<--|--|==|\*\*\*|→|←|⇐|⇒)[\s|]+(.+)", re.DOTALL)
_NOTING = re.compile(r"-([^\s()-][^\s()]{0,31})(?:\([^)\s]{1,80}\))?-\s(.+)", re.DOTALL)
_ACTING = re.compile(r"\*\s+(\S{1,32})\s(.+)", re.DOTALL)
_TABBED = re.compile(r"[@+%&~]?([^\s\t|<>]{1,32})\s*(?:\t|\s\|\s)\s*(.+)", re.DOTALL)
_FROM = re.compile(r"From\s+(.{1,60}?)(?:\s+to\s+.{1,60}?)?\s?:(?:\s+(.*)|$)", re.DOTALL | re.IGNORECASE)
_COLON = re.compile(r"([^:<>\[\]{}\"=/|\n]{1,60}?)\s?:(?:\s+(.+)|\s*$)", re.DOTALL)
_COMING = re.compile(
    r"(?:^|\b)(?:(?:has |have )?(?:joined|left|rejoined|quit)\b"
    r"(?: the| #|\s*\(|$|\s\[| this| channel| using| call| meeting|\.)"
    r"|was (?:added|removed|invited) (?:to|from|by)|set the channel (?:topic|purpose|description)|pinned a message"
    r"|(?:has )?(?:added|removed|invited) .{1,80} (?:to|from) (?:the |this )?"
    r"(?:channel|chat|group|conversation|team)\b"
    r"|(?:is|you are) now known as|renamed the (?:channel|group|chat)|has quit|sets? mode|mode/#|netsplit"
    r"|changed (?:the|this) (?:subject|group|topic)|messages and calls are end-to-end encrypted"
    r"|created (?:the )?(?:group|channel)|archived the channel"
    r"|^(?:joins|parts|quits): |^now talking (?:in|on) #|total of \d+ nicks)",
    re.IGNORECASE,
)
# One of these stands in whatever _COMING finds; most lines have none, and looking for them is thirty times quicker.
_OF_COMING = (
    *("join", "left", "quit", "added", "removed", "invited", "set the channel", "pinned", "now known", "renamed"),
    *("mode", "netsplit", "changed", "encrypted", "created", "archived", "parts", "talking", "nicks"),
)
_DELETED = re.compile(r"^(?:this message was deleted|you deleted this message|message deleted)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What stands after a stamp, taken apart."""

    who: str
    text: str
    noise: str = ""


@lru_cache(maxsize=1_000)
def is_name(text: str) -> bool:
    """Whether this may be how a chat prints somebody: a nick, or capitalised words."""
    bare = bare_name(text)
    if not bare or len(bare) > LONGEST_NAME or bare[-1] in ".!?,;:…" or bare.lower() in LABELS:
        return False
    words = bare.split()
    if len(words) == 1:
        return bool(_NICK.fullmatch(bare)) or _is_capitalised(bare)
    return len(words) <= 5 and all(_is_capitalised(word) or word.lower() in PARTICLES for word in words)


def _is_capitalised(word: str) -> bool:
    word = word.lstrip("(\"'“@")
    return word[:1].isalpha() and (word[0].isupper() or not word[0].islower())


@lru_cache(maxsize=1_000)  # the same few people say everything
def bare_name(text: str) -> str:
    """Without pronouns, emoji, "APP", and what opens or closes around it."""
    text = text.strip().strip("\u200e\u200f*_|").strip()
    while shorter := _AFTER_NAME.sub("", text):
        if shorter == text:
            break
        text = shorter
    return text.strip(" \t—–-,[(|•·")


@lru_cache(maxsize=1_000)
def is_bot(name: str) -> bool:
    """Whether the name is marked as a program's."""
    return bool(_BOT.search(name.strip()))


def noise_of(text: str) -> str:
    """The kind of noise that these words are, or none."""
    start = text[:300]
    if _DELETED.match(start.strip()):
        return Noise.DELETED
    if len(text) < 300 and _tells_of_coming(start.lower()) and _COMING.search(start):
        return Noise.COMING
    return ""


def _tells_of_coming(lowered: str) -> bool:
    return any(word in lowered for word in _OF_COMING)


def marked_speaker(rest: str) -> Spoken | None:
    """What a line says where its format marks the speaker: <ana> text, * ana does, -ana- notes, -!- ana has joined."""
    if found := _ANGLED.match(rest):
        return Spoken(found[1].strip(), found[2] or "", Noise.BOT if is_bot(found[1]) else "")
    if found := _NOTICE.match(rest):
        return Spoken("", found[1], Noise.COMING if noise_of(found[1]) else "")
    if found := _NOTING.match(rest):
        return Spoken(found[1], found[2])
    if found := _ACTING.match(rest):
        return Spoken(found[1], f"{found[1]} {found[2]}")
    if found := _TABBED.match(rest):
        return Spoken(found[1], found[2])
    if found := _FROM.match(rest):
        return Spoken(found[1].strip(), found[2] or "")
    return None


def before_colon(rest: str) -> tuple[str, str] | None:
    """A name and the words after its colon, where what stands before it may be one."""
    found = _COLON.match(rest)
    return (bare_name(found[1]), found[2] or "") if found and is_name(found[1]) else None
