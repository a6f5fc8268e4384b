"""Eight bytes as one number: whole columns of short texts compared and computed at once.

The first byte is the lowest, on any machine.
"""

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]

WORD = 8


def words_at(letters: Bytes, starts: Positions, count: int) -> Words:
    """``count`` words from each start, shape (n, count). All of them must lie in ``letters``."""
    size = WORD * count
    # Every position of the letters as a text of its own: nothing is copied but what is chosen.
    anywhere: npt.NDArray[np.void] = np.ndarray(
        (max(len(letters) - size + 1, 0),), f"V{size}", letters, strides=(1,)
    )
    return anywhere[starts].view("<u8").reshape(-1, count)


def word(text: bytes) -> np.uint64:
    """Up to eight bytes as a word; the rest is zero."""
    return np.uint64(int.from_bytes(text, "little"))


def are_digits(values: Words) -> Mask:
    """Whether each of the eight bytes is a number from 0 to 9."""
    over = (values + word(b"\x76" * WORD)) | values
    found: Mask = (over & word(b"\x80" * WORD)) == 0
    return found
