"""The marks of the board's statements, beside those that everybody uses (shared/statements.py)."""

import datetime as dt

from accounts.somebody import somebody
from postmortems.shared.statements import PERSON, REVIEW, ROW, Statement

TODAY, WEEK_ENDS, SINCE, DAY = (dt.date(1, 1, number) for number in (1, 2, 3, 4))

__all__ = ["DAY", "PERSON", "REVIEW", "ROW", "SINCE", "TODAY", "WEEK_ENDS", "Statement", "somebody"]
