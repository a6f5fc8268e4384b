"""One analysis in a process of its own: runs the analyzer, writes the report, says how far it
is."""

import os
import signal
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from analyzer.analysis import analyze
from analyzer.errors import LoglanesError
from analyzer.model import Options, Progress, Source
from analyzer.report import report_text
from app.storage import Storage

_AT_LEAST_SECONDS = 0.1
"""Between two messages of progress: pages ask no more often."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to analyse, from the catalog: names, sizes and hashes of the sources, and options."""

    id: str
    root: Path
    sources: Sequence[tuple[str, int, str]]
    format: str | None
    workers: int


def supervise(reports: Connection, order: Order) -> None:
    """The supervisor's whole life. Sends any number of ("progress", dict), then one ("done",
    records) or ("failed", text); what it does not send, its exit code says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    storage = Storage(order.root)
    tempfile.tempdir = str(storage.scratch(order.id))
    sources = [
        Source(index, name, str(storage.source(order.id, index)), size, sha256)
        for index, (name, size, sha256) in enumerate(order.sources)
    ]
    try:
        report = analyze(
            sources,
            Options(workers=order.workers, format=order.format),
            _Herald(reports).announce,
        )
        storage.write_report(order.id, report_text(report))
        reports.send(("done", report.accounting.records))
    except LoglanesError as error:
        reports.send(("failed", f"{error.title}: {error}"))
    except OSError as error:
        reports.send(("failed", f"The report could not be written: {error.strerror}."))
    except (BrokenPipeError, EOFError):
        os._exit(1)


class _Herald:
    """Turns the run's progress into messages, not too many of them."""

    def __init__(self, reports: Connection) -> None:
        self._reports = reports
        self._lanes: dict[str, dict[str, Any]] = {}
        self._last = 0.0

    def announce(self, progress: Progress) -> None:
        """After each chunk."""
        lane = self._lanes.setdefault(progress.lane, {"lane": progress.lane, "bytes": 0})
        lane |= {"phase": progress.phase, "chunk": progress.chunk}
        lane["bytes"] += progress.chunk_bytes
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
            "workers": [dict(self._lanes[name]) for name in sorted(self._lanes)],
        }
        self._reports.send(("progress", message))
