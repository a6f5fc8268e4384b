"""Rows of analyses: read by every web process, written by the one that receives an upload and by
the engine. A connection a call: opening one costs less than a page, and none is ever shared."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from analyzer.errors import LoglanesError
from app.errors import CatalogInTrouble, NotFound, StorageFull

_PATIENCE_SECONDS = 10.0
_SMALLEST_ROOM = 1 << 20
ARRIVED, AT_ONCE, IN_SLICES = range(3)
"""How the bytes of an analysis's one source come: they are there, they come in one request, or in
slices that may be hours apart."""

_COLUMNS = (
    "id, name, state, created, started, finished, bytes, records, error, attempts, priority,"
    " arriving, sources, options"
)


@dataclass(frozen=True, slots=True)
class StoredSource:
    """One uploaded file: its name as given, its size in bytes, its SHA-256."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """One job. ``state`` is queued, running, done, failed or cancelled."""

    id: str
    name: str
    state: str
    created: str
    started: str | None
    finished: str | None
    bytes: int
    records: int | None
    error: str | None
    attempts: int
    priority: int
    arriving: int
    sources: tuple[StoredSource, ...]
    options: dict[str, Any]


def now() -> str:
    """This moment as the catalog writes it."""
    return timestamp(datetime.now(UTC))


def timestamp(moment: datetime) -> str:
    """A moment in UTC as the catalog writes it; ascending as text, too."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


