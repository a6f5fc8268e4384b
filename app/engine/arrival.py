"""An upload seen from the engine: how much of it has come, and whether the rest will."""

import os
import time

from analyzer.errors import UnreadableSource
from app.catalog.catalog import Catalog
from app.errors import NotFound
from app.storage import Storage

_STALLED_SECONDS = 90.0
_LOOK_SECONDS = 0.02


class Arrival:
    """The growth of the one source of an arriving analysis of ``size`` bytes. Raises
    UnreadableSource where nothing has come for a minute and a half, or the upload was given up."""

    def __init__(self, id: str, storage: Storage, catalog: Catalog, size: int) -> None:
        self._id, self._catalog, self._size = id, catalog, size
        self._path = storage.source(id, 0)
        self._landed = 0
        self._begun_ns = self._grew_ns = time.monotonic_ns()

    def landed(self) -> int:
        """Bytes that can be read now."""
        try:
            landed = min(os.path.getsize(self._path), self._size)
        except FileNotFoundError:
            raise UnreadableSource("The upload was given up.") from None
        now = time.monotonic_ns()
        if landed > self._landed:
            self._landed, self._grew_ns = landed, now
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
                return analysis.sources[0].sha256
            self.landed()
            time.sleep(_LOOK_SECONDS)
