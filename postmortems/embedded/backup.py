"""`make backup FILE=` and `make restore FILE=`: the database and the pictures and files of its reviews in one archive.

The archive is a plain tar: `database`, in PostgreSQL's own format, then `files/` as they lie in DATA_DIR. A file has a
random name and is never changed, and is written before its row and deleted after it. So the database goes first on the
way out (whatever its rows name is still there) and last on the way back: files that were added for a database that
could not be read are nobody's, and go by themselves after a day. With `BACKUP_KEY` all of it is sealed (sealing.py).
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from postmortems.embedded.backup_log import note_backup, quieten_old_mail
from postmortems.embedded.environment import Wishes
from postmortems.embedded.fence import lifted
from postmortems.embedded.postgresql import find_program
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.sealing import opened, opens, sealed
from postmortems.embedded.supervisor import say
from postmortems.embedded.trial import try_restore
from postmortems.embedded.with_database import databases

DATABASE, FILES = "database", "files"


def back_up(urls: Mapping[str, str], file: Path, *, wishes: Wishes) -> None:
    """Write one, try it where its key opens it, and note both."""
    write(urls, file, data_dir=wishes.data_dir, key=wishes.backup_key)
    is_tried = not wishes.backup_key or opens(wishes.backup_key)
    if is_tried:
        try_restore(file, url=_strongest(urls), key=wishes.backup_key)
    note_backup(_strongest(urls), size=file.stat().st_size, is_sealed=bool(wishes.backup_key), was_tried=is_tried)


def write(urls: Mapping[str, str], file: Path, *, data_dir: Path, key: str = "") -> None:
    """Write a backup beside `file` and put it in place when it is whole; readable by its owner only."""
    fresh = file.with_name(f"{file.name}.new")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as output:
            with sealed(output, key, beside=file.parent) as plain, tarfile.open(fileobj=plain, mode="w|") as archive:
                _add_database(archive, urls, beside=fresh)
                _add_files(archive, data_dir / FILES)
            output.flush()
            os.fsync(output.fileno())
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    fresh.rename(file)


def _add_database(archive: tarfile.TarFile, urls: Mapping[str, str], *, beside: Path) -> None:
    with tempfile.NamedTemporaryFile(dir=beside.parent, prefix=beside.name) as dump:
        command = [str(find_program("pg_dump")), "--format=custom", f"--dbname={_strongest(urls)}"]
        with lifted(_strongest(urls)):
            ended = subprocess.run(command, stdout=dump, check=False)
        if ended.returncode != 0:
            raise CannotStart("The backup could not be written; the reason stands above.")
        archive.add(dump.name, DATABASE)


def _add_files(archive: tarfile.TarFile, folder: Path) -> None:
    """Everything that is in its place. What goes while we look had been thirty days in the trash."""
    for path in sorted(folder.glob("[0-9a-f][0-9a-f]/*")):
        try:
            archive.add(path, f"{FILES}/{path.parent.name}/{path.name}")
        except FileNotFoundError:
            continue


def read(urls: Mapping[str, str], file: Path, *, data_dir: Path, key: str = "") -> None:
    """Put everything back as it was, or leave the database as it is. Mail that was due meanwhile does not go out."""
    if not file.is_file():
        raise CannotStart(f"There is no file {file}.")
    with opened(file, key, beside=_scratch(data_dir)) as plain:
        _read_plain(urls, plain, data_dir=data_dir)
    quieten_old_mail(_strongest(urls))


def _read_plain(urls: Mapping[str, str], file: Path, *, data_dir: Path) -> None:
    if not tarfile.is_tarfile(file):  # the database alone, as backups were before there were files
        _read_database(urls, file)
        return
    with tempfile.TemporaryDirectory(dir=_scratch(data_dir)) as unpacked, tarfile.open(file) as archive:
        archive.extract(DATABASE, unpacked, filter="data")
        _put_files(archive, data_dir)
        _read_database(urls, Path(unpacked) / DATABASE)


def _put_files(archive: tarfile.TarFile, data_dir: Path) -> None:
    for member in archive:
        if member.isfile() and member.name.startswith(f"{FILES}/") and not (data_dir / member.name).exists():
            archive.extract(member, data_dir, filter="data")


def _read_database(urls: Mapping[str, str], dump: Path) -> None:
    options = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error"]
    command = [str(find_program("pg_restore")), *options, f"--dbname={_strongest(urls)}", str(dump)]
    if subprocess.run(command, check=False).returncode != 0:
        raise CannotStart("The backup could not be read back, and nothing was changed; the reason stands above.")


def main(words: list[str]) -> int:
    try:
        if len(words) != 2 or not words[1]:
            raise CannotStart("Say which file, as in `make backup FILE=second-story.backup`.")
        verb, file = words[0], Path(words[1]).absolute()
        wishes = Wishes.read(os.environ)
        with databases(wishes, alone=verb == "read") as urls:
            if verb == "write":
                back_up(urls, file, wishes=wishes)
            else:
                read(urls, file, data_dir=wishes.data_dir, key=wishes.backup_key)
        if verb == "read":
            _migrate_again(wishes.data_dir)
    except CannotStart as problem:
        say(str(problem))
        return 1
    say(f"Written to {file}{_how(wishes.backup_key)}." if verb == "write" else f"Read back from {file}.")
    return 0


def _scratch(data_dir: Path) -> Path:
    """Where what is unpacked lies for a moment: in a container DATA_DIR itself may not be written."""
    return Path(os.environ.get("TMPDIR") or data_dir)


def _migrate_again(data_dir: Path) -> None:
    """The next start asks the database that was read back how old it is."""
    if (stamp := data_dir / "migrated").exists():
        stamp.unlink()


def _how(key: str) -> str:
    if not key:
        return ", tried by a restore, and readable by whoever has it: BACKUP_KEY would seal it"
    return ", sealed, and tried by a restore" if opens(key) else ", sealed; only its secret key can try it"


def _strongest(urls: Mapping[str, str]) -> str:
    """A backup must see every row and own every table."""
    return urls.get("DATABASE_BACKUP_URL") or urls.get("DATABASE_OWNER_URL") or urls["DATABASE_URL"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
