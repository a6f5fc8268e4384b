"""Analyses as pages and REST see them: rows, progress, reports, deletion."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from threading import BoundedSemaphore
from typing import Any

from analyzer.errors import UsageError
from analyzer.formats.dialect import format_named
from app.catalog.catalog import Analysis, Catalog
from app.engine.client import EngineClient
from app.errors import EngineOffline, NotReady
from app.services.names import stored_name
from app.storage import Storage

_POLL_SECONDS = 0.05
_SLOWEST_POLL_SECONDS = 0.25
_POLL_SHARE = 0.05
"""Of the time waited so far: what ends soon is told of at once, and many who wait for long take
little of the processor."""

MOST_WAITS = 32
_WAITS = BoundedSemaphore(MOST_WAITS)
"""Of this web process: each holds a thread, and pages must always find one."""

ENDED = frozenset({"done", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Analyses:
    """Everything stored, and what of it runs."""

    storage: Storage
    catalog: Catalog
    engine: EngineClient

    def list(self) -> Sequence[Analysis]:
        """Newest first."""
        return self.catalog.all()

    def get(self, id: str) -> Analysis:
        """One; NotFound where there is none."""
        self.storage.folder(id)
        return self.catalog.get(id)

    def report(self, id: str) -> dict[str, Any]:
        """The report's JSON; NotReady before it is done."""
        report: dict[str, Any] = json.loads(self.report_text(id))
        return report

    def report_text(self, id: str) -> str:
        """The same as text, as it lies on disk. Of a running analysis it is the report so far; the
        report's ``coverage`` tells."""
        analysis = self.get(id)
        try:
            return self.storage.read_report(id)
        except NotReady:
            reason = f" {analysis.error}" if analysis.error else ""
            raise NotReady(f"The analysis is {analysis.state} and has no report.{reason}") from None

    def progress(self, id: str) -> dict[str, Any]:
        """How far it is: ``version`` counts up with each change."""
        analysis = self.get(id)
        progress: dict[str, Any] = {
            "state": analysis.state,
            "phase": analysis.state,
            "bytes_done": analysis.bytes if analysis.state == "done" else 0,
            "bytes_total": analysis.bytes,
            "records": analysis.records or 0,
            "chunks_done": 0,
            "chunks_total": 0,
            "elapsed_s": 0.0,
            "workers": [],
            "error": analysis.error,
            "version": 0,
        }
        if analysis.state == "running":
            progress.update(self._live(id))
            progress["phase"] = "paused" if progress.get("paused") else progress["phase"]
        return progress

    def _live(self, id: str) -> Mapping[str, Any]:
        try:
            return self.engine.snapshot(id)
        except EngineOffline:
            return {"phase": "waiting for the engine to come back"}

    def wait(self, id: str, seconds: float, since: int | None = None) -> Analysis:
        """The analysis once it has ended, or after ``seconds``; with ``since``, also once its
        progress is at another version. At once where too many wait already."""
        if not seconds or not _WAITS.acquire(blocking=False):
            return self.get(id)
        try:
            return self._wait(id, seconds, since)
        finally:
            _WAITS.release()

    def _wait(self, id: str, seconds: float, since: int | None) -> Analysis:
        begun = time.monotonic()
        deadline = begun + seconds
        while True:
            analysis = self.get(id)
            if analysis.state in ENDED or time.monotonic() >= deadline:
                return analysis
            if since is not None and self.progress(id)["version"] != since:
                return self.get(id)
            waited = time.monotonic() - begun
            time.sleep(min(max(_POLL_SECONDS, _POLL_SHARE * waited), _SLOWEST_POLL_SECONDS))

    def to_json(self, analysis: Analysis) -> dict[str, Any]:
        """As REST shows it."""
        return {
            "id": analysis.id,
            "name": analysis.name,
            "state": analysis.state,
            "created": analysis.created,
            "priority": analysis.priority,
            "started": analysis.started,
            "finished": analysis.finished,
            "bytes": analysis.bytes,
            "records": analysis.records,
            "error": analysis.error,
            "arriving": bool(analysis.arriving),
            "redact": analysis.options.get("redact"),
            "sources": [asdict(source) for source in analysis.sources],
        }

    def earlier(self, analysis: Analysis) -> Analysis | None:
        """The latest finished analysis before this one of the same bytes with the same options."""
        if analysis.arriving:
            return None
        hashes = [source.sha256 for source in analysis.sources]
        for other in self.catalog.with_content(hashes, analysis.created):
            if other.options == analysis.options:
                return other
        return None

    def act(self, id: str, action: str) -> Analysis:
        """Pauses, resumes or cancels it; NotReady where it has already ended."""
        analysis = self.get(id)
        if analysis.state in ENDED:
            raise NotReady(f"The analysis is {analysis.state}: there is nothing to {action}.")
        self.engine.act(id, action)
        return self.get(id)

    def prioritise(self, id: str, priority: int) -> Analysis:
        """Among the queued, higher goes first."""
        self.get(id)
        self.catalog.prioritise(id, priority)
        return self.get(id)

    def read_again(self, id: str, options: dict[str, Any]) -> Analysis:
        """Queues an ended analysis anew with other options; its report goes. What is masked stays
        so. NotReady while it runs, or where its log was to be masked and is gone; UsageError for a
        format that does not exist, and for a pattern together with a first redaction."""
        analysis = self.get(id)
        if analysis.state not in ENDED or analysis.arriving:
            raise NotReady(f"The analysis is {analysis.state}. Wait for its end, or cancel it.")
        for name in ("format", "also"):
            if name in options:
                format_named(options[name])
        masked = analysis.options.get("redact")
        if masked:
            if self.storage.masked_logs(id) is None:
                raise NotReady("Its log was to be masked and was not kept. Upload it again.")
            if options.get("redact", masked) != masked:
                raise UsageError(f"Its log is masked already: {masked}.")
            options = {**options, "redact": masked}
        elif "redact" in options:
            if "also" in options:  # with a pattern, a line that it reads is kept
                raise UsageError("Mask the log first, then read it by a pattern.")
            self._mask_facts(analysis, options)
        self.storage.clear_results(id)
        self.catalog.begin_again(id, options)
        self.engine.submit(id)
        return self.get(id)

    def _mask_facts(self, analysis: Analysis, options: dict[str, Any]) -> None:
        """What the catalog knows of a log that is to be masked from now on."""
        known = [replace(one, name=stored_name(one.name, options)) for one in analysis.sources]
        self.catalog.rename(analysis.id, tuple(replace(one, sha256="") for one in known))

    def delete(self, id: str) -> None:
        """Ends it and its lab if they run, and removes its rows and its files."""
        analysis = self.get(id)
        try:
            self.engine.act(id, "remove")
        except EngineOffline:
            if analysis.state not in ENDED:
                raise
        self.storage.delete(id)  # first: on a full disk it makes the room that the other needs
        self.catalog.delete(id)
