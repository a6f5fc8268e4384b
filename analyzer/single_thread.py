"""Keeps libraries from starting threads of their own, so that this process may fork."""

import os

_SETTINGS = {
    "OPENBLAS_NUM_THREADS": "1",  # numpy's linear algebra: nothing here uses it
    "JE_ARROW_MALLOC_CONF": "background_thread:false",  # the allocator that pyarrow brings along
}


def stay_single() -> None:
    """For programs that make processes: call it before numpy or pyarrow is imported. What the
    environment already says goes."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
