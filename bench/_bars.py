"""What a page has to keep at the great size, and what of it it missed. Pure."""

from dataclasses import dataclass

KB = 1024


@dataclass(frozen=True)
class Looked:
    """What one page cost: processor time of this process beside the baseline's in the same round, the whole wait in
    milliseconds (database included), statements, bytes, bytes as they travel.
    """

    ratio: float
    wall: float
    sql: int
    size: int
    packed: int


@dataclass(frozen=True)
class Bar:
    """None asks nothing. `pages` is bar 6, for what a browser shows: four times the baseline's bytes, 40 KB packed."""

    ratio: float | None = None
    sql: int | None = None
    wall: float | None = None  # milliseconds
    pages: bool = True

    def told(self, page: Looked, base: Looked) -> str:
        """The goal in words, and whether it was reached."""
        asked = [
            (self.ratio, page.ratio, f"<= {self.ratio}x"),
            (self.sql, page.sql, f"<= {self.sql} SQL"),
            (self.wall, page.wall, f"<= {self.wall} ms"),
            (4 * base.size if self.pages else None, page.size, "<= 4x bytes"),
            (40 * KB if self.pages else None, page.packed, "<= 40 KB packed"),
        ]
        goals = [(words, is_ <= most) for most, is_, words in asked if most is not None]
        missed = [words for words, is_reached in goals if not is_reached]
        if not goals:
            return ""
        return f"missed: {', '.join(missed)}" if missed else f"reached: {', '.join(words for words, _is in goals)}"
