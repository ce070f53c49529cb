"""What stops a start, said in one sentence."""


class CannotStart(Exception):  # noqa: N818
    """A start that cannot succeed; its text is the one sentence that the person at the terminal reads."""
