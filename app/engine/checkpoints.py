"""Finished chunks of a long analysis, so that a restart goes on where it was."""

from analyzer.model import Chunk
from analyzer.store.chunk_file import records_file
from app.catalog.catalog import Catalog
from app.storage import Storage, write_whole

WORTH_BYTES = 64 << 20
"""Analyses below this are done again from the start sooner than a checkpoint pays."""


class StoredCheckpoints:
    """Rows in the catalog, payloads in files beside the sources."""

    def __init__(self, id: str, storage: Storage, catalog: Catalog) -> None:
        self._id, self._catalog = id, catalog
        self._columns = str(storage.columns(id))
        self._folder = storage.chunks(id)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._known = catalog.chunks(id)

    def load(self, chunk: Chunk) -> bytes | None:
        """The payload of the same byte range; None where it was never finished, or its columns
        are gone."""
        place = chunk.source, chunk.start, chunk.end
        file = self._known.get(place)
        if not records_file(self._columns, *place).exists():
            return None
        try:
            return (self._folder / file).read_bytes() if file else None
        except OSError:
            return None

    def save(self, chunk: Chunk, payload: bytes) -> None:
        """First the file, then the row that vouches for it."""
        name = f"{chunk.source}-{chunk.start}-{chunk.end}"
        write_whole(self._folder / name, payload, durable=False)
        self._catalog.save_chunk(self._id, chunk.source, chunk.start, chunk.end, name)
