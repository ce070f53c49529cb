"""What the person at the terminal asked for, and the environment that the application's processes get from it.

`postmortems/settings.py` is the one reader of the second. A value may also stand in a file that NAME_FILE names, or in
`.env`; what is set in the environment itself wins.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from postmortems.embedded import roles
from postmortems.embedded.cluster import Cluster
from postmortems.embedded.problems import CannotStart

PROJECT = Path(__file__).resolve().parents[2]
DATABASES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL")


@dataclass(frozen=True)
class Wishes:
    """The variables of DESIGN's command table, read and typed."""

    data_dir: Path
    port: int
    demo: bool
    databases: Mapping[str, str]
    redis_url: str
    smtp_url: str
    backup_key: str = field(repr=False)
    environ: Mapping[str, str] = field(repr=False)

    @classmethod
    def read(cls, environ: Mapping[str, str], env_file: Path = PROJECT / ".env") -> "Wishes":
        """Raises CannotStart for a value that cannot be meant."""
        environ = _from_files(_from_env_file(env_file) | dict(environ))
        databases = {name: environ[name] for name in DATABASES if environ.get(name)}
        if databases and "DATABASE_URL" not in databases:
            raise CannotStart(f"{next(iter(databases))} is set and DATABASE_URL is not: set both, or neither.")
        return cls(
            data_dir=Path(environ.get("DATA_DIR") or PROJECT / ".data").absolute(),
            port=_port(environ.get("PORT") or "8000"),
            demo=(environ.get("DEMO") or "1").lower() not in ("0", "false", "no", "off"),
            databases=databases,
            redis_url=environ.get("REDIS_URL", ""),
            smtp_url=environ.get("SMTP_URL", ""),
            backup_key=environ.get("BACKUP_KEY", ""),
            environ=environ,
        )

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"


def database_urls(cluster: Cluster) -> dict[str, str]:
    """The addresses of the three roles."""
    return {
        "DATABASE_URL": cluster.url(roles.APP),
        "DATABASE_OWNER_URL": cluster.url(roles.OWNER),
        "DATABASE_BACKUP_URL": cluster.url(roles.SUPERUSER),
    }


def child_environment(
    wishes: Wishes, *, secret_key: str, databases: Mapping[str, str], smtp_url: str
) -> dict[str, str]:
    """The whole environment of a child: the person's own, and the contract with the settings on top."""
    contract = {
        "DJANGO_SETTINGS_MODULE": "postmortems.settings",
        "SECRET_KEY": wishes.environ.get("SECRET_KEY") or secret_key,
        "DATA_DIR": str(wishes.data_dir),
        "STATIC_ROOT": wishes.environ.get("STATIC_ROOT") or str(wishes.data_dir / "static"),
        "DEMO": "1" if wishes.demo else "0",
        "SMTP_URL": smtp_url,
        "REDIS_URL": wishes.redis_url,
        "PORT": str(wishes.port),
        "BASE_URL": wishes.environ.get("BASE_URL") or wishes.address,
    }
    return dict(wishes.environ) | contract | dict(databases)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT is {text!r}; it takes a number from 1 to 65535.")
    return int(text)


def _from_env_file(path: Path) -> dict[str, str]:
    """NAME=value a line, as in .env.example; comments and empty lines are left out."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs if value.strip()}


def _from_files(environ: dict[str, str]) -> dict[str, str]:
    """Every NAME_FILE of ours replaced by NAME with the content of the file."""
    for name in (*DATABASES, "REDIS_URL", "SMTP_URL", "SECRET_KEY", "BACKUP_KEY"):
        if path := environ.pop(f"{name}_FILE", ""):
            try:
                environ[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise CannotStart(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error
    return environ
