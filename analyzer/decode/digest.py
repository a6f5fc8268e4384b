"""SHA-256 of a log as it is decoded, in a thread beside that: it takes as long as inflating gzip
does, and both let go of the interpreter lock."""

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor


class Digest:
    """Of nothing, where it is not ``wanted``."""

    def __init__(self, wanted: bool) -> None:
        self._hash = hashlib.sha256() if wanted else None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sha256")
        self._last: Future[None] | None = None

    def update(self, data: bytes) -> None:
        """Takes the next block; waits for the one before, so that no more than two are held."""
        if self._hash is None:
            return
        self._wait()
        self._last = self._thread.submit(self._hash.update, data)

    def hexdigest(self) -> str:
        """Of all blocks, in hexadecimal; empty where none was wanted."""
        self._wait()
        return self._hash.hexdigest() if self._hash else ""

    def close(self) -> None:
        """Ends the thread."""
        self._thread.shutdown()

    def _wait(self) -> None:
        if self._last:
            self._last.result()
