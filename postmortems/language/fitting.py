"""Small choices that several families share: asked with a thing or alone, and told by the kind of thing."""

from __future__ import annotations

from postmortems.language.frames import families
from postmortems.language.lists import nouns
from postmortems.language.nouns import Thing


def fitting(name: str, thing: Thing | None) -> str:
    """The family as it is asked with a thing, or alone."""
    alone = f"{name}-alone" if f"{name}-alone" in families() else "view-alone"
    return name if thing and name in families() else alone


_PAGES = frozenset({"page", "pages"})


def by_head(thing: Thing | None, other: str, **names: str) -> str:
    """The family that fits a kind of thing (signals, procedures, checks, defects), else ``other``."""
    kinds = {"signals": "signal", "procedures": "follow", "checks": "skip", "defects": "defect"} | names
    if thing and thing.head in _PAGES and " of " in thing.bare:
        return other  # "the second page of the request" calls nobody
    if thing is None or (thing.head in nouns()["procedures"] and _configured(thing)):
        return other
    return next((name for kind, name in kinds.items() if thing.head in nouns()[kind]), other)


def _configured(thing: Thing) -> bool:
    """ "the firewall rule", "the DNS policy": a procedure for machines, which nobody follows."""
    before = thing.bare.lower().split()[-2:-1]
    return bool(before) and (before[0] in nouns()["configured"] or before[0] in nouns()["uncountable"])
