"""Secrets that are made once and kept beside the data, readable by their owner only."""

import json
import os
import secrets
from pathlib import Path

ROLES = ("superuser", "second_story_owner", "second_story_app")


def keep_secret(path: Path, value: str) -> str:
    """What `path` holds; when it does not exist yet, `value`, which is then written there whole or not at all."""
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    return value


def secret_key(data_dir: Path) -> str:
    """Django's SECRET_KEY: 50 random bytes, so that sessions survive a restart."""
    return keep_secret(data_dir / "secret_key", secrets.token_urlsafe(50))


def database_passwords(data_dir: Path) -> dict[str, str]:
    """One password for each database role."""
    fresh = {role: secrets.token_urlsafe(24) for role in ROLES}
    passwords: dict[str, str] = json.loads(keep_secret(data_dir / "database_passwords.json", json.dumps(fresh)))
    return passwords