class Catalog:
    """The SQLite file at ``path``; made, with its tables, where it is missing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self.connection() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            schema = resources.files("app.catalog").joinpath("schema.sql")
            connection.executescript(schema.read_text(encoding="utf-8"))
        # Never used again, and open as long as this process: with the last connection SQLite
        # removes the index of its log, and to make it anew even a reader needs room on the disk.
        self._held = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, check_same_thread=False)
        self._held.execute("SELECT 1 FROM analysis").fetchone()

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A transaction: committed at the end of the block, rolled back on an error. StorageFull
        where the disk is; CatalogInTrouble where others keep it locked, or it is damaged."""
        try:
            connection = sqlite3.connect(self._path, timeout=_PATIENCE_SECONDS)
            with closing(connection), connection:
                connection.execute("PRAGMA secure_delete = ON")  # a name may be masked later
                yield connection
        except sqlite3.DatabaseError as error:
            trouble = self._trouble(error)
            if trouble is None:
                raise
            raise trouble from error

    def check(self) -> None:
        """CatalogInTrouble where the file is damaged."""
        with self.connection() as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise self._damaged(found)

    def _trouble(self, error: sqlite3.DatabaseError) -> LoglanesError | None:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return self._damaged(str(error))
        if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and self._is_full()):
            return StorageFull(
                "The data directory's disk is full: the catalog cannot be written. Delete analyses,"
                " or make room on it."
            )
        if isinstance(error, sqlite3.OperationalError):
            return CatalogInTrouble(
                f"{self._path.name} cannot be used: {error}. If another program holds it, end that"
                " program; then try again."
            )
        return None

    def _is_full(self) -> bool:
        return shutil.disk_usage(self._path.parent).free < _SMALLEST_ROOM

    def _damaged(self, found: str) -> CatalogInTrouble:
        return CatalogInTrouble(
            f"{self._path} is damaged: {found}. Restore it from a backup, or move it away to start"
            " with an empty list of analyses; then their logs are deleted, too."
        )

    def add(
        self,
        id: str,
        sources: tuple[StoredSource, ...],
        options: dict[str, Any],
        *,
        arriving: int = ARRIVED,
    ) -> None:
        """A new analysis, queued; ``arriving`` says how the bytes of its one source come."""
        with self.connection() as connection:
            connection.execute(
                "INSERT INTO analysis (id, name, state, created, bytes, arriving, sources, options)"
                " VALUES (?, ?, 'queued', ?, ?, ?, ?, ?)",
                (
                    id,
                    _names(sources),
                    now(),
                    sum(source.bytes for source in sources),
                    arriving,
                    _as_json(sources),
                    json.dumps(options),
                ),
            )

    def arrived(self, id: str, source: StoredSource) -> None:
        """All bytes of its source are there; those of slices are hashed later."""
        self._update(id, "arriving = 0, sources = ?", _as_json((source,)))

    def rename(self, id: str, sources: tuple[StoredSource, ...]) -> None:
        """Its sources are known as these from now on; as what they were known is overwritten."""
        self._update(id, "name = ?, sources = ?", _names(sources), _as_json(sources))
        with self.connection() as connection:
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def get(self, id: str) -> Analysis:
        """The analysis; NotFound where there is none."""
        with self.connection() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM analysis WHERE id = ?",  # noqa: S608 - a constant
                (id,),
            ).fetchone()
        if row is None:
            raise NotFound("There is no analysis of that id. It may have been deleted.")
        return _analysis(row)

    def all(self) -> list[Analysis]:
        """All analyses, newest first."""
        return self._select("1 ORDER BY created DESC, id")

    def in_state(self, state: str) -> list[Analysis]:
        """The analyses in that state, the most urgent first, then the oldest."""
        return self._select("state = ? ORDER BY priority DESC, created, id", state)

    def with_content(self, hashes: list[str], before: str) -> list[Analysis]:
        """Finished analyses made before that time of sources with these hashes in this order, the
        newest first."""
        if not all(hashes):
            return []
        found = self._select(
            "state = 'done' AND created < ? AND instr(sources, ?) > 0 ORDER BY created DESC",
            before,
            hashes[0],
        )
        return [one for one in found if [source.sha256 for source in one.sources] == hashes]

    def _select(self, condition: str, *values: str) -> list[Analysis]:
        query = f"SELECT {_COLUMNS} FROM analysis WHERE {condition}"  # noqa: S608 - constants
        with self.connection() as connection:
            return [_analysis(row) for row in connection.execute(query, values)]

    def start(self, id: str) -> None:
        """It runs now, one attempt more."""
        self._update(id, "state = 'running', started = ?, attempts = attempts + 1", now())

    def queue_again(self, id: str, *, blameless: bool = False) -> None:
        """It waits again: whoever ran it is gone. ``blameless`` gives the attempt back."""
        change = "state = 'queued', started = NULL, attempts = attempts - ?"
        self._update(id, change, int(blameless))

    def finish(self, id: str, state: str, records: int) -> None:
        """It has a report: of everything (done), or of what there was (cancelled)."""
        change = "state = ?, finished = ?, records = ?, error = NULL"
        self._update(id, change, state, now(), records)
        self.forget_chunks(id)

    def fail(self, id: str, error: str) -> None:
        """It has no report and will have none."""
        self._update(id, "state = 'failed', finished = ?, error = ?", now(), error)

    def cancel(self, id: str, reason: str) -> None:
        """Someone asked for its end before there was anything to report."""
        self._update(id, "state = 'cancelled', finished = ?, error = ?", now(), reason)

    def begin_again(self, id: str, options: dict[str, Any]) -> None:
        """It waits as if it had just come, with other options."""
        change = (
            "state = 'queued', started = NULL, finished = NULL, records = NULL, error = NULL,"
            " attempts = 0, options = ?"
        )
        self._update(id, change, json.dumps(options))

    def prioritise(self, id: str, priority: int) -> None:
        """Among the queued, higher goes first."""
        self._update(id, "priority = ?", priority)

    def save_chunk(self, id: str, source: int, start: int, end: int, file: str) -> None:
        """The chunk is finished; its payload lies in ``file``."""
        with self.connection() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)",
                (id, source, start, end, file),
            )

    def chunks(self, id: str) -> dict[tuple[int, int, int], str]:
        """Files of the analysis's finished chunks by (source, start, end)."""
        with self.connection() as connection:
            rows = connection.execute(
                "SELECT source, start, end, file FROM chunk WHERE analysis = ?", (id,)
            )
            return {(source, start, end): file for source, start, end, file in rows}

    def forget_chunks(self, id: str) -> None:
        """The analysis has ended: nothing of it will be resumed."""
        with self.connection() as connection:
            connection.execute("DELETE FROM chunk WHERE analysis = ?", (id,))

    def delete(self, id: str) -> None:
        """Forgets it."""
        with self.connection() as connection:
            connection.execute("DELETE FROM analysis WHERE id = ?", (id,))
            connection.execute("DELETE FROM lab WHERE analysis = ?", (id,))
            connection.execute("DELETE FROM chunk WHERE analysis = ?", (id,))
            connection.execute("DELETE FROM kept_view WHERE analysis = ?", (id,))
            connection.execute("DELETE FROM idempotency_key WHERE analysis = ?", (id,))

    def _update(self, id: str, change: str, *values: Any) -> None:
        query = f"UPDATE analysis SET {change} WHERE id = ?"  # noqa: S608 - constants
        with self.connection() as connection:
            connection.execute(query, (*values, id))


def _names(sources: tuple[StoredSource, ...]) -> str:
    return ", ".join(source.name for source in sources)


def _as_json(sources: tuple[StoredSource, ...]) -> str:
    return json.dumps([[source.name, source.bytes, source.sha256] for source in sources])


def _analysis(row: tuple[Any, ...]) -> Analysis:
    *plain, sources, options = row
    stored = tuple(StoredSource(*source) for source in json.loads(sources))
    values: list[Any] = [*plain, stored, json.loads(options)]
    return Analysis(*values)
