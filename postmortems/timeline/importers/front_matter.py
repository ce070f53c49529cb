"""The block of YAML between two lines of ---, read as words only: nothing in it is ever executed or constructed."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.result import CannotReadError, Problem

LARGEST = 64_000
DEEPEST = 12
FENCE = "---"


@dataclass(frozen=True)
class Field:
    """What stands under one key: its words, or the items of its list. `source` is the entry as it was written."""

    line: int
    text: str
    items: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class FrontMatter:
    """The fields by their keys in lower case, and the document's body with the number of its first line."""

    fields: dict[str, Field]
    body: str
    body_line: int


def split(text: str) -> FrontMatter:
    """Take the front matter off; a document without any has no fields. Raises CannotReadError for YAML gone wrong."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return FrontMatter({}, text, 1)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        raise CannotReadError(
            Problem(1, 1, _("The front matter that begins here never ends: a line of --- is missing."))
        )
    block = "\n".join(lines[1:end])
    if len(block) > LARGEST:
        raise CannotReadError(Problem(1, 1, _("The front matter that begins here is longer than 64 kB.")))
    fields = _fields(block)
    if fields is None:  # two rules with prose between them
        return FrontMatter({}, text, 1)
    return FrontMatter(fields, "\n".join(lines[end + 1 :]), end + 2)


def _fields(block: str) -> dict[str, Field] | None:
    try:
        _refuse_what_is_too_deep(block)
        root = yaml.compose(block, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        reason = Problem(line, column, _("The front matter is no YAML: %(detail)s."), {"detail": error.problem or ""})
        raise CannotReadError(reason) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise CannotReadError(Problem(1, 1, _("The front matter that begins here is no YAML."))) from error
    if root is None:
        return {}
    return _entries(root, block) if isinstance(root, yaml.MappingNode) else None


def _refuse_what_is_too_deep(block: str) -> None:
    """Before anything recurses into it. References are refused too: a few lines of them unfold into gigabytes."""
    depth = 0
    for event in yaml.parse(block, Loader=yaml.SafeLoader):
        mark = event.start_mark
        place = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.AliasEvent):
            raise CannotReadError(
                Problem(*place, _("The front matter refers to another part of itself; write it out."))
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise CannotReadError(Problem(*place, _("The front matter is nested too deeply.")))


def _entries(root: yaml.MappingNode, block: str) -> dict[str, Field]:
    """The first entry of a key counts; a later one of the same key gets a name of its own, so that nothing vanishes."""
    fields: dict[str, Field] = {}
    seen: Counter[str] = Counter()
    for key, value in root.value:
        source = block[key.start_mark.index : value.end_mark.index].strip()
        name = (_words(key) or source).lower().strip().replace("-", "_").replace(" ", "_")
        seen[name] += 1
        fields[name if seen[name] == 1 else f"{name}+{seen[name]}"] = Field(
            key.start_mark.line + 2, _words(value), _items(value), source
        )
    return fields


def _words(node: Any) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null":
        return ""
    return str(node.value).strip()


def _items(node: Any) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode):
        return ()
    return tuple(words for item in node.value if (words := _words(item)))
