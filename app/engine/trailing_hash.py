"""The hash of a file that is being written, computed a little behind the writing: in a thread of
its own, as the interpreter's lock is free meanwhile.

Not by who receives the file: hashing there doubled the time that an upload took.
"""

import hashlib
import os
from threading import Condition, Thread

_STEP_BYTES = 1 << 20
_ALONE_BYTES = 4 << 20
"""Up to so many bytes a thread does not pay."""


class TrailingHash:
    """SHA-256 of the first bytes of the file behind ``descriptor``, which stays open until ``end``
    or ``stop``."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._hash = hashlib.sha256()
        self._hashed = self._landed = 0
        self._over = False
        self._news = Condition()
        self._thread: Thread | None = None

    def landed(self, size: int) -> None:
        """The file has ``size`` bytes by now."""
        if size - self._landed < _STEP_BYTES or size < _ALONE_BYTES:
            return
        with self._news:
            self._landed = size
            self._news.notify()
        if self._thread is None:
            self._thread = Thread(target=self._follow, name="sha256", daemon=True)
            self._thread.start()

    def end(self, size: int) -> str:
        """Of all ``size`` bytes, in hexadecimal; waits for it."""
        self.stop()
        self._take(size)
        return self._hash.hexdigest()

    def stop(self) -> None:
        """Nothing is hashed any more."""
        with self._news:
            self._over = True
            self._news.notify()
        if self._thread:
            self._thread.join()
            self._thread = None

    def _follow(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._over or self._landed > self._hashed)
                if self._over:
                    return
                size = self._landed
            self._take(size)

    def _take(self, size: int) -> None:
        buffer = bytearray(_STEP_BYTES)
        view = memoryview(buffer)
        while self._hashed < size and not (self._over and self._thread):
            wanted = min(size - self._hashed, _STEP_BYTES)
            read = os.preadv(self._descriptor, [view[:wanted]], self._hashed)
            if not read:
                raise OSError("the file became shorter while it was written")
            self._hash.update(view[:read])
            self._hashed += read
