"""Backups, sealed with age (age-encryption.org): any `age` program opens them, with the key and without us.

`BACKUP_KEY` is either half of a pair: the public one (age1…) seals alone, so that the server cannot read its own
backups; the secret one (AGE-SECRET-KEY-1…) seals and opens, which a restore, and trying one each night, needs.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage
from pyrage.x25519 import Identity, Recipient

from postmortems.embedded.problems import CannotStart

MAGIC = b"age-encryption.org/v1"
SECRET = "AGE-SECRET-KEY-1"  # noqa: S105  # nosec B105


def fresh_pair() -> tuple[str, str]:
    """A new secret key and its public half."""
    made = Identity.generate()
    return str(made), str(made.to_public())


def opens(key: str) -> bool:
    """Whether this half also opens what was sealed."""
    return key.upper().startswith(SECRET)


@contextmanager
def sealed(output: IO[bytes], key: str, *, beside: Path) -> Iterator[IO[bytes]]:
    """What is written into the given file goes to `output` sealed; as it is, without a key. Until it is whole it lies
    beside, on the disk, without a name.
    """
    if not key:
        yield output
        return
    recipient = _recipient(key)
    with tempfile.TemporaryFile(dir=beside) as plain:
        yield plain
        plain.seek(0)
        pyrage.encrypt_io(plain, output, [recipient])


@contextmanager
def opened(file: Path, key: str, *, beside: Path) -> Iterator[Path]:
    """The plain archive, for as long as it is read. CannotStart without the key, or with another one."""
    with file.open("rb") as given:
        if given.read(len(MAGIC)) != MAGIC:
            yield file
            return
        given.seek(0)
        with tempfile.NamedTemporaryFile(dir=beside) as plain:
            try:
                pyrage.decrypt_io(given, plain, [_identity(key)])
            except pyrage.DecryptError as error:
                raise CannotStart("This backup was sealed with another key, or it is damaged.") from error
            plain.flush()
            yield Path(plain.name)


def _recipient(key: str) -> Recipient:
    try:
        return Identity.from_str(key).to_public() if opens(key) else Recipient.from_str(key)
    except (pyrage.IdentityError, pyrage.RecipientError) as error:
        raise CannotStart("BACKUP_KEY is no key of age: `make backup-key` makes one.") from error


def _identity(key: str) -> Identity:
    if not opens(key):
        raise CannotStart("This backup is sealed: set BACKUP_KEY to the secret half (AGE-SECRET-KEY-1…) to read it.")
    try:
        return Identity.from_str(key)
    except pyrage.IdentityError as error:
        raise CannotStart("BACKUP_KEY is no key of age: `make backup-key` makes one.") from error


def main() -> None:
    secret, public = fresh_pair()
    print(f"BACKUP_KEY={secret}\n# Its public half, which only seals: {public}\n# Keep it where the server is not.")


if __name__ == "__main__":
    main()
