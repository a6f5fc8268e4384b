"""Imported before pyarrow by programs of ours: pandas cannot be imported there.

pyarrow looks for pandas when it first makes an array of Python's objects, and imports it: 0.15 s
and 30 MB in every process. Only the callers of ``analyzer.public`` are given frames, in programs of
their own.
"""

import sys
from collections.abc import Sequence
from types import ModuleType


class _NoPandas:
    """Finds nothing, and says that pandas is not there."""

    @staticmethod
    def find_spec(
        name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("pandas is for the callers of analyzer.public", name=name)


sys.meta_path.insert(0, _NoPandas)
