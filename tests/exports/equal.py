"""The same review under other numbers is the same review: a document with its numbers counted anew. Pure."""

import json
from itertools import count
from typing import Any

from postmortems.shared.text import REFERENCE

KINDS = ("people", "sources", "story", "factors", "actions", "files")


def counted_anew(document: dict[str, Any]) -> dict[str, Any]:
    """What the document says, each thing called by its place: event-1 is the first entry, whatever its number was."""
    content = document["review"]
    new = {document["exported"]["ref"]: "PIR-1"}
    for kind in KINDS:
        for place, one in zip(count(1), content.get(kind, []), strict=False):
            new[one["id"]] = f"{one['id'].partition('-')[0]}-{place}"
    said: dict[str, Any] = json.loads(json.dumps(content), object_hook=lambda thing: _renamed(thing, new))
    return said


def _renamed(thing: dict[str, Any], new: dict[str, str]) -> dict[str, Any]:
    return {name: _value(value, new) for name, value in thing.items()}


def _value(value: Any, new: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_value(one, new) for one in value]
    if not isinstance(value, str):
        return value
    if value in new:
        return new[value]
    if value.startswith("files/"):
        stem, dot, ending = value.removeprefix("files/").partition(".")
        return f"files/{new.get(stem, stem)}{dot}{ending}"
    return REFERENCE.sub(lambda found: found[0].replace(found[1], new.get(found[1], found[1])), value)
