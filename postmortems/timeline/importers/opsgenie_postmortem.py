"""Opsgenie's postmortem, whose summary and body are document trees: turned into Markdown, then read as such."""

from typing import Any

from postmortems.timeline.importers import markdown
from postmortems.timeline.importers.document_tree import markdown_of
from postmortems.timeline.importers.pieces import instant, named, pieces_of
from postmortems.timeline.importers.result import CannotReadError, ImportedReview

STAMPS = {
    "started_at": ("startTime",),
    "acknowledged_at": ("respondTime",),
    "resolved_at": ("resolveTime", "endTime"),
}


def recognises(head: bytes) -> bool:
    return b'"postmortemId"' in head or (b'"executiveSummary"' in head and b'"content"' in head)


def read(data: bytes) -> ImportedReview:
    """The postmortem as a draft of a review, or its problems and nothing else. Never raises."""
    try:
        value = pieces_of(data)[0].value
        found: dict[str, Any] = value.get("data", value) if isinstance(value, dict) else {}
        return markdown.read(_as_markdown(found if isinstance(found, dict) else {}).encode("utf-8", "replace"))
    except CannotReadError as error:
        return ImportedReview(problems=error.problems)


def _as_markdown(value: dict[str, Any]) -> str:
    """Front matter for what has a field, then the two texts."""
    title = named(value, "title") or named(value.get("rootIncident"), "message")
    front = {"title": title, "id": named(value, "postmortemId")}
    for stamp, keys in STAMPS.items():
        if at := next((found for key in keys if (found := instant(value.get(key)))), None):
            front[stamp] = at.isoformat()
    head = "\n".join(f"{key}: {_quoted(said)}" for key, said in front.items() if said)
    summary, body = markdown_of(value.get("executiveSummary")), markdown_of(value.get("content"))
    return f"---\n{head}\n---\n\n# Summary\n\n{summary}\n\n{body}\n"


def _quoted(said: str) -> str:
    text = " ".join(said.replace("\x00", "").split()).replace("'", "''")
    return f"'{text}'"
