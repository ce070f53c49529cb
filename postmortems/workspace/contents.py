"""The sections of a review as a list: where each stands on the page, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from postmortems.wording.models import Text


@dataclass(frozen=True)
class Line:
    """One section: its name, its anchor, and a word on how far it is. `is_empty` where it holds nothing yet."""

    label: str
    anchor: str
    word: str
    is_empty: bool = False


def contents(texts: dict[str, Text], parts: dict[str, Any]) -> list[Line]:
    """The sections in the order of the page, from what they show. No query."""
    lines = [
        _text(_("What happened"), "summary", texts),
        _counted(_("Story"), "timeline", parts["events"], more=parts["events_more"] is not None),
        _counted(_("What made it possible"), "factors-factor", parts["factors"]),
        _counted(_("What helped"), "factors-helped", parts["helped"]),
        _text(_("What we learned"), "lessons", texts),
        _counted(_("What happens next"), "review-actions", parts["actions"]),
        _counted(_("Open questions"), "questions", _open(parts["questions"])),
    ]
    if parts.get("has_gate"):
        lines.append(Line(_("Before it is shared"), "gate", ""))
    return lines


def _text(label: str, slot: str, texts: dict[str, Text]) -> Line:
    is_written = slot in texts and bool(texts[slot].body)
    return Line(label, f"text-{slot}", _("written") if is_written else _("empty"), not is_written)


def _counted(label: str, anchor: str, rows: Sequence[Any], *, more: bool = False) -> Line:
    if not rows:
        return Line(label, anchor, _("empty"), is_empty=True)
    return Line(label, anchor, _("more than %d") % len(rows) if more else str(len(rows)))


def _open(questions: Sequence[Any]) -> list[Any]:
    return [asked for asked in questions if not asked.is_answered]
