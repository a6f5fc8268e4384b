"""Work that scales as well as this machine does: nothing is shared, nothing is waited for."""

import sys

import numpy as np

_LOOPS = 6_000_000
_PASSES = 40
_WORDS = 8 << 20  # 64 MiB: more than caches hold


def compute() -> None:
    """Arithmetic in registers and the first cache."""
    total = 0
    for number in range(_LOOPS):
        total += number & 7


def memory() -> None:
    """Reads memory from one end to the other."""
    words = np.ones(_WORDS)
    for _ in range(_PASSES):
        words.sum()


if __name__ == "__main__":
    {"compute": compute, "memory": memory}[sys.argv[1]]()
