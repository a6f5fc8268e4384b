"""What is worked out once for each distinct value of a column."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.parse.columns import Encoded, IntArray

Raw = Mapping[str, "pa.Array[Any]"]
"""Columns as text, by name, of equal length."""

Mask = npt.NDArray[np.bool_]


def looked_up(
    array: "pa.Array[Any]", convert: Callable[[bytes], int | None]
) -> tuple[IntArray, Mask]:
    """``convert`` over the distinct values."""
    encoded = Encoded.of(array)
    converted = [convert(value) for value in encoded.values.to_pylist()]
    numbers = np.array([number or 0 for number in converted], np.int64)
    valid = np.array([number is not None for number in converted], np.bool_)
    if len(numbers) == 0:
        return np.zeros(len(array), np.int64), np.zeros(len(array), np.bool_)
    return numbers[encoded.codes], valid[encoded.codes]
