"""Logs as files, and analyses of them."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from analyzer.analysis import analyze
from analyzer.model import Options, Source
from analyzer.report import report_json
from analyzer.source.chunks import open_source

LINE_ENDS = st.sampled_from([b"\n", b"\r\n", b"\r\r\n", b"\r", b"\n\n", b"\r\n\r\n", b""])
CONTENT = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [b"", b"line", b"a long line " * 9, b"\0" * 5, b"\xff\xfe\x80", b'"open', b"\xef\xbb\xbf"]
    ),
)
LOGS = st.lists(st.tuples(CONTENT, LINE_ENDS), max_size=12).map(
    lambda lines: b"".join(text + end for text, end in lines)
)
"""Bytes with every kind of line end, with and without a last one, down to none at all."""


def write_log(folder: Path, data: bytes, name: str = "some.log") -> Source:
    """The bytes as a source."""
    path = folder / name
    path.write_bytes(data)
    return open_source(0, str(path))


def lines_of(data: bytes) -> list[bytes]:
    """Lines with their line feeds; a carriage return ends none."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def report_of(*paths: Path, **options: Any) -> dict[str, Any]:
    """The report's JSON, as a client reads it."""
    sources = [open_source(index, str(path)) for index, path in enumerate(paths)]
    report = analyze(sources, Options(**options))
    return dict(json.loads(json.dumps(report_json(report))))


def findings_of(*paths: Path, **options: Any) -> dict[str, Any]:
    """The report without its timing: what must not depend on how it was found."""
    report = report_of(*paths, **options)
    del report["timing"]
    return report
