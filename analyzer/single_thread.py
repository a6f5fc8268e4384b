"""How libraries are to behave in programs that make processes: no threads of their own, so that
the process may fork, and memory from the system's allocator."""

import os

_SETTINGS = {
    "OPENBLAS_NUM_THREADS": "1",  # numpy's linear algebra: nothing here uses it
    "JE_ARROW_MALLOC_CONF": "background_thread:false",  # the allocator that pyarrow brings along
    # Arrow's own allocators hand pages back between blocks and fault them in again: 22,000 faults
    # for 134 MB against 1,600, up to a tenth of the processor time.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}


def stay_single() -> None:
    """For programs that make processes: call it before numpy or pyarrow is imported. What the
    environment already says goes."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
