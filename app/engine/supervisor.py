"""One analysis in a process of its own: runs the analyzer, writes the report, says how far it
is."""

import hashlib
import os
import signal
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from analyzer.analysis import analyze, analyze_growing
from analyzer.decode.encoding import UTF_8
from analyzer.decode.limits import DecodeLimits
from analyzer.engines.control import Control
from analyzer.engines.pool import Limits, PoolEngine
from analyzer.engines.recorder import Recorder
from analyzer.errors import AnalysisCancelled, LoglanesError
from analyzer.model import Options, Progress, Report, Source
from analyzer.redact.choice import redaction_named
from analyzer.report import report_text
from analyzer.runs_file import RunsFile
from analyzer.watch import Checkpoints, NoCheckpoints, Watch
from app.catalog.catalog import IN_SLICES, Catalog, StoredSource
from app.engine.arrival import Arrival, UploadPaused
from app.engine.checkpoints import WORTH_BYTES, StoredCheckpoints
from app.engine.masked import keep_masked, masked_before
from app.lifeline import end_with_parent
from app.storage import Storage
from app.stored import Quota

_BEHIND_UPLOADS = 5
"""Niceness of an analysis that begins while its log still comes: the sooner that is all there, the
sooner both are done, and no client is kept sending."""

_AT_LEAST_SECONDS = 0.1
"""Between two messages of progress: pages ask no more often."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to analyse, from the catalog: names, sizes and hashes of the sources, how they are to be
    read (``zone`` is an IANA name) and masked, and when they were uploaded (seconds since 1970,
    before which their times must lie); the quota that logs decoded from them must keep; and the
    shared memory through which the engine watches and steers it."""

    id: str
    root: Path
    sources: Sequence[tuple[str, int, str]]
    format: str | None
    also: str | None
    zone: str | None
    redact: str | None
    arriving: int
    uploaded: int
    workers: int | None
    worker_memory: int
    decode_limits: DecodeLimits
    quota: Quota | None
    recorder: Recorder
    control: Control


def supervise(reports: Connection, order: Order) -> None:
    """The supervisor's whole life. Sends any number of ("progress", dict), then one ("done",
    (state, records)), ("cancelled", text), ("failed", text) or ("paused", None), where an upload
    pauses; what it does not send, its exit code says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # A paused run says nothing, so it would not notice that nobody listens any more. The fork
    # server, this process's parent, ends with the engine.
    end_with_parent(os.getppid())
    if order.arriving:
        os.nice(_BEHIND_UPLOADS)
    storage = Storage(order.root)
    tempfile.tempdir = str(storage.scratch(order.id))
    try:
        reports.send(_run(order, storage, _Herald(reports)))
    except (BrokenPipeError, EOFError):
        os._exit(1)


def _run(order: Order, storage: Storage, herald: "_Herald") -> tuple[str, Any]:
    masked = masked_before(order.id, storage)
    sources = masked.sources if masked else _uploaded(order, storage)

    def keep(report: Report) -> None:
        storage.write_partial(order.id, report_text(masked.told(report) if masked else report))
        herald.reported()

    watch = Watch(
        herald.announce,
        keep,
        _checkpoints(order, storage),
        order.recorder,
        order.control,
        RunsFile(storage.runs, drafts=storage.folder(order.id) / "scratch"),
        Limits(memory_bytes=order.worker_memory),
        replace(order.decode_limits, left=order.quota.left if order.quota else None),
        None if masked else str(storage.decoded(order.id)),
    )
    columns = storage.columns(order.id)
    columns.mkdir(mode=0o700, exist_ok=True)
    # Always a pool: what kills its worker must not take the analysis along, however small it is.
    options = Options(
        order.workers,
        format=order.format,
        also=order.also,
        engine=PoolEngine.name,
        zone=order.zone,
        columns=str(columns),
        redaction=redaction_named(order.redact) if order.redact and not masked else None,
    )
    try:
        if order.arriving:
            in_slices = order.arriving == IN_SLICES
            catalog = Catalog(storage.catalog)
            growth = Arrival(
                order.id,
                storage,
                catalog,
                sources[0].size,
                in_slices=in_slices,
                hashed=not order.redact,
            )
            report = analyze_growing(sources[0], growth, options, watch)
        else:
            report = analyze(sources, options, watch)
        report = masked.told(report) if masked else report
        storage.write_report(order.id, report_text(report))
        if options.redaction:
            keep_masked(order.id, storage, report)
        else:
            _note_hash(order, storage, report)
    except UploadPaused:
        return "paused", None
    except AnalysisCancelled as error:
        return "cancelled", str(error)
    except LoglanesError as error:
        return "failed", f"{error.title}: {error}"
    except OSError as error:
        return "failed", f"The disk refused a write or a read: {error.strerror}."
    state = "cancelled" if report.coverage.state == "cancelled" else "done"
    return "done", (state, report.accounting.records)


def _uploaded(order: Order, storage: Storage) -> Sequence[Source]:
    return [
        Source(index, name, str(storage.source(order.id, index)), size, sha256, order.uploaded)
        for index, (name, size, sha256) in enumerate(order.sources)
    ]


def _note_hash(order: Order, storage: Storage, report: Report) -> None:
    """The catalog learns the hash of a log that nobody hashed as it came."""
    name, size, known = order.sources[0]
    if order.redact or known or report.coverage.state != "complete":
        return
    facts = report.sources[0]
    sha256 = facts.sha256
    if facts.compression or facts.encoding != UTF_8:  # that hash is of what was made of it
        with open(storage.source(order.id, 0), "rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    Catalog(storage.catalog).arrived(order.id, StoredSource(name, size, sha256))


def _checkpoints(order: Order, storage: Storage) -> Checkpoints:
    """None for logs that are masked: another attempt masks them with another key."""
    if order.redact or sum(size for _, size, _ in order.sources) < WORTH_BYTES:
        return NoCheckpoints()
    return StoredCheckpoints(order.id, storage, Catalog(storage.catalog))


class _Herald:
    """Turns the run's progress into messages, not too many of them."""

    def __init__(self, reports: Connection) -> None:
        self._reports = reports
        self._last = 0.0
        self._reports_written = 0

    def reported(self) -> None:
        """A report so far is there to be read."""
        self._reports_written += 1

    def announce(self, progress: Progress) -> None:
        """After each chunk."""
        now = time.monotonic()
        if now - self._last < _AT_LEAST_SECONDS and progress.chunks_done < progress.chunks_total:
            return
        self._last = now
        message = {
            "phase": progress.phase,
            "bytes_done": progress.bytes_done,
            "bytes_total": progress.bytes_total,
            "records": progress.records,
            "chunks_done": progress.chunks_done,
            "chunks_total": progress.chunks_total,
            "elapsed_s": round(progress.elapsed_s, 3),
            "reports": self._reports_written,
        }
        self._reports.send(("progress", message))
