"""How a file arrives: written to the disk piece by piece, never held in memory, and stopped where the limit is."""

import contextlib
import tempfile
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload, TemporaryFileUploadHandler

from postmortems.attachments import storage
from postmortems.shared.bodies import most


class Refused(StrEnum):
    """Why a file did not arrive; found as `upload_refused` on the request."""

    TOO_LARGE = "too large"
    DISK_FULL = "disk full"


class Incoming(UploadedFile):
    """A file on its way. It goes when it is closed, which Django does at the end of the request."""

    file: Any

    def __init__(self, name: str | None, content_type: str | None, charset: str | None, extra: Any) -> None:
        file = tempfile.NamedTemporaryFile(dir=storage.incoming(), prefix="upload-")  # noqa: SIM115 - see `close`
        super().__init__(file, name, content_type, 0, charset, extra)

    def temporary_file_path(self) -> str:
        """Django closes at once what has no path."""
        return str(self.file.name)

    def close(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            self.file.close()


class ToDisk(TemporaryFileUploadHandler):
    """Django's own, with a limit while it is read: what declares less than it sends is stopped as well."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        with self._room():
            self.file = Incoming(self.file_name, self.content_type, self.charset, self.content_type_extra)  # type: ignore[assignment]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self._limit():
            self._stop(Refused.TOO_LARGE)
        with self._room():
            self.file.write(raw_data)

    def _limit(self) -> int:
        """Pictures and files of a review have a limit of their own; elsewhere the body's is enough."""
        path = self.request.path  # type: ignore[union-attr]
        return int(settings.FILE_LIMIT) if path.endswith("/files/") else most(path)

    @contextlib.contextmanager
    def _room(self) -> Any:
        try:
            with storage.room_is_needed():
                yield
        except storage.DiskFull:
            self._stop(Refused.DISK_FULL)

    def _stop(self, why: Refused) -> None:
        """The rest is read and let go, so that the browser hears the answer; how much that is, is bounded by
        shared/bodies.py. What stood before the file in the form is kept.
        """
        self.request.upload_refused = why  # type: ignore[union-attr]
        if getattr(self, "file", None):
            self.file.close()
        raise StopUpload(connection_reset=False)
