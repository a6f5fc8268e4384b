"""Bodies on their way to disk: written once, hashed as they pass, in the data directory."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing
from io import FileIO
from pathlib import Path
from typing import IO, Any, cast

from flask import Request
from flask.globals import app_ctx

from app.errors import BadUpload, NotFound, UploadTooLarge
from app.services.room import Room

READ_BYTES = 256 << 10
"""What a body is read by: it stays in the processor's cache until it is written."""

CHECK_BYTES = 64 << 20
"""So often the room is looked at again: others write, too, and not every body says how long it
is."""


class IncomingFile:
    """A file in ``folder`` that takes bytes and, where it is to be ``hashed``, knows their hash.
    Raises UploadTooLarge above ``limit`` bytes, StorageFull when there is no room for them, and
    NotFound once somebody has deleted the file.

    The file is locked until it is closed, which must not be before it was adopted: what is not
    locked is an orphan."""

    def __init__(self, folder: Path, limit: int, room: Room, *, hashed: bool = True) -> None:
        self._file, self.path = _locked_file(folder)
        self.size = 0
        self._hash = hashlib.sha256() if hashed else None
        self._limit, self._room = limit, room
        self._checked = 0

    def write(self, data: bytes | memoryview) -> int:
        """Appends ``data``."""
        self._grow(len(data))
        _write_all(self._file, data)
        if self._hash:
            self._hash.update(data)
        return len(data)

    def receive(self, request: Request) -> None:
        """Appends the body; where nobody has to look at it, straight from the connection."""
        if self._hash is None and getattr(request.stream, "is_plain", False):
            with closing(_poured(request, self._file.fileno())) as steps:
                for landed in steps:
                    self._grow(landed)
        else:
            for data in read_body(request):
                self.write(data)

    def _grow(self, size: int) -> None:
        self.size += size
        if self.size > self._limit:
            raise too_large(self._limit)
        if self.size - self._checked >= CHECK_BYTES:
            self._room.check(0)
            self._checked = self.size
        if os.fstat(self._file.fileno()).st_nlink == 0:
            raise NotFound("The analysis was deleted while its log arrived.")

    @property
    def sha256(self) -> str:
        """Of the bytes so far, in hexadecimal; "" where it is not hashed."""
        return self._hash.hexdigest() if self._hash else ""

    def seek(self, position: int, whence: int = 0) -> int:
        """As of a file; the form parser rewinds what it has written."""
        return self._file.seek(position, whence)

    def close(self) -> None:
        """Closes; the file stays."""
        self._file.close()

    def discard(self) -> None:
        """Removes and closes, on a full disk too, where what is still to be written cannot be."""
        self.path.unlink(missing_ok=True)
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _write_all(file: FileIO, data: bytes | memoryview) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _locked_file(folder: Path) -> tuple[FileIO, Path]:
    """A new file in ``folder`` that nobody takes for an orphan."""
    while True:
        descriptor, name = tempfile.mkstemp(dir=folder, suffix=".part")
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:  # else it was cleared away before it was locked
            return FileIO(descriptor, "w+"), Path(name)
        os.close(descriptor)


def read_body(request: Request) -> Iterator[memoryview]:
    """All of the body, by up to 256 KiB, each in the place of the one before. BadUpload at its end
    where it was cut off: a server hands over what came before a client hung up as if it were
    all."""
    size = 0
    buffer = memoryview(bytearray(READ_BYTES))
    while landed := _read(request, buffer):
        size += landed
        yield buffer[:landed]
    _check_end(request, size)


def _poured(request: Request, file: int) -> Generator[int]:
    size = 0
    try:
        with closing(request.stream.pour(file)) as steps:  # type: ignore[attr-defined]
            for landed in steps:
                size += landed
                yield landed
    except ConnectionError as error:  # any other is the disk's
        raise _broken_off() from error
    _check_end(request, size)


def _check_end(request: Request, size: int) -> None:
    announced = request.content_length
    if announced is not None and size != announced:
        raise BadUpload(f"The body ended after {size:,} of {announced:,} bytes. Send it again.")


def _read(request: Request, buffer: memoryview) -> int:
    try:
        landed: int = request.stream.readinto(buffer)  # type: ignore[attr-defined]
        return landed
    except OSError as error:
        raise _broken_off() from error


def _broken_off() -> BadUpload:
    return BadUpload("The connection ended before the body did. Send it again.")


def too_large(limit: int) -> UploadTooLarge:
    """The error for a body of more than ``limit`` bytes."""
    return UploadTooLarge(
        f"The upload is larger than {limit:,} bytes. LOGLANES_MAX_UPLOAD sets the limit."
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
