"""What filters ask of text, answered once per distinct value."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.panels.tables import text as shown
from analyzer.parse.columns import ABSENT

Mask = npt.NDArray[np.bool_]


def equal(values: pa.BinaryArray, wanted: str) -> Mask:
    """Which values look so: bytes that are no UTF-8 look like ``\\xNN``, as everywhere."""
    if "\\x" in wanted:
        return np.array([shown(value) == wanted for value in values.to_pylist()], np.bool_)
    plain = ABSENT if wanted == "(none)" else wanted.encode("utf-8", "surrogatepass")
    return _flags(pc.equal(values, pa.scalar(plain, pa.binary())))


def holding(values: pa.BinaryArray, regex: str) -> Mask:
    """Which values the RE2 expression finds something in. pa.ArrowInvalid for one that is none."""
    return _flags(pc.match_substring_regex(values, pattern=regex))


def _flags(array: Any) -> Mask:
    return np.asarray(array.to_numpy(zero_copy_only=False), np.bool_)


_SPECIAL = frozenset("\\.+*?()|[]{}^$")


def pattern(operator: str, text: str) -> str:
    """As RE2 reads it: its search for a plain text is twice as fast as Arrow's own (measured)."""
    return text if operator == "~" else literal(text)


def literal(text: str) -> str:
    """The pattern that finds ``text`` itself."""
    return "".join(f"\\{letter}" if letter in _SPECIAL else letter for letter in text)


def why(error: pa.ArrowInvalid) -> str:
    return f"This is no regular expression of RE2: {str(error).rpartition(': ')[2]}"
