"""The register on paper and as a table."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from postmortems.exports.pdf import set_in
from postmortems.library.register import Line
from postmortems.shared.tables import Cell

TEMPLATE = Path(__file__).with_name("register.typ")
MOST = 2_000  # lines of one PDF; the table has all of them


def heads() -> list[str]:
    """The names of the columns."""
    return [
        *(_("Number"), _("What happened"), _("Kind"), _("Services"), _("Severity")),
        *(_("Began"), _("Ended"), _("Minutes"), _("Where it stands"), _("Shared on"), _("Closed on")),
    ]


def table(lines: Iterable[Line]) -> Iterator[list[Cell]]:
    """The register for a spreadsheet."""
    yield list(heads())
    for line in lines:
        yield cells(line)


def cells(line: Line) -> list[Cell]:
    ended = f"{line.ended:%Y-%m-%d %H:%M}" if line.ended else ""
    return [
        *(line.ref, line.title, line.kind, line.services, line.severity),
        *(f"{line.began:%Y-%m-%d %H:%M}", ended, line.minutes, line.state, line.shared_on, line.closed_on),
    ]


def pdf(lines: Iterable[Line], *, first: dt.date, last: dt.date, zone: str) -> bytes:
    """The register as it is handed over."""
    rows = [["" if cell is None else str(cell) for cell in cells(line)] for line in islice(lines, MOST + 1)]
    data = {
        "title": _("Incident register"),
        "lang": (get_language() or "en")[:2],
        "range": f"{first.isoformat()} – {last.isoformat()}",
        "zone": _("Times are those of %(zone)s. Restricted: there is a review, and it is not open to this account.")
        % {"zone": zone},
        "heads": heads(),
        "rows": rows[:MOST],
        "more": _("The file ends after %(n)d lines; the table has all of them.") % {"n": MOST} if rows[MOST:] else "",
    }
    with tempfile.TemporaryDirectory() as folder:
        return set_in(Path(folder), template=TEMPLATE, data=data)
