"""One chunk's records as a columnar file: Arrow IPC, LZ4. A record keeps its place in the log.

Whole numbers are written as small as they fit: less the smallest of them, and times and places as
differences from the record before.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from analyzer.model import Chunk
from analyzer.parse.columns import Columns, Encoded, IntArray
from analyzer.parse.dictionary import Codes
from analyzer.parse.reference import Rejected

_NUMBERS = ("time", "day", "status", "bytes_sent", "duration", "begin")
_STEPS = frozenset({"time", "begin"})
_TEXT = "text:"
_FIRST, _LEAST = b"first", b"least"


def records_file(folder: str, source: int, start: int, end: int) -> Path:
    """Where the records of the byte range are kept."""
    return Path(folder) / f"{source}-{start}-{end}.arrow"


def rejects_file(folder: str, source: int, start: int, end: int) -> Path:
    """Where it is kept which lines of the byte range no format could read; missing where there are
    none."""
    return Path(folder) / f"{source}-{start}-{end}.rejects.arrow"


def write_chunk(
    folder: str,
    chunk: Chunk,
    columns: Columns | None,
    begins: IntArray,
    rejected: Sequence[Rejected],
) -> None:
    """Writes both files, whole or not at all; ``begins`` says where each record of ``columns``
    begins in its source."""
    place = chunk.source, chunk.start, chunk.end
    if rejected:
        _write(rejects_file(folder, *place), _rejects(rejected))
    _write(records_file(folder, *place), _records(columns, begins))


def _write(file: Path, batch: pa.RecordBatch) -> None:
    draft = file.with_name(f"{file.name}.draft")
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with (
        pa.OSFile(str(draft), "wb") as sink,
        pa.ipc.new_file(sink, batch.schema, options=options) as writer,
    ):
        writer.write_batch(batch)
    draft.replace(file)


def _records(columns: Columns | None, begins: IntArray) -> pa.RecordBatch:
    if columns is None:
        return pa.record_batch({"begin": pa.array([], pa.int64())})
    order = None if (np.diff(begins) > 0).all() else np.argsort(begins)
    numbers: dict[str, Any] = {
        "time": columns.time,
        "day": columns.day,
        "status": columns.status,
        "bytes_sent": columns.bytes_sent,
        "begin": begins,
    }
    if columns.duration is not None:
        numbers["duration"] = columns.duration
    arrays, fields = [], []
    for name, values in numbers.items():
        values = values if order is None else values[order]
        array, facts = _small(values.astype(np.int64), name in _STEPS)
        arrays.append(array)
        fields.append(pa.field(name, array.type, metadata=facts))
    for name, column in columns.text.items():
        codes = column.codes if order is None else column.codes[order]
        array = pa.DictionaryArray.from_arrays(pa.array(_narrow(codes)), column.values)
        arrays.append(array)
        fields.append(pa.field(_TEXT + name, array.type))
    return pa.record_batch(arrays, schema=pa.schema(fields))


def _small(values: IntArray, steps: bool) -> tuple["pa.Array[Any]", dict[bytes, bytes]]:
    facts = {}
    if steps:
        facts[_FIRST] = str(int(values[0])).encode()
        values = np.diff(values, prepend=values[:1])
    least = int(values.min())
    facts[_LEAST] = str(least).encode()
    values = values - least
    return pa.array(values.astype(np.min_scalar_type(int(values.max())))), facts


def _narrow(codes: Codes) -> Any:
    highest = int(codes.max(initial=0))
    return codes.astype(
        np.int8 if highest < 1 << 7 else np.int16 if highest < 1 << 15 else np.int32
    )


def _rejects(rejected: Sequence[Rejected]) -> pa.RecordBatch:
    ordered = sorted(rejected, key=lambda one: one.offset)
    return pa.record_batch(
        {
            "begin": pa.array([one.offset for one in ordered], pa.int64()),
            "reason": pa.array([one.reason for one in ordered]).dictionary_encode(),
        }
    )


def read_records(file: Path) -> tuple[Columns | None, IntArray]:
    """The records in the order of the log, and where each begins in its source."""
    batch = _read(file)
    if not batch.num_rows:
        return None, np.zeros(0, np.int64)
    numbers = {name: _number(batch, name) for name in _NUMBERS if name in batch.schema.names}
    begins = numbers.pop("begin")
    text = {
        name.removeprefix(_TEXT): Encoded(
            batch.column(name).indices.to_numpy().astype(np.int32), batch.column(name).dictionary
        )
        for name in batch.schema.names
        if name.startswith(_TEXT)
    }
    columns = Columns(
        records=batch.num_rows,
        time=numbers["time"],
        day=numbers["day"].astype(np.int32),
        status=numbers["status"].astype(np.int16),
        bytes_sent=numbers["bytes_sent"],
        duration=numbers.get("duration"),
        text=text,
    )
    return columns, begins


def read_rejects(file: Path) -> tuple[IntArray, Encoded]:
    """Where each rejected line begins, ascending, and why it was rejected."""
    batch = _read(file)
    reason = batch.column("reason")
    values = reason.dictionary.cast(pa.binary())
    return batch.column("begin").to_numpy(), Encoded(reason.indices.to_numpy(), values)


def _read(file: Path) -> pa.RecordBatch:
    with pa.memory_map(str(file)) as source:
        batch = pa.ipc.open_file(source).get_batch(0)
    batch.validate(full=True)  # kernels believe every code
    return batch


def _number(batch: pa.RecordBatch, name: str) -> IntArray:
    facts = batch.schema.field(name).metadata
    values = batch.column(name).to_numpy().astype(np.int64) + int(facts[_LEAST])
    if _FIRST in facts:
        values[0] = int(facts[_FIRST])
        values = np.cumsum(values)
    return np.asarray(values, np.int64)
