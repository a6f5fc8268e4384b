"""What is stored altogether, beside what may be."""

from dataclasses import dataclass
from pathlib import Path

from app.catalog.catalog import Catalog
from app.storage import Storage


def bytes_stored(storage: Storage, catalog: Catalog) -> int:
    """Of logs, of what was made from them, and of uploads on their way."""
    stored = sum(storage.taken(one.id, one.bytes) for one in catalog.all())
    return stored + storage.bytes_incoming()


@dataclass(frozen=True, slots=True)
class Quota:
    """At most so many bytes are stored in the data directory at ``root``. It can go to any
    process."""

    root: Path
    most: int

    def left(self) -> int:
        """Bytes that may still be stored, now; CatalogInTrouble where that cannot be told."""
        storage = Storage(self.root)
        return max(self.most - bytes_stored(storage, Catalog(storage.catalog)), 0)
