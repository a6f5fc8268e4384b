"""Uploads in slices, which may be hours apart: each continues where the last one broke off.

What has landed is the file itself, so its size is the offset, and nothing else has to be kept in
step with it. The analysis is made when the upload is, and has the same id; its chunks are parsed as
they land.
"""

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Request

from app.catalog.catalog import IN_SLICES, Analysis, Catalog, StoredSource
from app.errors import BadUpload, NotFound, OffsetConflict
from app.services.analyses import ENDED
from app.services.incoming import CHECK_BYTES, IncomingFile, read_body, too_large
from app.services.room import Room
from app.storage import Storage


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an upload is, in bytes."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Resumable:
    """Receives slices. ``submit`` tells the engine that there is something to do."""

    storage: Storage
    catalog: Catalog
    limit: int
    room: Room
    submit: Callable[[str], None]

    def create(self, name: str, length: int, options: dict[str, Any]) -> Analysis:
        """An upload of ``length`` bytes, of which none has come."""
        if length == 0:
            raise BadUpload(f"{name} is empty: it holds 0 bytes.")
        if length > self.limit:
            raise too_large(self.limit)
        self.room.check(length)
        file = IncomingFile(self.storage.incoming, self.limit, self.room)
        id = self.storage.adopt([file.path])
        file.close()
        try:
            self.catalog.add(id, (StoredSource(name, length, ""),), options, arriving=IN_SLICES)
        except BaseException:
            self.storage.delete(id)
            raise
        return self.catalog.get(id)

    def standing(self, id: str) -> Standing:
        """How far it is; NotFound where it was given up or its analysis has ended."""
        analysis = self._wanted(id)
        try:
            standing = Standing(os.path.getsize(self.storage.source(id, 0)), analysis.bytes)
        except FileNotFoundError:
            raise _gone() from None
        if standing.offset == standing.length:
            self._complete(analysis)
        return standing

    def append(self, id: str, offset: int, request: Request) -> Standing:
        """Takes a slice that begins at ``offset``; what came before a connection broke stays.
        OffsetConflict where the upload stands elsewhere, at the start or because another request
        sends it, too."""
        standing = self.standing(id)
        if offset != standing.offset:
            raise _elsewhere(standing.offset)
        announced = request.content_length or 0
        if offset + announced > standing.length:
            raise too_large(standing.length)
        self.room.check_disk(announced)
        self._receive(id, standing, request)
        return self.standing(id)

    def _receive(self, id: str, standing: Standing, request: Request) -> None:
        path = self.storage.source(id, 0)
        try:
            file = os.open(path, os.O_WRONLY)
        except FileNotFoundError:
            raise _gone() from None
        try:
            offset = checked = standing.offset
            for data in read_body(request):
                if offset + len(data) > standing.length:
                    raise too_large(standing.length)
                if offset - checked >= CHECK_BYTES:
                    self.room.check_disk(0)
                    checked = offset
                _write(file, offset, data)
                if offset == standing.offset:
                    self.submit(id)  # someone sends again: the engine may look
                offset += len(data)
        finally:
            os.close(file)

    def _wanted(self, id: str) -> Analysis:
        self.storage.folder(id)
        analysis = self.catalog.get(id)
        if analysis.arriving not in (0, IN_SLICES):
            raise NotFound("That log comes in one request: there is no upload to continue.")
        if analysis.arriving and analysis.state in ENDED:
            raise _gone()
        return analysis

    def _complete(self, analysis: Analysis) -> None:
        if analysis.arriving:
            source = analysis.sources[0]
            self.catalog.arrived(analysis.id, StoredSource(source.name, source.bytes, ""))
            self.submit(analysis.id)


def _write(file: int, offset: int, data: memoryview) -> None:
    """Appends at ``offset``. The lock is held for one write only: a connection that died without a
    word keeps nobody out, and if it wakes up, it finds that the file has grown without it."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        size = os.fstat(file).st_size
        if size != offset:
            raise _elsewhere(size)
        while data:
            written = os.pwrite(file, data, offset)
            offset, data = offset + written, data[written:]
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _elsewhere(offset: int) -> OffsetConflict:
    return OffsetConflict(f"The upload stands at byte {offset:,}. Ask with HEAD and go on there.")


def _gone() -> NotFound:
    return NotFound("The upload was given up, or its analysis has ended. Start a new one.")
