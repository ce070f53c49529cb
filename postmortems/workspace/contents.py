"""The sections of a review as a list: where each stands on the page, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from postmortems.reviews.models import Review
from postmortems.wording.models import Text
from postmortems.workspace.sections import shown


@dataclass(frozen=True)
class Line:
    """One section: its name, its anchor, and a word on how far it is. `is_empty` where it holds nothing yet."""

    label: str
    anchor: str
    word: str
    is_empty: bool = False


def contents(review: Review, texts: dict[str, Text], parts: dict[str, Any]) -> list[Line]:
    """The sections in the order of the page, from what they show. No query."""
    lines = [
        *_texts(review, texts, after_the_story=False),
        _counted(_("Story"), "timeline", parts["events"], more=parts["events_more"] is not None),
        _counted(_("What made it possible"), "factors-factor", parts["factors"]),
        _counted(_("What helped"), "factors-helped", parts["helped"]),
        *_texts(review, texts, after_the_story=True),
        _counted(_("What happens next"), "review-actions", parts["actions"]),
        _counted(_("Open questions"), "questions", _open(parts["questions"])),
    ]
    if parts.get("has_gate"):
        lines.append(Line(_("Before it is shared"), "gate", ""))
    return lines


def _texts(review: Review, texts: dict[str, Text], *, after_the_story: bool) -> list[Line]:
    """The texts that this review asks for, and what else is written."""
    there = [one for one in shown(review, texts, may_edit=True, after_the_story=after_the_story) if one.is_there]
    return [
        Line(
            str(one.section.heading),
            f"text-{one.section.slot}",
            _("written") if one.says_something else _("empty"),
            not one.says_something,
        )
        for one in there
    ]


def _counted(label: str, anchor: str, rows: Sequence[Any], *, more: bool = False) -> Line:
    if not rows:
        return Line(label, anchor, _("empty"), is_empty=True)
    return Line(label, anchor, _("more than %d") % len(rows) if more else str(len(rows)))


def _open(questions: Sequence[Any]) -> list[Any]:
    return [asked for asked in questions if not asked.is_answered]
