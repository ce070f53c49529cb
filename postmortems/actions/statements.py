"""The marks of the board's statements, beside those that everybody uses (shared/statements.py)."""

import datetime as dt

TODAY, WEEK_ENDS, SINCE, DAY = (dt.date(1, 1, number) for number in (1, 2, 3, 4))
SINCE_THEN = dt.datetime(1, 1, 6, tzinfo=dt.UTC)
