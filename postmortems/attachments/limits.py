"""What a picture or a file may measure. Pure."""

# A picture is made anew from its pixels, which takes four bytes each in memory: 160 MB at this limit. Pillow's own
# warning comes at 90 million and stops nothing (RELIABILITY.md section 2.7: 144 million pixels fit into 18 kB).
PIXELS = 40_000_000
# The longest side of the picture that pages show; a press opens the whole one.
SMALL = 1200
# Files that people say are pictures, by the end of their name.
PICTURE_ENDINGS = ("png", "jpg", "jpeg", "webp")
MEGABYTE = 1_000_000


def megabytes(size: int) -> str:
    """A number of bytes as people say it: "20 MB", "350 kB"."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"
