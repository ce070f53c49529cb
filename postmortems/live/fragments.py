"""Who renders what changed: topic -> renderer. Filled in apps.ready() by the slices that own the templates.

An audience is a word ("editor"), and behind an @ the zone in which its readers live where that is another than the
page's. Only what shows a reader's clock is rendered once a zone; everything else once for all of them.
"""

from collections.abc import Callable

# Gives the fragment of one object for one audience, without token or form, or None when there is nothing to show.
Renderer = Callable[[int, str], str | None]
_renderers: dict[str, Renderer] = {}
_show_clocks: set[str] = set()


def register(topic: str, renderer: Renderer, *, shows_clocks: bool = False) -> None:
    """Let `renderer` make the fragments of `topic`. Two renderers for one topic are a mistake. One that shows the clock
    of its reader gets the whole audience, the others its word alone.
    """
    if _renderers.setdefault(topic, renderer) is not renderer:
        raise ValueError(f"two renderers for {topic}")
    if shows_clocks:
        _show_clocks.add(topic)


def audience_of(word: str, *, zone: str = "") -> str:
    """The audience of somebody who lives in this zone; none where they need no clock of their own."""
    return f"{word}@{zone}" if zone else word


def parts_of(audience: str) -> tuple[str, str]:
    """The word and the zone of an audience."""
    word, _at, zone = audience.partition("@")
    return word, zone


def heard_as(topic: str, audience: str) -> str:
    """As much of the audience as the fragments of this topic differ by."""
    return audience if topic in _show_clocks else parts_of(audience)[0]


def render(topic: str, object_id: int, audience: str) -> str:
    """The fragment; empty when nothing is to be shown, or when this release does not know the topic any more."""
    renderer = _renderers.get(topic)
    return (renderer(object_id, heard_as(topic, audience)) or "").strip() if renderer else ""
