"""Where files lie in the data directory: paths are made here from ids, never from names.

catalog.sqlite        the catalog
runs.json             what earlier runs on this host cost
token                 what clients must know, where one was made
cookie.key            what a browser's cookie follows from
run/                  sockets and key of the engine (0700)
temporary/            temporary files of all processes, where there is no other place for them
incoming/             uploads on their way
analyses/ID/          source files 0, 1, ...; the logs decoded from them in decoded/; report.json;
                      lab.json; columns/; while it runs also partial.json, scratch/ and chunks/.
                      Where logs are masked, no source files: decoded/ and masked.json, which names
                      what is in it
"""

import fcntl
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.store.index import INDEX
from app.errors import NotFound, NotReady, UnusableData

_SETTLED_SECONDS = 600.0
"""A folder without a row in the catalog is older than any upload that is still to get one."""

_MASKED = "masked.json"

_ID = re.compile(r"[A-Za-z0-9_-]{22}")


def write_whole(file: Path, data: bytes | memoryview, *, durable: bool) -> None:
    """Writes a file so that readers see the old bytes or the new, never a part; ``durable`` waits
    until they are on the disk."""
    draft = file.with_name(f"{file.name}.draft-{os.getpid()}")
    with open(draft, "wb") as stream:
        stream.write(data)
        if durable:
            stream.flush()
            os.fsync(stream.fileno())
    draft.replace(file)


