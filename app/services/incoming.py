"""Bodies on their way to disk: written once, hashed as they pass, in the data directory."""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from flask import Request
from flask.globals import app_ctx

from app.errors import BadUpload, StorageFull, UploadTooLarge

READ_BYTES = 1 << 20
"""Reading a body by 1 MiB is twice as fast as by 64 KiB and eight times as by 8 KiB."""

_FREE_FLOOR = 256 << 20


class IncomingFile:
    """A file in ``folder`` that takes bytes and knows their hash. Raises UploadTooLarge above
    ``limit`` bytes and StorageFull when the disk is (nearly) so."""

    def __init__(self, folder: Path, limit: int) -> None:
        descriptor, name = tempfile.mkstemp(dir=folder, suffix=".part")
        self.path = Path(name)
        self.size = 0
        self._file = os.fdopen(descriptor, "w+b")
        self._hash = hashlib.sha256()
        self._limit = limit

    def write(self, data: bytes) -> int:
        """Appends ``data``."""
        self.size += len(data)
        if self.size > self._limit:
            raise too_large(self._limit)
        self._hash.update(data)
        with said_when_full(self.path.parent):
            return self._file.write(data)

    @property
    def sha256(self) -> str:
        """Of the bytes so far, in hexadecimal."""
        return self._hash.hexdigest()

    def seek(self, position: int, whence: int = 0) -> int:
        """As of a file; the form parser rewinds what it has written."""
        return self._file.seek(position, whence)

    def close(self) -> None:
        """Flushes and closes; the file stays."""
        self._file.close()

    def discard(self) -> None:
        """Closes and removes."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def read_body(request: Request) -> Iterator[bytes]:
    """All of the body, by up to 1 MiB. BadUpload at its end where it was cut off: a server hands
    over what came before a client hung up as if it were all."""
    size = 0
    while data := _read(request):
        size += len(data)
        yield data
    announced = request.content_length
    if announced is not None and size != announced:
        raise BadUpload(f"The body ended after {size:,} of {announced:,} bytes. Send it again.")


def _read(request: Request) -> bytes:
    try:
        return request.stream.read(READ_BYTES)
    except OSError as error:
        raise BadUpload("The connection ended before the body did. Send it again.") from error


@contextmanager
def said_when_full(folder: Path) -> Iterator[None]:
    """Turns the system's word for a full disk into StorageFull."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(folder) from error
        raise


def check_room(folder: Path, announced: int) -> None:
    """StorageFull unless ``announced`` bytes leave a reserve on the disk of ``folder``."""
    if shutil.disk_usage(folder).free - announced < _FREE_FLOOR:
        raise _full(folder)


def too_large(limit: int) -> UploadTooLarge:
    """The error for a body of more than ``limit`` bytes."""
    return UploadTooLarge(
        f"The upload is larger than {limit:,} bytes. LOGLANES_MAX_UPLOAD sets the limit."
    )


def _full(folder: Path) -> StorageFull:
    free = shutil.disk_usage(folder).free
    return StorageFull(
        f"The data directory's disk has {free:,} bytes left, of which {_FREE_FLOOR:,} are kept"
        " free. Delete analyses, or set LOGLANES_DATA to a larger disk."
    )


class UploadRequest(Request):
    """A request whose file parts go straight to the data directory, not through memory or /tmp."""

    max_form_parts = 1000

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._parts: list[IncomingFile] = []

    def close(self) -> None:
        """Also removes the parts that nothing adopted, those of a form cut off half way too."""
        super().close()
        for part in self._parts:
            part.discard()

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,  # noqa: ARG002 - the framework's signature
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,
    ) -> IO[bytes]:
        uploads = app_ctx.app.extensions["loglanes"].uploads
        part = uploads.new_file(content_length or total_content_length or 0)
        self._parts.append(part)
        return cast(IO[bytes], part)
