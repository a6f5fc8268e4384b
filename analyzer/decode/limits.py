"""How much an archive or a compressed file may become: what keeps a bomb from filling the disk."""

from dataclasses import dataclass

from analyzer.decode.faults import Damaged, Exhausted


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """``total_bytes`` of all logs that one analysis decodes; ``ratio``: of bytes decoded for each
    byte of a file, looked at from ``ratio_from`` bytes on, as a small log of equal lines is no
    attack; ``members`` of one archive; ``depth``: layers of compression and archive around
    a log (3: a compressed log in a compressed archive); ``free_bytes`` that stay free on the disk;
    ``memory_bytes`` that the decoder may allocate."""

    total_bytes: int = 64 << 30
    ratio: int = 300
    ratio_from: int = 64 << 20
    members: int = 1000
    depth: int = 3
    free_bytes: int = 256 << 20
    memory_bytes: int = 1 << 30


def decode_limits(
    total_bytes: int | None = None, ratio: int | None = None, members: int | None = None
) -> DecodeLimits:
    """The limits with those replaced that someone has chosen."""
    chosen = {"total_bytes": total_bytes, "ratio": ratio, "members": members}
    return DecodeLimits(**{name: one for name, one in chosen.items() if one is not None})


@dataclass(slots=True)
class Budget:
    """What was read of a file, against what came out of it. ``written`` counts the decoded logs of
    the whole analysis."""

    limits: DecodeLimits
    written: int = 0
    consumed: int = 0

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
        self.written += size


def _too_much(limits: DecodeLimits) -> Exhausted:
    return Exhausted(
        f"decoding stopped at the limit of {limits.total_bytes:,} bytes of decoded logs"
        " (max-decoded); raise it if you trust the file"
    )