@dataclass(frozen=True, slots=True)
class Storage:
    """The data directory at ``root``."""

    root: Path

    def prepare(self) -> None:
        """Makes what is missing, for this user alone; UnusableData where it cannot be written."""
        try:
            for folder in (self.root, self.run, self.incoming, self.analyses):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=self.run).close()
        except OSError as error:
            raise UnusableData(
                f"{self.root}: {error.strerror}. Set LOGLANES_DATA to a folder that this user may"
                " write."
            ) from error

    @property
    def catalog(self) -> Path:
        """The SQLite file."""
        return self.root / "catalog.sqlite"

    @property
    def runs(self) -> Path:
        """What earlier runs cost."""
        return self.root / "runs.json"

    @property
    def token(self) -> Path:
        """The token that was made for a server without one."""
        return self.root / "token"

    @property
    def cookie_key(self) -> Path:
        """The key that cookies follow from."""
        return self.root / "cookie.key"

    @property
    def run(self) -> Path:
        """Sockets and keys."""
        return self.root / "run"

    @property
    def sockets(self) -> Path:
        """By which the engine's processes find each other."""
        return self.run / "sockets"

    def temporary(self) -> Path:
        """A folder for temporary files, without those of an earlier start."""
        folder = self.root.absolute() / "temporary"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    @property
    def incoming(self) -> Path:
        """Uploads that are not yet an analysis."""
        return self.root / "incoming"

    @property
    def analyses(self) -> Path:
        """A folder for each analysis."""
        return self.root / "analyses"

    def bytes_incoming(self) -> int:
        """Landed of all uploads that are not yet an analysis."""
        total = 0
        for file in self.incoming.iterdir():
            with suppress(FileNotFoundError):
                total += file.stat().st_size
        return total

    def taken(self, id: str, announced: int) -> int:
        """Bytes that an analysis takes: of its logs, of what was decoded from them and of what was
        found; at least ``announced``, which may still be arriving."""
        total = 0
        for folder, _, names in os.walk(self.folder(id)):
            for name in names:
                with suppress(FileNotFoundError):
                    total += os.lstat(os.path.join(folder, name)).st_size
        return max(total, announced)

    def folder(self, id: str) -> Path:
        """Of one analysis; NotFound where ``id`` cannot be one."""
        if not _ID.fullmatch(id):
            raise NotFound("There is no analysis of that id.")
        return self.analyses / id

    def source(self, id: str, index: int) -> Path:
        """The file of one of its sources."""
        return self.folder(id) / str(index)

    def report(self, id: str) -> Path:
        """Its report."""
        return self.folder(id) / "report.json"

    def scratch(self, id: str) -> Path:
        """An empty folder for what only a running analysis needs."""
        self.clear_scratch(id)
        folder = self.folder(id) / "scratch"
        folder.mkdir(mode=0o700)
        return folder

    def decoded(self, id: str) -> Path:
        """A folder for the logs that come out of compressed sources, without what an earlier run
        left; the run makes it where there are any. They are kept, as byte offsets of the report
        point into them."""
        folder = self.folder(id) / "decoded"
        shutil.rmtree(folder, ignore_errors=True)
        return folder

    def keep_masked(self, id: str, logs: Mapping[str, Any]) -> None:
        """Notes what the masked logs in ``decoded`` are; from then on they are the sources."""
        file = self.folder(id) / _MASKED
        write_whole(file, json.dumps(logs).encode(), durable=True)
        self.remove_sources(id)

    def masked_log(self, id: str, file: str) -> Path:
        """One of these logs."""
        return self.folder(id) / "decoded" / file

    def masked_logs(self, id: str) -> dict[str, Any] | None:
        """What ``keep_masked`` was given; None where it was not."""
        try:
            noted: dict[str, Any] = json.loads((self.folder(id) / _MASKED).read_bytes())
        except FileNotFoundError:
            return None
        return noted

    def remove_sources(self, id: str) -> None:
        """Removes what was uploaded."""
        for file in self.folder(id).glob("[0-9]*"):
            if file.name.isdigit():
                file.unlink(missing_ok=True)

    def clear_scratch(self, id: str) -> None:
        """Removes what a run may have left, however it ended."""
        shutil.rmtree(self.folder(id) / "scratch", ignore_errors=True)
        for folder in (self.folder(id), self.columns(id), self.chunks(id)):
            for pattern in ("*.draft", "*.draft-*"):
                for draft in folder.glob(pattern):
                    draft.unlink(missing_ok=True)

    def chunks(self, id: str) -> Path:
        """Payloads of finished chunks, which outlive a run."""
        return self.folder(id) / "chunks"

    def columns(self, id: str) -> Path:
        """Its records as columns, from which questions are answered."""
        return self.folder(id) / "columns"

    def clear_run(self, id: str) -> None:
        """Removes what only an unfinished analysis needs: it has ended."""
        self.clear_scratch(id)
        shutil.rmtree(self.chunks(id), ignore_errors=True)
        if not (self.columns(id) / INDEX).exists():
            shutil.rmtree(self.columns(id), ignore_errors=True)
        self.partial(id).unlink(missing_ok=True)

    def clear_results(self, id: str) -> None:
        """Removes all that was found in the sources."""
        self.clear_run(id)
        shutil.rmtree(self.columns(id), ignore_errors=True)
        for file in (self.report(id), self.lab(id)):
            file.unlink(missing_ok=True)

    def partial(self, id: str) -> Path:
        """The report so far of a running analysis."""
        return self.folder(id) / "partial.json"

    def lab(self, id: str) -> Path:
        """What the lab found with its log."""
        return self.folder(id) / "lab.json"

    def read_report(self, id: str) -> str:
        """The report's JSON text, or that of the report so far; NotReady where there is neither."""
        for file in (self.report(id), self.partial(id)):
            with suppress(FileNotFoundError):
                return file.read_text(encoding="utf-8")
        raise NotReady("The analysis has no report yet.")

    def write_report(self, id: str, text: str) -> None:
        """Writes the final report whole or not at all."""
        write_whole(self.report(id), text.encode(), durable=True)

    def write_partial(self, id: str, text: str) -> None:
        """Replaces the report so far."""
        write_whole(self.partial(id), text.encode(), durable=False)

    def adopt(self, files: Sequence[Path]) -> str:
        """Moves received files into the folder of a new analysis; returns its id."""
        id = secrets.token_urlsafe(16)
        folder = self.folder(id)
        folder.mkdir(mode=0o700)
        for index, file in enumerate(files):
            file.replace(folder / str(index))
        return id

    def delete(self, id: str) -> None:
        """Removes all files of the analysis."""
        shutil.rmtree(self.folder(id), ignore_errors=True)

    def clear_orphans(self, known: Iterable[str]) -> None:
        """Removes what a process left that was killed: uploads on their way that nobody has open,
        and folders of analyses that were not made a moment ago and are not ``known``."""
        for file in self.incoming.iterdir():
            _remove_unlocked(file)
        kept = set(known)
        for folder in self.analyses.iterdir():
            if folder.name not in kept and time.time() - folder.stat().st_mtime > _SETTLED_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _remove_unlocked(file: Path) -> None:
    """Unless a process holds a lock on it, as each does on what it receives."""
    with suppress(FileNotFoundError, BlockingIOError), open(file, "rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.unlink(missing_ok=True)
