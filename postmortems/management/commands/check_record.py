"""`check_record`: whether the record of who did what is whole."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from postmortems.audit.checking import Heads, digests_at, look, missing_since


class Command(BaseCommand):
    help = (
        "Follow every chain of the record from its first entry to its last. --write keeps where each chain ends in a"
        " file; --against compares with such a file, so that an end that was cut off is seen as well."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", type=Path, metavar="FILE")
        parser.add_argument("--against", type=Path, metavar="FILE")

    def handle(self, *, write: Path | None, against: Path | None, **options: Any) -> None:
        found = look()
        wrong = [f"{place} does not fit" for place in found.broken]
        if against:
            then = _read(against)
            wrong += missing_since(then, found.heads, digests_at(then))
        if write:
            write.write_text(json.dumps(found.heads), encoding="utf-8")
        self.stdout.write(f"{found.entries} entries in {len(found.heads)} chains.")
        if wrong:
            raise CommandError("The record was changed: " + "; ".join(wrong[:20]))
        self.stdout.write("The record is whole.")


def _read(path: Path) -> Heads:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {chain: (int(position), str(digest)) for chain, (position, digest) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise CommandError(f"{path} is no file that --write made.") from error
