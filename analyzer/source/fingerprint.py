"""SHA-256 of sources, computed beside the parse: hashing lets go of the interpreter lock."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyzer.model import Source

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


class Fingerprints:
    """Hashes the sources that have no hash yet, in a thread of its own; only where that is
    ``wanted``, as it costs a fifth of the processor time of the analysis."""

    def __init__(self, sources: Sequence[Source], wanted: bool) -> None:
        self._sources, self._wanted = sources, wanted
        self._executor: ThreadPoolExecutor | None = None
        self._hashes: list[Future[str]] = []

    def start(self) -> None:
        """Begins, once: not before the workers exist, as a process with threads cannot fork."""
        if self._wanted and not self._executor:
            from concurrent.futures import ThreadPoolExecutor  # beside the workers: 6 ms

            self._executor = ThreadPoolExecutor(1, thread_name_prefix="sha256")
            self._hashes = [self._executor.submit(_sha256, source) for source in self._sources]

    def results(self) -> list[str]:
        """The hashes in hexadecimal, in the order of the sources, empty where one is neither known
        nor wanted; waits for them."""
        if not self._wanted:
            return [source.sha256 for source in self._sources]
        self.start()
        return [hash.result() for hash in self._hashes]

    def close(self) -> None:
        """Forgets what has not begun."""
        if self._executor:
            self._executor.shutdown(wait=False, cancel_futures=True)


def _sha256(source: Source) -> str:
    if source.sha256:
        return source.sha256
    import hashlib

    with open(source.path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
