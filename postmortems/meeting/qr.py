"""An address as a picture that a phone reads."""

import segno
from django.utils.functional import cached_property


class Code:
    """A QR code as inline SVG: `size` modules a side, and the path that draws the dark ones."""

    def __init__(self, address: str) -> None:
        self._code = segno.make(address, error="m", micro=False)

    @cached_property
    def size(self) -> int:
        """With the four free modules on each side that readers ask for."""
        return int(self._code.symbol_size(border=4)[0])

    @cached_property
    def path(self) -> str:
        """A square for each dark module."""
        rows = enumerate(self._code.matrix)
        return "".join(f"M{x + 4} {y + 4}h1v1h-1z" for y, row in rows for x, is_dark in enumerate(row) if is_dark)
