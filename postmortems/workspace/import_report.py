"""What an import says to the person at the terminal: a line for each file, and the sums. Pure."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from postmortems.timeline.importers.result import ImportedReview, Problem

ROWS = ("files", "title", "times", "summary", "story", "causes", "actions", "here before", "not understood", "broken")


def found_in(draft: ImportedReview) -> list[str]:
    """What a document became: "title", "summary", "5 entries of the story"."""
    said = [
        (bool(draft.title), _("title")),
        (bool(draft.stamps), ngettext("%d time", "%d times", len(draft.stamps)) % len(draft.stamps)),
        (bool(draft.summary), _("summary")),
        (bool(draft.impact), _("impact")),
        (
            bool(draft.events),
            ngettext("%d entry of the story", "%d entries of the story", len(draft.events)) % len(draft.events),
        ),
        (bool(draft.causes), ngettext("%d cause", "%d causes", len(draft.causes)) % len(draft.causes)),
        (bool(draft.actions), ngettext("%d action item", "%d action items", len(draft.actions)) % len(draft.actions)),
    ]
    return [words for there, words in said if there]


def remarks_on(draft: ImportedReview) -> list[str]:
    """What somebody should know about how the document was read."""
    notes = [str(note) for note in draft.notes]
    if draft.not_understood:
        count = len(draft.not_understood)
        notes.append(ngettext("%d line was not understood:", "%d lines were not understood:", count) % count)
        notes += [
            _("  line %(line)d: %(text)s") % {"line": line.line, "text": line.text.strip()}
            for line in draft.not_understood
        ]
    return notes


def problem_line(problem: Problem) -> str:
    """Where and why a file was refused."""
    return _("line %(line)d, column %(column)d: %(reason)s") % {
        "line": problem.line,
        "column": problem.column,
        "reason": problem.words,
    }


def tally(drafts: Iterable[ImportedReview], *, here_before: int, broken: int) -> list[tuple[str, int]]:
    """How many files became what, as the rows of a table."""
    counted: Counter[str] = Counter()
    for draft in drafts:
        counted["files"] += 1
        counted["title"] += bool(draft.title)
        counted["times"] += bool(draft.stamps)
        counted["summary"] += bool(draft.summary)
        counted["story"] += bool(draft.events)
        counted["causes"] += bool(draft.causes)
        counted["actions"] += bool(draft.actions)
        counted["not understood"] += bool(draft.not_understood)
    counted |= Counter({"here before": here_before, "broken": broken})
    counted["files"] += broken
    labels = {
        "files": _("files"),
        "title": _("with a title"),
        "times": _("with times"),
        "summary": _("with a summary"),
        "story": _("with a story"),
        "causes": _("with causes"),
        "actions": _("with action items"),
        "here before": _("already here"),
        "not understood": _("with lines that were not understood"),
        "broken": _("broken, nothing stored"),
    }
    return [(labels[row], counted[row]) for row in ROWS]
