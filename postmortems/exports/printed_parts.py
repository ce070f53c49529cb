"""Parts of a printed review that know nothing of the rest: the axis, a promise, the words of its headings."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from postmortems.actions.states import State
from postmortems.shared.durations import in_words
from postmortems.timeline.reading import Mark
from postmortems.workspace.document_parts import Promise

Data = dict[str, Any]


def axis_of(marks: list[Mark]) -> Data:
    """Minutes from onset, each stamp at its share of the whole; labels that would touch stand in rows."""
    placed: list[Data] = []
    free: list[float] = []  # where each row of labels ends
    for mark in marks:
        stamp = mark.stamp
        after = f"{'~' if stamp.is_about else ''}{in_words(stamp.minutes)}" if stamp.minutes else "0"
        if placed and placed[-1]["after"].lstrip("~") == after.lstrip("~"):
            placed[-1]["word"] += f", {stamp.word}"
            continue
        begins = mark.at if mark.at <= 82 else mark.at - 15
        row = next((n for n, end in enumerate(free) if end <= begins), len(free))
        free[row : row + 1] = [begins + 17]
        placed.append({"at": mark.at / 100, "word": str(stamp.word), "after": after, "row": row})
    said = ", ".join(f"{one['word']} {one['after']}" for one in placed)
    return {"marks": placed, "rows": len(free), "caption": _("Minutes from onset"), "alt": said}


def promise_of(one: Promise) -> Data:
    """A row of the plan."""
    item = one.item
    more = [
        item.done_when and _("Done when: %(what)s") % {"what": item.done_when},
        item.state == State.DECLINED and _("Let go: %(reason)s") % {"reason": item.reason},
        item.effect and _("Did it help? %(answer)s") % {"answer": item.get_effect_display()},
        one.first_day and _("First date: %(day)s") % {"day": _day(item.first_due_on)},
    ]
    return {
        "sentence": one.sentence,
        "owner": item.owner.display_name if item.owner else _("nobody yet"),
        "day": _day(item.done_on or item.due_on),
        "state": str(item.get_state_display()),
        "more": [said for said in more if said],
    }


def _day(day: dt.date | None) -> str:
    """On paper a day is said whole: "Thursday" is another one next week."""
    return str(date_format(day, "j M Y")) if day else ""


def words() -> dict[str, str]:
    """What stands on paper beside the words of the review."""
    return {
        "together": _("Looked at together"),
        "story": _("Story"),
        "when": _("When"),
        "what_kind": _("Kind"),
        "what": _("What was seen and done"),
        "causes": _("What made it possible"),
        "no_cause": _("No condition is named."),
        "helped": _("What helped, and luck"),
        "no_help": _("Nothing is named."),
        "shown_by": _("Shown by the story at"),
        "plan": _("What happens next"),
        "no_plan": _("Nothing was promised."),
        "action": _("Action item"),
        "owner": _("Owner"),
        "due": _("Date"),
        "state": _("State"),
        "accepted": _("Accepted for now"),
        "thanks": _("Thanks"),
        "questions": _("Open questions"),
        "not_answered": _("Not answered yet"),
        "pictures": _("Pictures"),
        "figure": _("Picture"),
        "made": _("How this was made"),
    }
