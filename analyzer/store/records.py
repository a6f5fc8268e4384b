"""All chunk files of a run as one set of columns, over dictionaries that all chunks share: so that
a question merges numbers and never text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from analyzer.parse.columns import (
    ABSENT,
    NO_DURATION,
    NO_TIME,
    Columns,
    Encoded,
    IntArray,
)
from analyzer.parse.dictionary import Codes
from analyzer.store.chunk_file import read_records, read_rejects, records_file, rejects_file
from analyzer.store.index import Index, LogFile, read_index


@dataclass(frozen=True, slots=True)
class Piece:
    """A byte range of a source, and which entries begin in it: ``[first, last)``."""

    source: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Located:
    """Entries of a log (its records, or its rejected lines) in the order of the sources: columns,
    where each begins in its source, and the pieces they are in."""

    columns: Columns
    begins: IntArray
    pieces: Sequence[Piece]

    def some(self, first: int, last: int) -> "Located":
        """The entries of the pieces at ``[first, last)``."""
        pieces = self.pieces[first:last]
        if not pieces:
            return Located(self.columns.some(slice(0, 0)), self.begins[:0], [])
        rows = slice(pieces[0].first, pieces[-1].last)
        moved = [
            replace(piece, first=piece.first - rows.start, last=piece.last - rows.start)
            for piece in pieces
        ]
        return Located(self.columns.some(rows), self.begins[rows], moved)


@dataclass(frozen=True, slots=True)
class Store:
    """What a run has kept: its sources, the records, and the rejected lines with their reasons as
    the text column ``reject``."""

    logs: Sequence[LogFile]
    records: Located
    rejects: Located


def open_store(folder: str) -> Store:
    """Everything of a folder, in memory. FileNotFoundError where no run has ended there."""
    index = read_index(folder)
    return Store(index.logs, _records(folder, index), _rejects(folder, index))


def _records(folder: str, index: Index) -> Located:
    read = [read_records(records_file(folder, *range)) for range in index.ranges]
    begins = [begin for _, begin in read]
    columns = [one for one, _ in read if one is not None]
    return Located(joined(columns), _concatenated(begins), _pieces(index, begins))


def _rejects(folder: str, index: Index) -> Located:
    read = []
    for range in index.ranges:
        file = rejects_file(folder, *range)
        read.append(read_rejects(file) if file.exists() else _NONE)
    begins = [begin for begin, _ in read]
    reasons = [reason for _, reason in read if len(reason.codes)]
    text = {"reject": _shared(reasons)} if reasons else {}
    columns = blank(sum(map(len, begins)), text)
    return Located(columns, _concatenated(begins), _pieces(index, begins))


_NONE = np.zeros(0, np.int64), Encoded.constant(ABSENT, 0)


def blank(records: int, text: dict[str, Encoded]) -> Columns:
    """Columns of which nothing is known but some text."""
    return Columns(
        records,
        np.full(records, NO_TIME),
        np.zeros(records, np.int32),
        np.zeros(records, np.int16),
        np.zeros(records, np.int64),
        None,
        text,
    )


def _pieces(index: Index, begins: Sequence[IntArray]) -> list[Piece]:
    edges = np.cumsum([0, *map(len, begins)]).tolist()
    return [
        Piece(*range, first, last)
        for range, first, last in zip(index.ranges, edges, edges[1:], strict=False)
    ]


def joined(parts: Sequence[Columns]) -> Columns:
    """The columns one after the other, over shared dictionaries."""
    if not parts:
        return blank(0, {})
    names = dict.fromkeys(name for part in parts for name in part.text)
    durations = [
        np.full(part.records, NO_DURATION) if part.duration is None else part.duration
        for part in parts
    ]
    timed = any(part.duration is not None for part in parts)
    return Columns(
        records=sum(part.records for part in parts),
        time=np.concatenate([part.time for part in parts]),
        day=np.concatenate([part.day for part in parts]),
        status=np.concatenate([part.status for part in parts]),
        bytes_sent=np.concatenate([part.bytes_sent for part in parts]),
        duration=np.concatenate(durations) if timed else None,
        text={
            name: _shared(
                [part.text.get(name) or Encoded.constant(ABSENT, part.records) for part in parts]
            )
            for name in names
        },
    )


def _shared(columns: Sequence[Encoded]) -> Encoded:
    """One column after the other, over one dictionary."""
    merged = Encoded.of(pa.chunked_array([one.values for one in columns], pa.binary()))
    edges = np.cumsum([len(one.values) for one in columns])[:-1]
    places: list[Codes] = np.split(merged.codes, edges)
    codes = [place[one.codes] for place, one in zip(places, columns, strict=True)]
    return Encoded(np.concatenate(codes), merged.values)


def _concatenated(arrays: Sequence[IntArray]) -> IntArray:
    return np.concatenate([np.zeros(0, np.int64), *arrays])
