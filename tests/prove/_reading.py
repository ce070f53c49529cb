"""Upload a generated export of so many MB, read it, upload it again and stop that: a program that answers in JSON."""

import json
import resource
import sys
import tempfile
import threading
import time
import uuid
import zipfile
from collections.abc import Iterator
from typing import IO

CHUNK = 64_000


def main(megabytes: int) -> dict[str, float]:
    from postmortems.intake import arranging, reading, uploading
    from postmortems.intake.models import Batch, Chunk, Line
    from tests.factories import ReviewFactory, UserFactory

    review, author = ReviewFactory(), UserFactory()

    def waiting(file: IO[bytes]) -> Batch:
        batch = uploading.upload(
            review=review, name="export.zip", stretches=_stretches(file), author=author, form_key=uuid.uuid4()
        )
        archive, chosen = uploading.offered(batch)
        uploading.choose(batch=batch, chosen=chosen)
        assert len(archive.days) == megabytes // 2
        return batch

    with tempfile.TemporaryFile() as file:
        size, before, started = _write(file, megabytes), _peak(), time.monotonic()
        first = waiting(file)
        kept = time.monotonic()
        reading.read_waiting()
        read = time.monotonic()
        second = waiting(file)
        # In the middle, however quick this machine is.
        stop = threading.Timer((read - kept) / 2, lambda: arranging.put_away(batch=second))
        stop.start()
        reading.read_waiting()
    first.refresh_from_db()
    second.refresh_from_db()
    return {
        "megabytes": size / 1e6,
        "lines": first.lines.count() if first.state == Batch.State.READY else 0,
        "upload": kept - started,
        "read": read - kept,
        "rise": _peak() - before,
        "stopped": second.state == Batch.State.AWAY,
        "left": Line.objects.filter(batch=second).count() + Chunk.objects.count(),
    }


def _write(file: IO[bytes], megabytes: int) -> int:
    from tests.importers.exports import large

    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in large(megabytes):
            archive.writestr(name, data)
    return file.tell()


def _stretches(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while stretch := file.read(CHUNK):
        yield stretch


def _peak() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
