"""Who renders what changed: topic -> renderer. Filled in apps.ready() by the slices that own the templates."""

from collections.abc import Callable

# Gives the fragment of one object for one audience, without token or form, or None when there is nothing to show.
Renderer = Callable[[int, str], str | None]
_renderers: dict[str, Renderer] = {}


def register(topic: str, renderer: Renderer) -> None:
    """Let `renderer` make the fragments of `topic`. Two renderers for one topic are a mistake."""
    if _renderers.setdefault(topic, renderer) is not renderer:
        raise ValueError(f"two renderers for {topic}")


def render(topic: str, object_id: int, audience: str) -> str:
    """The fragment; empty when nothing is to be shown, or when this release does not know the topic any more."""
    renderer = _renderers.get(topic)
    return (renderer(object_id, audience) or "").strip() if renderer else ""
