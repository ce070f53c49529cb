"""Small choices that several families share: asked with a thing or alone, and told by the kind of thing."""

from __future__ import annotations

from postmortems.language.frames import families
from postmortems.language.lists import nouns
from postmortems.language.nouns import Thing


def fitting(name: str, thing: Thing | None) -> str:
    """The family as it is asked with a thing, or alone."""
    alone = f"{name}-alone" if f"{name}-alone" in families() else "view-alone"
    return name if thing else alone


def by_head(thing: Thing | None, other: str, **names: str) -> str:
    """The family that fits a kind of thing (signals, procedures, checks, defects), else ``other``."""
    kinds = {"signals": "signal", "procedures": "follow", "checks": "skip", "defects": "defect"} | names
    return next((name for kind, name in kinds.items() if thing and thing.head in nouns()[kind]), other)
