"""A panel as an Arrow IPC stream: https://arrow.apache.org/docs/format/Columnar.html."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

MEDIA_TYPE = "application/vnd.apache.arrow.stream"


def panel_arrow(panel: Mapping[str, Any]) -> bytes:
    """One panel of a report's JSON; its title and ``rows_total`` are in the schema's metadata."""
    columns = [[row[at] for row in panel["rows"]] for at in range(len(panel["columns"]))]
    table = pa.table(dict(zip(panel["columns"], map(pa.array, columns), strict=True)))
    about = {"title": panel["title"], "rows_total": str(panel["rows_total"])}
    table = table.replace_schema_metadata(about)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())
