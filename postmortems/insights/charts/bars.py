"""A bar of so many out of so many. Its words and numbers stand beside it as text, so it is only looked at."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 200, 12


def bar(part: int, of: int, kind: str = "") -> SafeString:
    """Filled up to `part` of `of`; empty, with a dashed edge, where there is nothing to take a part of."""
    filled = round(WIDTH * part / of) if of else 0
    return format_html(
        '<svg class="bar {}" viewBox="0 0 {w} {h}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="track" width="{w}" height="{h}"/><rect class="part" width="{}" height="{h}"/></svg>',
        kind if of else "unknown",
        filled,
        w=WIDTH,
        h=HEIGHT,
    )
