"""Formats are detected in a process of its own, while the one that asks imports what parses: of a
start from nothing, a tenth of a second that would come on top."""

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from analyzer.decode.needed import must_be_decoded
from analyzer.engines.cpu_budget import cpu_budget
from analyzer.engines.start_method import may_fork
from analyzer.model import Options, Source
from analyzer.no_collection import no_collection

if TYPE_CHECKING:
    from analyzer.formats.detection import Detection

Detected = Callable[[], "Mapping[str, Detection]"]
"""Waits, and tells what was detected, by path; nothing where that failed: whoever then detects it
again meets the error."""


@contextmanager
def detecting(sources: Sequence[Source], options: Options) -> Iterator[Detected]:
    """For as long as it takes. Nothing is detected where there is but one processor, nor of logs
    that are not read as they are."""
    alone = cpu_budget() == 1 or not may_fork()
    if alone or options.redaction or any(map(must_be_decoded, sources)):
        yield dict
        return
    context = get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=_detect, args=(theirs, sources, options.format), name="detection", daemon=True
    )
    process.start()
    theirs.close()

    def detected() -> "Mapping[str, Detection]":
        with suppress(EOFError, OSError):
            return dict(mine.recv())
        return {}

    try:
        yield detected
    finally:
        mine.close()
        process.kill()
        process.join()


def _detect(pipe: Connection, sources: Sequence[Source], chosen: str | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(Exception), no_collection():  # see Detected
        from analyzer.formats.detection import detection_for

        pipe.send({source.path: detection_for(source, chosen) for source in sources})
