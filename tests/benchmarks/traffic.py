"""Who asked for what and when, in the usual log: what logs of other formats are made of."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.formats.dialect import Dialect
from analyzer.parse.chunk import ChunkParser
from analyzer.source.reading import read_blocks
from tests.benchmarks.logs import Log

Ints = npt.NDArray[np.int64]
Texts = list[str]

MILLION = 10**6
_TEXTS = ("client_ip", "user", "request", "referrer", "user_agent")


@dataclass(frozen=True, slots=True)
class Traffic:
    """Some requests in the order of time: ``time`` in seconds since 1970 UTC, ``spent`` and
    ``fraction`` (of that second) in microseconds; of each text column, the numbers of its
    ``values``."""

    time: Ints
    fraction: Ints
    spent: Ints
    status: Ints
    size: Ints
    values: dict[str, Texts]
    codes: dict[str, npt.NDArray[np.int32]]

    def __len__(self) -> int:
        return len(self.time)

    def some(self, rows: slice) -> "Traffic":
        """Those of the rows."""
        numbers = (self.time, self.fraction, self.spent, self.status, self.size)
        codes = {name: one[rows] for name, one in self.codes.items()}
        return Traffic(*(one[rows] for one in numbers), self.values, codes)

    def texts(self, name: str, change: Callable[[str], str] = str) -> Texts:
        """A text column, each of its values changed."""
        codes = self.codes[name].tolist()
        changed = {code: change(self.values[name][code]) for code in set(codes)}
        return [changed[code] for code in codes]


def traffic_of(log: Log, lines: int, seed: int) -> Traffic:
    """Of the first lines of a combined log; how long a request took is drawn, most of them a few
    milliseconds and some seconds."""
    parser = ChunkParser(Dialect(("combined",)))
    for block in read_blocks(str(log.path), 0, log.bytes):
        parser.add(block)
    columns = parser.finish()
    assert columns is not None
    dice = np.random.Generator(np.random.PCG64(seed))
    count = min(lines, columns.records)
    rows = slice(0, count)
    return Traffic(
        time=columns.time[rows],
        fraction=dice.integers(0, MILLION, count),
        spent=np.exp(dice.normal(8.5, 1.8, count)).astype(np.int64) + 100,
        status=columns.status[rows].astype(np.int64),
        size=columns.bytes_sent[rows],
        values={
            name: [value.decode() for value in columns.text[name].values.to_pylist()]
            for name in _TEXTS
        },
        codes={name: columns.text[name].codes[rows] for name in _TEXTS},
    )


ONE = Traffic(
    time=np.array([1_740_830_400]),
    fraction=np.array([123_456]),
    spent=np.array([41_250]),
    status=np.array([404]),
    size=np.array([1_234]),
    values={
        "client_ip": ["203.0.113.9"],
        "user": ["-"],
        "request": ["GET /a/b?c=d HTTP/1.1"],
        "referrer": ["https://www.example.com/a/b"],
        "user_agent": ["Mozilla/5.0 (X11; Linux x86_64; rv:136.0) Gecko/20100101 Firefox/136.0"],
    },
    codes={name: np.zeros(1, np.int32) for name in _TEXTS},
)
"""A single request."""
