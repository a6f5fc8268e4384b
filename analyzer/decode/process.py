"""The decoder as a ``Process``, announced through a bounded ``Queue``: one producer, one consumer.

A decoder that is ahead of the workers has to wait when the queue is full, so that it takes no
processor from them, and a paused analysis pauses it. Messages are small enough to be written in one
piece, and the decoder alone puts: its death leaves neither half a message nor a lock.
"""

import queue
import resource
import signal
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from pathlib import Path
from typing import TypeAlias

from analyzer.decode.decoder import Decoder, Input
from analyzer.decode.limits import DecodeLimits
from analyzer.decode.messages import Message
from analyzer.engines.crew import cause
from analyzer.engines.start_method import process_context
from analyzer.engines.worker_side import end_with_parent
from analyzer.model import Redaction

_AHEAD = 32
"""Messages, so 128 MiB of decoded log: workers never wait while the parent is busy merging."""

_STATM = Path("/proc/self/statm")

_Messages: TypeAlias = "Queue[Message]"


class DecoderDied(Exception):
    """Its process ended before its work did; the text says how."""


class DecoderProcess:
    """Decodes in a process of its own from now on, until ``close``."""

    def __init__(
        self,
        inputs: Sequence[Input],
        folder: str,
        limits: DecodeLimits,
        redaction: Redaction | None = None,
        *,
        hashed: bool = True,
    ) -> None:
        context = process_context()
        self._messages: _Messages = context.Queue(_AHEAD)
        self._process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_live,
            args=(self._messages, inputs, folder, limits, redaction, hashed),
            name="decoder",
        )
        self._process.start()

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid or 0

    def next(self) -> Message | None:
        """What it has announced next; None where that is nothing yet. DecoderDied where nothing
        will come."""
        alive = self._process.is_alive()
        with suppress(queue.Empty):
            return self._messages.get_nowait()
        if not alive:
            self._process.join()
            raise DecoderDied(f"the decoder's process {cause(self._process.exitcode)}")
        return None

    def close(self) -> None:
        """Ends it, finished or not."""
        self._process.kill()
        self._process.join()
        self._messages.close()


def _live(
    messages: _Messages,
    inputs: Sequence[Input],
    folder: str,
    limits: DecodeLimits,
    redaction: Redaction | None,
    hashed: bool,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    end_with_parent()
    _allow_memory(limits.memory_bytes)
    decoder = Decoder(inputs, folder, limits, redaction, hashed=hashed)
    for message in decoder.messages():
        messages.put(message)


def _allow_memory(size: int) -> None:
    """So many bytes more than what was reserved before there was anything to decode: allocators
    reserve a gigabyte in advance, and a thread that finds no memory hangs instead of failing."""
    pages = int(_STATM.read_text(encoding="ascii").split()[5]) if _STATM.exists() else 0
    limit = pages * resource.getpagesize() + size
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
