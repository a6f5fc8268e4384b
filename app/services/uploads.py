"""From a request, a form or a sample to a queued analysis."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Request

from analyzer.errors import UsageError
from analyzer.formats.detection import Detection, detect
from analyzer.formats.dialect import is_definition
from analyzer.model import Source
from analyzer.redact.choice import redaction_named
from analyzer.zones import zone_named
from app.catalog.catalog import ARRIVED, AT_ONCE, Analysis, Catalog, StoredSource
from app.errors import BadUpload, UploadTooLarge
from app.services.analyses import ENDED
from app.services.idempotency import Idempotency
from app.services.incoming import READ_BYTES, IncomingFile, read_body, too_large
from app.services.names import stored_name
from app.services.room import Room
from app.services.samples import sample_named
from app.storage import Storage

_DETECT_BYTES = 4 << 20
_LARGE_BYTES = 16 << 20
"""Below this, parsing begins when all is there: it is over in a moment."""

OPTIONS = ("format", "timezone", "redact")
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

    def new_file(self, announced: int, *, hashed: bool = True) -> IncomingFile:
        """A file for a body of about so many bytes."""
        self.room.check(announced)
        return IncomingFile(self.storage.incoming, self.limit, self.room, hashed=hashed)

    def receive(self, request: Request) -> Analysis:
        """The files of a multipart form, or a raw body named by ``?filename=``, as one analysis;
        the one it made the first time where the request carries an Idempotency-Key again."""
        once = Idempotency(self.catalog, request)
        if made := once.made_before():
            for _ in read_body(request):
                pass  # few clients hear an answer before they have sent all
            return made
        analysis = self._receive(request, once)
        other = once.claim(analysis)
        if other is None:
            return analysis
        self.remove(analysis.id)
        return other

    def detect(self, request: Request) -> Detection:
        """The format of a body, of which nothing is kept."""
        self.room.check(request.content_length or 0)
        file = IncomingFile(self.storage.incoming, _DETECT_BYTES, self.room)
        try:
            file.receive(request)
            return detect(Source(0, "The body", str(file.path), file.size))
        except UploadTooLarge:
            raise UploadTooLarge(
                f"The format is found in at most {_DETECT_BYTES:,} bytes. Send the first part of"
                " the log."
            ) from None
        finally:
            file.discard()

    def _receive(self, request: Request, once: Idempotency) -> Analysis:
        if request.mimetype == "multipart/form-data":
            return self._from_form(request)
        options = chosen_options(request.args)
        name = stored_name(request.args.get("filename", ""), options)
        announced = request.content_length or 0
        if announced >= _LARGE_BYTES:
            return self._analysed_on_arrival(request, name, announced, options, once)
        file = self.new_file(announced, hashed="redact" not in options)
        try:
            file.receive(request)
            return self._queue([(name, file)], options)
        except BaseException:
            file.discard()
            raise

    def _analysed_on_arrival(
        self,
        request: Request,
        name: str,
        announced: int,
        options: dict[str, Any],
        once: Idempotency,
    ) -> Analysis:
        """A large body is queued before it has come: its chunks are parsed, and hashed, as they
        land."""
        if announced > self.limit:
            raise too_large(self.limit)
        file = self.new_file(announced, hashed=False)
        sources = (StoredSource(name, announced, ""),)
        id = self._adopt([(name, file)], sources, options, AT_ONCE)
        try:
            once.claim(self.catalog.get(id))
            file.receive(request)
            file.close()
            self.catalog.arrived(id, StoredSource(name, file.size, ""))
            self._remove_if_ended(id, options)
        except BaseException:
            file.discard()
            self.remove(id)
            raise
        return self.catalog.get(id)

    def _remove_if_ended(self, id: str, options: dict[str, Any]) -> None:
        """What came to be redacted, after its analysis had been cancelled, is not kept."""
        if "redact" in options and self.catalog.get(id).state in ENDED:
            self.storage.remove_sources(id)

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
        options = chosen_options(request.form)
        files = [(stored_name(part.filename or "", options), part.stream) for part in parts]
        return self._queue(files, options)  # type: ignore[arg-type]

    def _queue(
        self, files: Sequence[tuple[str, IncomingFile]], options: dict[str, Any]
    ) -> Analysis:
        if not files:
            raise BadUpload("The request carries no file. Send it as the form field 'file'.")
        for name, file in files:
            if file.size == 0:
                raise BadUpload(f"{name} is empty: it holds 0 bytes.")
        sources = tuple(StoredSource(name, file.size, _hash(file, options)) for name, file in files)
        id = self._adopt(files, sources, options, ARRIVED)
        for _, file in files:
            file.close()
        return self.catalog.get(id)

    def _adopt(
        self,
        files: Sequence[tuple[str, IncomingFile]],
        sources: tuple[StoredSource, ...],
        options: dict[str, Any],
        arriving: int,
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


def _hash(file: IncomingFile, options: dict[str, Any]) -> str:
    """Of a log to be redacted none is kept: it would tell whether a guess at the log is right."""
    return "" if "redact" in options else file.sha256


def chosen_options(values: Any) -> dict[str, Any]:
    """Of all ``values``, those that are options of an upload; UsageError for one that is no text,
    for a time zone that does not exist, for a redaction that is none, and for a definition: its
    patterns would run here."""
    chosen = {name: values[name] for name in OPTIONS if values.get(name)}
    for name, value in chosen.items():
        if not isinstance(value, str):
            raise UsageError(f"{name} takes text.")
    if is_definition(chosen.get("format", "")):
        raise UsageError("format takes the name of a format that this server knows.")
    if "timezone" in chosen:
        zone_named(chosen["timezone"])
    if "redact" in chosen:
        redaction_named(chosen["redact"])
    return chosen
