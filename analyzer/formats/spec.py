"""What a format is: data that says how bytes become fields."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self

FIELDS: Mapping[str, str] = {
    "client_ip": "address or host name of the client",
    "client_endpoint": "the same with a port behind a colon, which is cut off",
    "forwarded_for": "addresses of clients for whom proxies passed the request on",
    "ident": "identity of the client by RFC 1413, nearly always absent",
    "user": "authenticated user",
    "clf_date": "date and time as [day/month/year:hour:minute:second",
    "clf_zone": "offset from UTC as +hhmm]",
    "timestamp": "date and time in one of the format's layouts",
    "date": "date alone; goes in front of clock",
    "clock": "time of day alone",
    "request": "request line: method, target and protocol",
    "method": "HTTP method, where it stands apart from the request line",
    "target": "what was asked for, path and query, where it stands apart",
    "query": "query string, where it stands apart from the path",
    "protocol": "protocol of the request, where it stands apart",
    "status": "HTTP status code",
    "bytes_sent": "size of the response body in bytes, - for none",
    "duration": "how long it took, in the format's unit",
    "referrer": "URL the client came from",
    "user_agent": "what the client calls itself",
    "virtual_host": "server name, with port where logged",
    "upstream": "server that a proxy passed the request to",
    "cache": "what a cache did with the request",
    "level": "severity, in the format's words",
    "logger": "what part of the program speaks: logger, module, component, target",
    "message": "what is said, for people",
    "event": "what kind of thing happened, where it has a name or number",
    "host": "machine or container that wrote the record",
    "process": "program that wrote the record",
    "pid": "number of the process",
    "thread": "name or number of the thread",
    "source": "place in the source code",
    "database": "database, namespace or table",
    "error": "error or exception, where it stands apart from the message",
    "trace": "identifier that joins the records of one request",
}
"""The raw columns that a definition may name; one vocabulary for all formats. What formats without
a fixed set of fields (JSON, logfmt, W3C) name otherwise keeps its own name."""

SYNTAX: Mapping[str, str] = {
    "clf_date": r"\[\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d",
    "clf_zone": r"[+-]\d{4}\]",
    "status": r"\d{3}|-",
    "bytes_sent": r"\d{1,13}|-",
}
"""Columns whose text must look a certain way, as regular expressions of the whole value.
Thirteen digits are ten terabytes: more in one response is a broken line, and sums stay exact."""

IGNORED = "_"
"""What a column is called (with anything behind it) that nobody wants to know."""

SPECIFIC, FAMILY, GENERIC, LOOSE, ANYTHING = 1, 2, 3, 4, 5
"""Tiers: a format of one program; a syntax of many (JSON, logfmt, syslog); a time and text; words,
a time and text; any text. A tier is looked at only where the ones before it do not fit."""


@dataclass(frozen=True, slots=True)
class Table:
    """What was read of some lines: record ``i`` is line ``rows[i]`` (ascending), and
    ``columns[name][i]`` its raw value, None where the line has none."""

    rows: Sequence[int]
    columns: Mapping[str, Sequence[bytes | None]]


class Shape(Protocol):
    """How lines of a format are taken apart. Lines come without their ends."""

    def read(self, lines: Sequence[bytes]) -> Table:
        """The records among ``lines``."""
        ...

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """Those that ``read`` finds there, for whom nobody needs the values."""
        ...

    def forgive(self, lines: Sequence[bytes], /) -> Table:
        """The same for lines that no format could read: a reading that may be wrong about a line
        of another format."""
        ...

    def header(self, sample: Sequence[bytes], /) -> bytes:
        """What of ``sample`` (lines of the file, the first ones among them) every chunk must know;
        empty where that is nothing."""
        ...

    def with_header(self, header: bytes, /) -> "Shape":
        """The shape that knows it."""
        ...


class FixedShape:
    """The part that shapes share which need to know nothing of the file and read in one way."""

    def forgive(self, _lines: Sequence[bytes], /) -> Table:
        """Nothing more."""
        return Table([], {})

    def header(self, _sample: Sequence[bytes], /) -> bytes:
        """Nothing."""
        return b""

    def with_header(self, _header: bytes, /) -> Self:
        """Itself."""
        return self


@dataclass(frozen=True, slots=True)
class Sample:
    """A line (behind a header line, where its format needs one) and the raw columns it must parse
    to."""

    line: bytes
    fields: Mapping[str, bytes]
    header: bytes | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its shape, and what its raw values mean.

    ``layouts`` name how timestamps are written (``formats.layouts``), in the order to try them;
    ``utc`` says that by its specification times which name no zone are of UTC, whatever zone is
    chosen for a log; ``levels`` translates the format's words for severities (lower case) to ours;
    ``duration_unit`` is s, ms, us, ns or text; ``multiline`` says that lines which begin no record
    continue the one before; ``wraps`` that its message may be a record of another format;
    ``comment`` begins lines that are no records, and ``remark`` is a regular expression of such
    lines, from their beginning; ``header_mark`` begins a line that may change the header
    of those behind it. ``hint`` is a regular expression found in the lines of this format and not
    in those of others that it could be mistaken for: detection counts no line without it.
    """

    name: str
    title: str
    shape: Shape
    tier: int = SPECIFIC
    layouts: Sequence[str] = ()
    utc: bool = False
    levels: Mapping[str, str] = field(default_factory=dict)
    duration_unit: str = "s"
    multiline: bool = False
    wraps: bool = False
    comment: bytes | None = None
    remark: bytes | None = None
    header_mark: bytes | None = None
    hint: str | None = None
    samples: Sequence[Sample] = ()

    def is_record(self, line: bytes) -> bool:
        """Whether the line, as far as its beginning tells, is more than a comment or a remark."""
        if self.comment and line.startswith(self.comment):
            return False
        return self.remark is None or re.match(self.remark, line) is None
