"""What stops a start, said in one sentence."""


class CannotStart(Exception):
    """A start that cannot succeed; its text is the one sentence that the person at the terminal reads."""
