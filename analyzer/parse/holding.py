"""Which rows of a text column hold a certain letter."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.parse.clf_time import binary_parts


def rows_holding(array: "pa.Array[Any]", letter: int) -> npt.NDArray[np.int64]:
    """Rows whose value holds ``letter``, ascending. One search over the values' bytes finds that
    there are none, which is nearly always so."""
    coded = pa.types.is_dictionary(array.type)
    offsets, data = binary_parts(array.dictionary if coded else array)
    found = np.flatnonzero(data[offsets[0] : offsets[-1]] == letter)
    if not len(found):
        return found
    values = np.unique(np.searchsorted(offsets, found + offsets[0], side="right") - 1)
    if not coded:
        return values
    holds = np.zeros(len(array.dictionary), np.bool_)
    holds[values] = True
    return np.flatnonzero(holds[array.indices.to_numpy()])
