"""A log masked as it passes: whole lines in blocks, several at a time, in their order."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.model import NOTHING_MASKED, Masked, Redaction
from analyzer.redact.redactor import Redactor

BLOCK_BYTES = 4 << 20
LONGEST_LINE = 4 << 20
"""A longer one is cut where white space or a comma was last, so that nothing is masked in half."""

_LOOK_BACK = 64 << 10
_SEPARATORS = (b" ", b"\t", b",", b"&")
_DIRECTIVE = b"#Fields:"


class Redacting:
    """Masks the logs of one run, by one key, in as many threads as there are processors."""

    def __init__(self, wanted: Redaction) -> None:
        self._redactor = Redactor(wanted)
        self._workers = cpu_budget()
        self._threads = ThreadPoolExecutor(self._workers, thread_name_prefix="redact")

    def log(self) -> "RedactedStream":
        """For the next log."""
        return RedactedStream(self._redactor, self._threads, self._workers)

    def text(self, text: str) -> str:
        """A name, masked."""
        return self._redactor.text(text)

    def close(self) -> None:
        """Ends the threads."""
        self._threads.shutdown(cancel_futures=True)


class RedactedStream:
    """One log. Text goes in as it comes, and comes out masked some blocks later. RE2 lets go of
    the interpreter lock, so ``threads`` work at once; blocks wait for each other.
    """

    def __init__(self, redactor: Redactor, threads: ThreadPoolExecutor, ahead: int) -> None:
        self._redactor, self._threads, self._ahead = redactor, threads, ahead
        self._held = bytearray()
        self._columns = False
        self._under_way: deque[Future[tuple[bytes, Masked]]] = deque()
        self.masked = NOTHING_MASKED

    def convert(self, data: bytes, *, end: bool = False) -> bytes:
        """Takes the next text, and gives what is ready; with ``end`` all that there still is."""
        self._held += data
        while len(self._held) >= BLOCK_BYTES and (cut := _end_of_lines(self._held)):
            self._begin(cut)
        if end and self._held:
            self._begin(len(self._held))
        ready = []
        while self._under_way and (end or len(self._under_way) > self._ahead):
            text, masked = self._under_way.popleft().result()
            self.masked += masked
            ready.append(text)
        return b"".join(ready)

    def _begin(self, cut: int) -> None:
        block = bytes(self._held[:cut])
        del self._held[:cut]
        self._columns = self._columns or _DIRECTIVE in block
        redact = self._redactor.redact
        self._under_way.append(self._threads.submit(redact, block, columns=self._columns))


def _end_of_lines(held: bytearray) -> int:
    """Where the last whole line within a block ends; of a line that is too long, where it can be
    cut; 0 where more must come."""
    if found := held.rfind(b"\n", 0, BLOCK_BYTES) + 1:
        return found
    if found := held.find(b"\n", 0, LONGEST_LINE) + 1:
        return found
    if len(held) < LONGEST_LINE:
        return 0
    begin = LONGEST_LINE - _LOOK_BACK
    return max(held.rfind(one, begin, LONGEST_LINE) + 1 for one in _SEPARATORS) or LONGEST_LINE
