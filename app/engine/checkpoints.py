"""Finished chunks of a long analysis, so that a restart goes on where it was."""

import json
from collections.abc import Sequence

from analyzer.engines.base import Payload
from analyzer.model import Chunk
from analyzer.store.chunk_file import records_file
from app.catalog.catalog import Catalog
from app.storage import Storage, write_whole

WORTH_BYTES = 64 << 20
"""Analyses below this are done again from the start sooner than a checkpoint pays."""

_BEGINNING = "beginning.json"


class StoredCheckpoints:
    """Rows in the catalog, payloads in files beside the sources, and a file that says with which
    formats and chunk size the analysis began."""

    def __init__(self, id: str, storage: Storage, catalog: Catalog) -> None:
        self._id, self._catalog = id, catalog
        self._columns = str(storage.columns(id))
        self._folder = storage.chunks(id)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._known = catalog.chunks(id)

    def begin(self, formats: Sequence[str], chunk_bytes: int) -> int:
        """What an earlier attempt wrote down of formats and chunk size holds for this one; where
        that were other formats, or none are known, it begins anew."""
        note = self._folder / _BEGINNING
        try:
            began = json.loads(note.read_text(encoding="ascii"))
            if began["formats"] == list(formats):
                return int(began["chunk_bytes"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        self._catalog.forget_chunks(self._id)
        self._known = {}
        text = json.dumps({"formats": list(formats), "chunk_bytes": chunk_bytes})
        write_whole(note, text.encode(), durable=False)
        return chunk_bytes

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

    def save(self, chunk: Chunk, payload: Payload) -> None:
        """First the file, then the row that vouches for it."""
        name = f"{chunk.source}-{chunk.start}-{chunk.end}"
        write_whole(self._folder / name, payload, durable=False)
        self._catalog.save_chunk(self._id, chunk.source, chunk.start, chunk.end, name)
