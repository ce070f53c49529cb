"""A document cut at its headings, and what the headings mean: people call the same part by many names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from postmortems.timeline.importers.result import Unplaced

# One line a meaning; compared in lower case, without what stands in brackets or after a dash.
MEANINGS = {
    "summary": "summary|executive summary|overview|tl;dr|tldr|synopsis|abstract|incident summary"
    "|what happened|at a glance",
    "impact": "impact|what people felt|customer impact|user impact|business impact|effect|effects|who was affected"
    "|what was affected|damage",
    "causes": "root cause|root causes|root cause(s)|root cause analysis|cause|causes|contributing factors"
    "|contributing causes|contributing conditions|contributing factor|underlying cause"
    "|underlying causes|what made it possible|why it happened|proximate cause|proximate causes"
    "|five whys",
    "trigger": "trigger|triggers|triggering event|what set it off",
    "actions": "action items|actions|action item|corrective actions|corrective and preventative measures"
    "|next steps|follow-up|follow-ups|follow ups|follow-up actions|follow up actions|todo|to do"
    "|remediation items|action plan|preventive measures|what happens next",
    "resolution": "resolution|recovery|how it was resolved|mitigation and resolution",
    "detection": "detection|how it was detected|how we found out|how it was noticed",
    "timeline": "timeline|story|the story|timeline of events|incident timeline|chronology|sequence of events|log"
    "|event log|timeline of the incident",
    "well": "what helped, and luck|what went well|things that went well|went well|what helped|what worked well"
    "|what worked",
    "wrong": "what went wrong|things that went wrong|things that went poorly|what went poorly|went wrong"
    "|what didn't go well|what didn’t go well|what did not go well|what went badly"
    "|what could have gone better|what didn't work|what didn’t work|what did not work",
    "lucky": "where we got lucky|where we were lucky|got lucky|lucky|luck|what was lucky",
    "lessons": "lessons learned|lessons|lessons learnt|learnings|what we learned|what we learnt"
    "|retrospective|takeaways",
}
_MEANING_OF = {name: meaning for meaning, names in MEANINGS.items() for name in names.split("|")}
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t](.*))?$")
_LABEL = re.compile(r"^\s{0,3}(?:[*_]{2,3})?([A-Za-z][\w ’';()/&-]{1,50}?)(?:[*_]{2,3})?\s*:\s*(?:[*_]{2,3})?\s*(.*)$")
_BOLD = re.compile(r"^\s{0,3}[*_]{2,3}([^*_]{2,60}?):?[*_]{2,3}:?\s*$")
_BARE = re.compile(r"^[A-Z][\w ’'/&()-]{2,50}\s*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
LABEL_DEPTH = 7  # a label ("Impact: ...") lies deeper than any heading


@dataclass
class Part:
    """A stretch under one heading. `meaning` is "" where we do not know the heading; lines carry their numbers."""

    heading: str
    meaning: str
    depth: int
    lines: list[Unplaced] = field(default_factory=list)

    @property
    def body(self) -> str:
        return "\n".join(line.text for line in self.lines).strip("\n")


def meaning_of(heading: str) -> str:
    """What a heading means: "causes" for "3. Root Causes (draft)"; "" when we do not know it."""
    words = re.sub(r"[*_`#]", "", heading).strip().rstrip(":").strip().lower()
    words = re.sub(r"^(?:\d+(?:\.\d+)*[.)]?|[ivx]+\.)\s+", "", words)
    short = re.split(r"\s*[(\[]|\s+[-–—]\s+|:\s", words)[0].strip()
    return _MEANING_OF.get(words) or _MEANING_OF.get(short, "")


def parts_of(body: str, *, first_line: int) -> list[Part]:
    """The document in order; what stands before the first heading is a part without one."""
    parts = [Part("", "", 0)]
    for line, level, heading, rest in _read(body, first_line):
        if not level or _belongs_inside(parts[-1], level, heading):
            parts[-1].lines.append(line)
            continue
        parts.append(Part(heading, meaning_of(heading), level))
        if rest:
            parts[-1].lines.append(Unplaced(line.line, rest))
    return [part for part in parts if part.heading or part.body.strip()]


def _belongs_inside(part: Part, level: int, heading: str) -> bool:
    """A deeper heading that we do not know is a piece of the known part around it: a day in a timeline, say."""
    return bool(part.meaning) and level > part.depth and not meaning_of(heading)


def _read(body: str, first_line: int) -> Iterator[tuple[Unplaced, int, str, str]]:
    """Every line with the depth and words of the heading that it is (0 for none), and what follows on the same line."""
    lines = body.split("\n")
    fence, skip = "", False
    for at, text in enumerate(lines):
        line = Unplaced(first_line + at, text)
        if skip:
            skip = False
            continue
        if opened := _FENCE.match(text):
            fence = "" if opened[1] == fence else fence or opened[1]
        if fence or opened:
            yield line, 0, "", ""
            continue
        under = lines[at + 1].strip() if at + 1 < len(lines) else ""
        if text.strip() and re.fullmatch(r"={3,}|-{3,}", under) and _may_be_underlined(text):
            skip = True
            yield line, 1 if under[0] == "=" else 2, text.strip(), ""
        else:
            yield line, *_heading(text)


def _may_be_underlined(text: str) -> bool:
    return not text.lstrip().startswith(("|", "-", "*", ">", "#")) and len(text) < 120


def _heading(text: str) -> tuple[int, str, str]:
    if found := _HEADING.match(text):
        return len(found[1]), (found[2] or "").strip().rstrip("#").strip(), ""
    if (found := _BOLD.match(text)) and meaning_of(found[1]):
        return LABEL_DEPTH, found[1].strip(), ""
    if (found := _LABEL.match(text)) and found[1].strip().lower() in _MEANING_OF:
        return LABEL_DEPTH, found[1].strip(), found[2].strip()
    if _BARE.match(text) and text.strip().lower() in _MEANING_OF:  # as a page gives it when it is copied
        return LABEL_DEPTH, text.strip(), ""
    return 0, "", ""
