"""The stories that the demonstration tells, one TOML file each: facts with their source, in our own words."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "stories"

# Tables of a story as tomllib reads them; tests/demo checks every one against the real models.
Story = dict[str, Any]


def stories() -> dict[str, Story]:
    """Every story by its name (`gitlab_2017`), the one filed first first: references count upwards."""
    read = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
    return dict(sorted(read.items(), key=lambda pair: -pair[1]["filed_days_ago"]))
