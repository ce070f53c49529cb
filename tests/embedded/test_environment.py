"""From what the person set to what the application reads."""

from pathlib import Path

import pytest

from postmortems.embedded.environment import PROJECT, Wishes, child_environment
from postmortems.embedded.problems import CannotStart


def wishes(tmp_path: Path, text: str = "", **environ: str) -> Wishes:
    (tmp_path / ".env").write_text(text)
    return Wishes.read(environ, tmp_path / ".env")


def test_nothing_set_means_the_demonstration_on_port_8000(tmp_path: Path) -> None:
    read = wishes(tmp_path)
    assert (read.port, read.demo, read.data_dir) == (8000, True, PROJECT / ".data")
    assert (read.databases, read.redis_url, read.smtp_url) == ({}, "", "")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    read = wishes(tmp_path, "# a comment\nPORT=9000\nDEMO=0\n#DATA_DIR=/x\nREDIS_URL='redis://r'\n", PORT="9001")
    assert (read.port, read.demo, read.redis_url) == (9001, False, "redis://r")
    assert read.data_dir == PROJECT / ".data"


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("postgresql://app:word@host/db\n")
    read = wishes(tmp_path, DATABASE_URL_FILE=str(tmp_path / "secret"))
    assert read.databases == {"DATABASE_URL": "postgresql://app:word@host/db"}
    assert "DATABASE_URL_FILE" not in child_environment(read, secret_key="k", databases=read.databases, smtp_url="s")


def test_a_secret_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="SECRET_KEY_FILE names /nowhere, which cannot be read: No such file"):
        wishes(tmp_path, SECRET_KEY_FILE="/nowhere")


def test_an_owner_without_an_application_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="DATABASE_OWNER_URL is set and DATABASE_URL is not"):
        wishes(tmp_path, DATABASE_OWNER_URL="postgresql://owner@host/db")


def test_a_child_gets_the_whole_contract(tmp_path: Path) -> None:
    read = wishes(tmp_path, PORT="8123", DATA_DIR="/data", LANG="C.UTF-8")
    urls = {"DATABASE_URL": "a", "DATABASE_OWNER_URL": "o", "DATABASE_BACKUP_URL": "b"}
    assert child_environment(read, secret_key="k", databases=urls, smtp_url="smtp://127.0.0.1:2525") == {
        "LANG": "C.UTF-8",
        "DJANGO_SETTINGS_MODULE": "postmortems.settings",
        "SECRET_KEY": "k",
        "DATA_DIR": "/data",
        "STATIC_ROOT": "/data/static",
        "DEMO": "1",
        "SMTP_URL": "smtp://127.0.0.1:2525",
        "REDIS_URL": "",
        "PORT": "8123",
        "BASE_URL": "http://localhost:8123",
        **urls,
    }
