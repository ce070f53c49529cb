"""When a number is about so few that it is about somebody. Pure (PRACTICE.md section 6)."""

FEWEST = 5  # answers, below which a count is not shown to anybody


def may_show(part: int, *, of: int) -> bool:
    """Whether a part of a group may be told: neither it nor the rest, which anybody can subtract, is a handful."""
    return part >= FEWEST and (of == part or of - part >= FEWEST)
