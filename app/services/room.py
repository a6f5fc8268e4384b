"""How much may lie in the data directory: a reserve of the disk stays free, and all analyses
together may be limited."""

import shutil
from dataclasses import dataclass

from app.catalog.catalog import Catalog
from app.errors import StorageFull
from app.storage import Storage
from app.stored import bytes_stored


@dataclass(frozen=True, slots=True)
class Room:
    """``keep_free`` bytes of the disk stay free; ``most`` bytes are stored of logs and of
    what was made from them, None for any number."""

    storage: Storage
    catalog: Catalog
    keep_free: int
    most: int | None

    def check(self, announced: int) -> None:
        """StorageFull unless so many bytes more leave both limits kept."""
        self.check_disk(announced)
        self._check_stored(announced)

    def check_disk(self, announced: int) -> None:
        """The same of the disk alone: for what the catalog already counts as stored."""
        free = shutil.disk_usage(self.storage.incoming).free
        if free - announced < self.keep_free:
            raise StorageFull(
                f"The data directory's disk has {free:,} bytes left, of which {self.keep_free:,}"
                " are kept free. Delete analyses, or set LOGLANES_DATA to a larger disk."
            )

    def _check_stored(self, announced: int) -> None:
        if self.most is None:
            return
        stored = bytes_stored(self.storage, self.catalog)
        if stored + announced > self.most:
            raise StorageFull(
                f"Logs, and what was made from them, take {stored:,} bytes of the {self.most:,}"
                f" that LOGLANES_MAX_STORED allows; {announced:,} more do not fit. Delete analyses"
                " first."
            )
