"""From a request, a form or a sample to a queued analysis."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Request

from app.catalog.catalog import Analysis, Catalog, StoredSource
from app.errors import BadUpload
from app.services.incoming import READ_BYTES, IncomingFile, too_large
from app.services.room import Room
from app.services.samples import sample_named
from app.storage import Storage

_LONGEST_NAME = 200
_LARGE_BYTES = 16 << 20
"""Below this, parsing begins when all is there: it is over in a moment."""

OPTIONS = frozenset({"format"})
"""What an upload may choose, as query parameters or form fields."""


@dataclass(frozen=True, slots=True)
class Uploads:
    """Receives logs. ``submit`` tells the engine that something is queued; ``remove`` ends and
    deletes an analysis."""

    storage: Storage
    catalog: Catalog
    limit: int
    room: Room
    submit: Callable[[str], None]
    remove: Callable[[str], None]

    def new_file(self, announced: int) -> IncomingFile:
        """A file for a body of about so many bytes."""
        self.room.check(announced)
        return IncomingFile(self.storage.incoming, self.limit, self.room)

    def receive(self, request: Request) -> Analysis:
        """The files of a multipart form, or a raw body named by ``?filename=``, as one analysis."""
        if request.mimetype == "multipart/form-data":
            return self._from_form(request)
        name = _safe_name(request.args.get("filename", ""))
        options = chosen_options(request.args)
        announced = request.content_length or 0
        if announced >= _LARGE_BYTES:
            return self._analysed_on_arrival(request, name, announced, options)
        file = self.new_file(announced)
        try:
            _receive_body(request, file)
            return self._queue([(name, file)], options)
        except BaseException:
            file.discard()
            raise

    def _analysed_on_arrival(
        self, request: Request, name: str, announced: int, options: dict[str, Any]
    ) -> Analysis:
        """A large body is queued before it has come: its chunks are parsed as they land."""
        if announced > self.limit:
            raise too_large(self.limit)
        file = self.new_file(announced)
        id = self._adopt([(name, file)], (StoredSource(name, announced, ""),), options, True)
        try:
            _receive_body(request, file)
            file.close()
            self.catalog.arrived(id, StoredSource(name, file.size, file.sha256))
        except BaseException:
            file.discard()
            self.remove(id)
            raise
        return self.catalog.get(id)

    def sample(self, name: str) -> Analysis:
        """A copy of a sample, as if it had been uploaded."""
        sample = sample_named(name)
        file = self.new_file(sample.bytes)
        try:
            with open(sample.path, "rb") as source:
                shutil.copyfileobj(source, file, READ_BYTES)
            return self._queue([(sample.path.name, file)], {})
        except BaseException:
            file.discard()
            raise

    def _from_form(self, request: Request) -> Analysis:
        parts = [part for part in request.files.getlist("file") if part.filename]
        files = [(_safe_name(part.filename or ""), part.stream) for part in parts]
        return self._queue(files, chosen_options(request.form))  # type: ignore[arg-type]

    def _queue(
        self, files: Sequence[tuple[str, IncomingFile]], options: dict[str, Any]
    ) -> Analysis:
        if not files:
            raise BadUpload("The request carries no file. Send it as the form field 'file'.")
        for name, file in files:
            if file.size == 0:
                raise BadUpload(f"{name} is empty: it holds 0 bytes.")
        for _, file in files:
            file.flush()
        sources = tuple(StoredSource(name, file.size, file.sha256) for name, file in files)
        id = self._adopt(files, sources, options, False)
        for _, file in files:
            file.close()
        return self.catalog.get(id)

    def _adopt(
        self,
        files: Sequence[tuple[str, IncomingFile]],
        sources: tuple[StoredSource, ...],
        options: dict[str, Any],
        arriving: bool,
    ) -> str:
        """Id of a new analysis of these files; the engine knows of it."""
        id = self.storage.adopt([file.path for _, file in files])
        try:
            self.catalog.add(id, sources, options, arriving=arriving)
        except BaseException:
            self.storage.delete(id)
            raise
        self.submit(id)
        return id


def _receive_body(request: Request, file: IncomingFile) -> None:
    """All of the body: a server hands over what came before a client hung up as if it were all."""
    while data := _read(request):
        file.write(data)
    announced = request.content_length
    if announced is not None and file.size != announced:
        raise BadUpload(
            f"The body ended after {file.size:,} of {announced:,} bytes. Send it again."
        )


def _read(request: Request) -> bytes:
    try:
        return request.stream.read(READ_BYTES)
    except OSError as error:
        raise BadUpload("The connection ended before the body did. Send it again.") from error


def chosen_options(values: Any) -> dict[str, Any]:
    """Of query parameters or form fields, those that are options and say something."""
    return {name: values[name] for name in OPTIONS if values.get(name)}


def _safe_name(name: str) -> str:
    """The last part of a path of any system; a name for what has none."""
    last = name.replace("\\", "/").rpartition("/")[2].strip()
    return last[:_LONGEST_NAME] or "upload.log"
