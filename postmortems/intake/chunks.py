"""An uploaded file in the database, as a file that can be read from anywhere, a chunk in memory at a time."""

import io
from collections.abc import Iterable
from typing import IO, cast

from postmortems.intake.models import Batch, Chunk

SIZE = 1_000_000


def keep(batch: Batch, stretches: Iterable[bytes]) -> int:
    """Store a file in chunks of one size; gives its length."""
    number, length, rest = 0, 0, b""
    for stretch in stretches:
        rest += stretch
        length += len(stretch)
        while len(rest) >= SIZE:
            Chunk.objects.create(batch=batch, number=number, data=rest[:SIZE])
            number, rest = number + 1, rest[SIZE:]
    if rest:
        Chunk.objects.create(batch=batch, number=number, data=rest)
    return length


def file_of(batch: Batch) -> IO[bytes]:
    """The uploaded file of a batch, to read and to seek in."""
    return cast("IO[bytes]", ChunkFile(batch))


class ChunkFile(io.RawIOBase):
    """Chunk after chunk, each asked for when it is reached."""

    def __init__(self, batch: Batch) -> None:
        self.batch, self.at = batch, 0
        self.number, self.data = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.batch.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self.at = start + offset
        return self.at

    def tell(self) -> int:
        return self.at

    def read(self, size: int | None = -1) -> bytes:
        """As many bytes as were asked for, or as are left."""
        wanted = self.batch.size - self.at if size is None or size < 0 else size
        found = []
        while wanted > 0 and self.at < self.batch.size:
            number, start = divmod(self.at, SIZE)
            stretch = self._chunk(number)[start : start + wanted]
            if not stretch:
                break
            found.append(stretch)
            self.at += len(stretch)
            wanted -= len(stretch)
        return b"".join(found)

    def _chunk(self, number: int) -> bytes:
        if number != self.number:
            row = Chunk.objects.filter(batch=self.batch, number=number).values_list("data", flat=True).first()
            self.number, self.data = number, bytes(row or b"")
        return self.data
