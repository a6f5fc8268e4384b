"""How much an archive or a compressed file may become: what keeps a bomb from filling the disk."""

from collections.abc import Callable
from dataclasses import dataclass

from analyzer.decode.faults import Damaged, Exhausted
from analyzer.errors import LoglanesError

_MOST_GRANTED = 256 << 20
_SHARE = 4
"""Of what is left so much is written before that is asked again: others may be writing, too."""


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """``total_bytes`` of all logs that one analysis decodes; ``ratio``: of bytes decoded for each
    byte of a file, looked at from ``ratio_from`` bytes on, as a small log of equal lines is no
    attack; ``members`` of one archive; ``depth``: layers of compression and archive around
    a log (3: a compressed log in a compressed archive); ``free_bytes`` that stay free on the disk;
    ``memory_bytes`` that the decoder may allocate. ``left`` tells how many bytes may still be kept
    where others keep theirs, too; None where that has no limit. A LoglanesError of it ends the
    decoding."""

    total_bytes: int = 64 << 30
    ratio: int = 300
    ratio_from: int = 64 << 20
    members: int = 1000
    depth: int = 3
    free_bytes: int = 256 << 20
    memory_bytes: int = 1 << 30
    left: Callable[[], int] | None = None


def decode_limits(
    total_bytes: int | None = None, ratio: int | None = None, members: int | None = None
) -> DecodeLimits:
    """The limits with those replaced that someone has chosen."""
    usual = DecodeLimits()
    return DecodeLimits(
        usual.total_bytes if total_bytes is None else total_bytes,
        usual.ratio if ratio is None else ratio,
        members=usual.members if members is None else members,
    )


@dataclass(slots=True)
class Budget:
    """What was read of a file, against what came out of it. ``written`` counts the decoded logs of
    the whole analysis."""

    limits: DecodeLimits
    written: int = 0
    consumed: int = 0
    _granted: int = 0

    def next_file(self) -> None:
        """The ratio is of each file."""
        self.consumed = 0

    def check(self, out: int) -> None:
        """Damaged where ``out`` bytes out of the current file are more than a limit allows."""
        limits = self.limits
        if out > limits.total_bytes:
            raise _too_much(limits)
        if out > limits.ratio_from and out > limits.ratio * self.consumed:
            raise Damaged(
                f"decoding stopped because it grows to more than {limits.ratio:,} times its size,"
                " as a decompression bomb does (max-ratio); raise the limit if you trust the file"
            )

    def write(self, size: int) -> None:
        """So many bytes more of a decoded log; Exhausted where that is too much."""
        if self.written + size > self.limits.total_bytes:
            raise _too_much(self.limits)
        if size > self._granted:
            self._granted = self._grant(size)
        self._granted -= size
        self.written += size

    def _grant(self, size: int) -> int:
        """How much may be written before it has to be asked again; at least ``size``."""
        if self.limits.left is None:
            return max(_MOST_GRANTED, size)
        try:
            left = self.limits.left()
        except LoglanesError as error:
            raise Exhausted(f"decoding stopped: {str(error).rstrip('.')}") from None
        if left < size:
            raise Exhausted(
                f"decoding stopped because of what may be stored only {left:,} bytes are left"
                " (max-stored); delete analyses, or raise the limit, and read it again"
            )
        return max(min(_MOST_GRANTED, left // _SHARE), size)


def _too_much(limits: DecodeLimits) -> Exhausted:
    return Exhausted(
        f"decoding stopped at the limit of {limits.total_bytes:,} bytes of decoded logs"
        " (max-decoded); raise it if you trust the file"
    )
