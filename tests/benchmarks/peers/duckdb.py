"""DuckDB: its CSV reader and one query with grouping sets."""

from tests.benchmarks.peers.base import CommandPeer, lacks_package, package_version
from tests.benchmarks.peers.program import command, read

PEER = CommandPeer(
    name="duckdb",
    title="DuckDB",
    note="one pass with grouping sets, as many threads as we have workers; user agents counted as"
    " they are written; a line that is no row would end it",
    command=command("with_duckdb"),
    read=read,
    lacks=lambda: lacks_package("duckdb"),
    versions=lambda: f"DuckDB {package_version('duckdb')}",
)
