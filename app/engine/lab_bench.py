"""The lab's place in the engine: one lab at a time, in a process of its own, and only while no
analysis runs, so that neither spoils the other's figures."""

import json
import signal
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe
from multiprocessing.process import BaseProcess
from typing import Any

from analyzer.errors import LoglanesError
from analyzer.lab.bench import LabProgress
from analyzer.lab.compare import run_lab
from analyzer.model import Source
from app.catalog.catalog import Catalog
from app.catalog.labs import Lab, LabRows
from app.engine.masked import masked_before
from app.storage import Storage, write_whole

_CONTEXT = get_context("forkserver")
_LAST_WORDS_SECONDS = 5.0


def run_lab_process(reports: Connection, source: Source, options: dict[str, Any]) -> None:
    """The process's whole life: ("progress", dict) any number of times, then ("done", dict) or
    ("failed", text)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def announce(at: LabProgress) -> None:
        reports.send(("progress", {"done": at.done, "total": at.total, "step": at.step}))

    try:
        result = run_lab(source, **options, on_progress=announce)
        reports.send(("done", result.to_json()))
    except LoglanesError as error:
        reports.send(("failed", f"{error.title}: {error}"))


class LabBench:
    """Belongs to the scheduler's thread and is guarded by its lock."""

    def __init__(self, storage: Storage, catalog: Catalog) -> None:
        self._storage, self._catalog, self._rows = storage, catalog, LabRows(catalog)
        self._process: BaseProcess | None = None
        self._reports: Connection | None = None
        self._id = ""
        self.progress: dict[str, Any] = {}
        for lab in self._rows.in_state("running"):
            self._rows.set_state(lab.analysis, "queued")

    @property
    def busy(self) -> bool:
        """Whether a lab runs."""
        return self._process is not None

    def handles(self) -> list[Any]:
        """What to wait on."""
        return [self._reports, self._process.sentinel] if self._process else []

    def start_queued(self) -> None:
        """Begins the oldest queued lab."""
        for lab in self._rows.in_state("queued")[:1]:
            self._start(lab)

    def _start(self, lab: Lab) -> None:
        source = self._source(lab.analysis)
        self._reports, writer = Pipe(duplex=False)
        self._process = _CONTEXT.Process(
            target=run_lab_process, args=(writer, source, lab.options), name=f"lab {lab.analysis}"
        )
        self._process.start()
        writer.close()
        self._id, self.progress = lab.analysis, {}
        self._rows.set_state(self._id, "running")

    def _source(self, id: str) -> Source:
        if masked := masked_before(id, self._storage):
            return masked.sources[0]
        stored = self._catalog.get(id).sources[0]
        path = str(self._storage.source(id, 0))
        return Source(0, stored.name, path, stored.bytes, stored.sha256)

    def progress_of(self, id: str) -> dict[str, Any]:
        """How far the lab of that analysis is; empty where it does not run."""
        return dict(self.progress) if self.busy and id == self._id else {}

    def hear(self) -> None:
        """All that the process has said, and its death."""
        if self._process is None or self._reports is None:
            return
        dead = not self._process.is_alive()
        try:
            while self._reports is not None and self._reports.poll():
                self._note(*self._reports.recv())
        except (EOFError, OSError):
            dead = True
        if dead and self.busy:
            self._end("failed", "The lab's process ended before it was done.")

    def _note(self, kind: str, content: Any) -> None:
        if kind == "progress":
            self.progress = content
        elif kind == "done":
            text = json.dumps(content, ensure_ascii=False)
            write_whole(self._storage.lab(self._id), text.encode(), durable=True)
            self._end("done")
        else:
            self._end("failed", content)

    def cancel(self, id: str, state: str = "cancelled") -> None:
        """Ends the lab of that analysis, running or queued."""
        if self.busy and id == self._id and self._process is not None:
            self._process.kill()
            self._end(state)
        else:
            self._rows.set_state(id, state)

    def close(self) -> None:
        """Ends what runs; it is queued again for the next start."""
        if self.busy:
            self.cancel(self._id, "queued")

    def _end(self, state: str, error: str | None = None) -> None:
        assert self._process is not None
        assert self._reports is not None
        self._process.join(_LAST_WORDS_SECONDS)
        self._process.kill()
        self._reports.close()
        self._process = self._reports = None
        self._rows.set_state(self._id, state, error)
