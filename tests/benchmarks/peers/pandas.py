"""pandas: what one would write in a notebook, with categories for text."""

from tests.benchmarks.peers.base import CommandPeer, lacks_package, package_version
from tests.benchmarks.peers.program import command, read

PEER = CommandPeer(
    name="pandas",
    title="pandas",
    note="read_csv and groupby on one core, the whole log in memory; user agents counted as they"
    " are written",
    command=command("with_pandas"),
    read=read,
    lacks=lambda: lacks_package("pandas"),
    versions=lambda: f"pandas {package_version('pandas')}",
    settings=dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_IO_THREADS"), "1"),
)
