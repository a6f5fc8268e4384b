"""An upload seen from the engine: how much of it has come, and whether the rest will."""

import os
import time

from analyzer.errors import LoglanesError, UnreadableSource
from app.catalog.catalog import Catalog
from app.engine.trailing_hash import TrailingHash
from app.errors import NotFound
from app.storage import Storage

_STALLED_SECONDS = 90.0
_PAUSE_SECONDS = 10.0
_ABANDONED_SECONDS = 24 * 3600.0
_LOOK_SECONDS = 0.02


class UploadPaused(LoglanesError):
    """Nothing comes, but the rest may: the analysis goes on when it does."""


def is_pausing(id: str, storage: Storage) -> bool:
    """Whether nobody sends slices of the upload at present, or has sent any yet."""
    return _silence(id, storage) > _PAUSE_SECONDS


def is_abandoned(id: str, storage: Storage) -> bool:
    """Whether nobody will: no slice has come for a day."""
    return _silence(id, storage) > _ABANDONED_SECONDS


def _silence(id: str, storage: Storage) -> float:
    """Seconds since bytes came last; since the upload was made, and a pause more, where none has
    come yet."""
    try:
        file = os.stat(storage.source(id, 0))
    except FileNotFoundError:
        return 0.0  # deleted: the engine hears of that by itself
    return time.time() - file.st_mtime + (0 if file.st_size else _PAUSE_SECONDS)


class Arrival:
    """The growth of the one source of an arriving analysis of ``size`` bytes. Raises
    UnreadableSource where the upload was given up, or nothing has come for a minute and a half;
    in slices, UploadPaused where nothing has come for ten seconds, so that the place is free. Not
    ``hashed``, its hash is empty."""

    def __init__(
        self,
        id: str,
        storage: Storage,
        catalog: Catalog,
        size: int,
        *,
        in_slices: bool,
        hashed: bool = True,
    ) -> None:
        self._id, self._catalog, self._size, self._in_slices = id, catalog, size, in_slices
        self._path = storage.source(id, 0)
        self._landed = 0
        self._hashed = hashed
        self._hash: TrailingHash | None = None
        self._begun_ns = self._grew_ns = time.monotonic_ns()

    def run_beside(self) -> None:
        """Begins to hash."""
        if self._hashed and self._hash is None:
            self._hash = self._new_hash()

    def landed(self) -> int:
        """Bytes that can be read now."""
        try:
            landed = min(os.path.getsize(self._path), self._size)
        except FileNotFoundError:
            raise UnreadableSource("The upload was given up.") from None
        if self._hash:
            self._hash.landed(landed)
        now = time.monotonic_ns()
        if landed > self._landed:
            self._landed, self._grew_ns = landed, now
        elif self._in_slices and landed < self._size and now - self._grew_ns > _PAUSE_SECONDS * 1e9:
            raise UploadPaused(f"The upload pauses after {landed:,} of {self._size:,} bytes.")
        elif now - self._grew_ns > _STALLED_SECONDS * 1e9:
            raise UnreadableSource(
                f"The upload stopped after {landed:,} of {self._size:,} bytes. Upload it again."
            )
        return landed

    def seen_ns(self) -> tuple[int, int]:
        """When the engine began to look, and when the last bytes had come."""
        return self._begun_ns, self._grew_ns

    def sha256(self) -> str:
        """Of the whole file; waits until the web server has vouched for it."""
        while True:
            try:
                analysis = self._catalog.get(self._id)
            except NotFound:
                raise UnreadableSource("The upload was given up.") from None
            if not analysis.arriving:
                return self._digest() if self._hashed else ""
            self.landed()
            time.sleep(_LOOK_SECONDS)

    def _digest(self) -> str:
        self._hash = self._hash or self._new_hash()
        return self._hash.end(self._size)

    def _new_hash(self) -> TrailingHash:
        return TrailingHash(os.open(self._path, os.O_RDONLY))  # open as long as this process
