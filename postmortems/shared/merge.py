"""Two people in one form of short fields: merged field by field. Pure.

The form carries what it read. What I did not touch stays as it stands now; what only I changed is mine; what both
changed differently
is a conflict, which nobody but a person can settle.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Merged:
    """`changes` to write, and `conflicts`: field -> what stands there now."""

    changes: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, Any] = field(default_factory=dict)


def merge(*, read: Mapping[str, Any], mine: Mapping[str, Any], now: Mapping[str, Any]) -> Merged:
    """What to write so that nobody's change is lost. The three mappings have the same keys."""
    merged = Merged()
    for name, value in mine.items():
        if value in (read[name], now[name]):
            continue
        if now[name] == read[name]:
            merged.changes[name] = value
        else:
            merged.conflicts[name] = now[name]
    return merged
