"""Where the server is, and who speaks: from the environment, or from a file of one's own."""

import os
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path


class NotSetUp(Exception):
    """The message says what is missing, to a person."""


@dataclass(frozen=True)
class Settings:
    url: str
    token: str


def read_settings() -> Settings:
    """The environment wins over the file. Raises NotSetUp."""
    kept = _file()
    url = os.environ.get("SECOND_STORY_URL", "") or kept.get("url", "")
    token = os.environ.get("SECOND_STORY_TOKEN", "") or kept.get("token", "")
    if not url:
        raise NotSetUp(f'Where is it? Set SECOND_STORY_URL, or write url = "https://…" into {place()}.')
    if not token:
        raise NotSetUp(
            f"Who speaks? Make a token on {url.rstrip('/')}/accounts/tokens/ and set SECOND_STORY_TOKEN to it."
        )
    return Settings(url.rstrip("/"), token)


def place() -> Path:
    """Where the file is looked for."""
    if named := os.environ.get("SECOND_STORY_CONFIG"):
        return Path(named)
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "second-story.toml"


def _file() -> dict[str, str]:
    path = place()
    if not path.is_file():
        return {}
    if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        raise NotSetUp(f"Others on this machine can read {path}, and a token stands in it: chmod 600 {path}")
    try:
        found = tomllib.loads(path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotSetUp(f"{path} cannot be read: {error}") from None
    return {name: str(value) for name, value in found.items()}
