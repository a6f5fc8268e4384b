"""The file that a decoded log goes to: written, counted against the limits, and hashed."""

import os
import shutil
import time
from pathlib import Path

from analyzer.decode.digest import Digest
from analyzer.decode.encoding import Transcoder
from analyzer.decode.faults import Exhausted
from analyzer.decode.limits import Budget, DecodeLimits
from analyzer.decode.messages import Landed
from analyzer.decode.stream import Peekable
from analyzer.model import NOTHING_MASKED
from analyzer.redact.stream import RedactedStream

STEP_BYTES = 4 << 20
"""What is announced at a time."""

_BLOCK_BYTES = 1 << 20


class LogFile:
    """The file of one decoded log."""

    def __init__(
        self,
        path: Path,
        modified: int,
        encoding: str,
        budget: Budget,
        redacted: RedactedStream | None,
        *,
        hashed: bool,
    ) -> None:
        self._file = open(path, "xb", buffering=0)  # noqa: SIM115 - closed by ``__exit__``
        self._transcoder, self._budget, self._redacted = Transcoder(encoding), budget, redacted
        self._digest = Digest(hashed)
        self._size = self._announced = 0
        self._ended, self._modified = False, modified
        self._consumed = budget.consumed
        self._started, self._cpu = time.monotonic_ns(), time.process_time_ns()

    def __enter__(self) -> "LogFile":
        return self

    def __exit__(self, *_error: object) -> None:
        self._digest.close()
        self._file.close()
        if self._modified:
            os.utime(self._file.name, (self._modified, self._modified))

    @property
    def sha256(self) -> str:
        """Of what is written, in hexadecimal; empty where it is not hashed."""
        return self._digest.hexdigest()

    def take(self, content: Peekable) -> Landed | None:
        """Moves the next few megabytes; None after the last."""
        if self._ended:
            return None
        self._started, self._cpu = time.monotonic_ns(), time.process_time_ns()
        while self._size - self._announced < STEP_BYTES and not self._ended:
            data = content.read(_BLOCK_BYTES)
            self._ended = not data
            text = self._transcoder.convert(data, end=self._ended)
            if self._redacted:
                text = self._redacted.convert(text, end=self._ended)
            self._write(text)
        return self._step()

    def rest(self) -> Landed:
        """What was held back when it broke off."""
        if self._redacted and not self._ended:
            self._write(self._redacted.convert(b"", end=True))
        return self._step()

    def _step(self) -> Landed:
        consumed, self._consumed = self._budget.consumed - self._consumed, self._budget.consumed
        self._announced = self._size
        spent = time.process_time_ns() - self._cpu
        masked = self._redacted.masked if self._redacted else NOTHING_MASKED
        return Landed(self._size, consumed, self._started, time.monotonic_ns(), spent, masked)

    def _write(self, data: bytes) -> None:
        if not data:
            return
        budget = self._budget
        budget.write(len(data))
        if shutil.disk_usage(self._file.name).free - len(data) < budget.limits.free_bytes:
            raise _no_room(budget.limits)
        try:
            self._write_all(memoryview(data))
        except OSError as error:
            os.ftruncate(self._file.fileno(), self._size)
            refused = f"decoding stopped: the disk refused a write ({error.strerror})"
            raise Exhausted(refused) from None
        self._digest.update(data)
        self._size += len(data)

    def _write_all(self, data: memoryview) -> None:
        while data:
            data = data[self._file.write(data) :]


def _no_room(limits: DecodeLimits) -> Exhausted:
    return Exhausted(
        f"decoding stopped because less than {limits.free_bytes:,} bytes would stay free on the"
        " disk; make room, or decode to another disk"
    )
