"""Logs of any format as a server of that kind would write them: a sample of the format's definition
is the template, and each of its values is drawn from the usual log's traffic, line by line."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from analyzer.formats.dialect import format_named
from analyzer.formats.layouts import layout_named
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.pattern import Pattern, compiled
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.spec import Format, Sample, Shape
from tests.benchmarks.format_values import Draw, draw_for
from tests.benchmarks.traffic import ONE, Texts, Traffic
from tests.benchmarks.written_times import moments

BLOCK = 50_000
"""Lines made at a time."""

_STARTS = 5
"""How many times the server of a log with a header was started."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where in the sample's line a column's value stands, and what it is."""

    begin: int
    end: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Template:
    """A line with places for values (``%s``), what draws each of them, and the header before the
    lines. ``wrap`` puts the lines of a container into those of its log."""

    line: str
    draws: Sequence[Draw]
    header: str = ""
    wrap: Callable[[Sequence[str], Texts], Sequence[str]] | None = None

    def lines(self, traffic: Traffic) -> Sequence[str]:
        """A line for each of the requests."""
        drawn = [draw(traffic) for draw in self.draws]
        lines = [self.line % row for row in zip(*drawn, strict=True)]
        return self.wrap(lines, _outer_times(traffic)) if self.wrap else lines

    def write(self, path: Path, traffic: Traffic) -> None:
        """The log; the header is there at each start of the server."""
        starts = range(0, len(traffic), -(-len(traffic) // _STARTS))
        with open(path, "w", encoding="utf-8") as file:
            for begin in range(0, len(traffic), BLOCK):
                some = traffic.some(slice(begin, begin + BLOCK))
                lines = [*self.lines(some)]
                if self.header:
                    for start in reversed([one - begin for one in starts]):
                        if 0 <= start < len(lines):
                            lines.insert(start, self.header)
                file.write("\n".join(lines) + "\n")


def template_of(name: str) -> Template | None:
    """Of a format, or of one inside another; None where it has no sample that is a whole line."""
    outer, _, inner = name.partition("/")
    if inner:
        made = template_of(inner)
        return replace(made, wrap=_WRAPS[outer]) if made else None
    format = format_named(name)
    for sample in format.samples:
        shape = _knowing(format, sample)
        if shape.read([sample.line]).rows and b"\n" not in sample.line.rstrip(b"\n"):
            made = _template(format, shape, sample)
            return made if made.draws else None
    return None


def _knowing(format: Format, sample: Sample) -> Shape:
    lines = [sample.line] if sample.header is None else [sample.header, sample.line]
    return format.shape.with_header(format.shape.header(lines))


def _template(format: Format, shape: Shape, sample: Sample) -> Template:
    line = sample.line.rstrip(b"\n").decode()
    kept = [
        (slot, draw)
        for slot in _slots(shape, line)
        if (draw := draw_for(format, shape, slot.column, slot.value))
        and _is_read(shape, line, slot, draw)
    ]
    text, at = "", 0
    for slot, _ in kept:
        text += line[at : slot.begin].replace("%", "%%") + "%s"
        at = slot.end
    header = b"" if sample.header is None else sample.header
    return Template(
        text + line[at:].replace("%", "%%"), [draw for _, draw in kept], header.decode()
    )


def _slots(shape: Shape, line: str) -> Sequence[Slot]:
    """The values of a line that can be found in it, in the order of their places."""
    rows = shape.rows if isinstance(shape, W3c) else shape
    if isinstance(rows, Delimited):
        return _delimited_slots(rows, line)
    if isinstance(shape, Pattern):
        return _pattern_slots(shape, line)
    columns = shape.read([line.encode()]).columns
    found: list[Slot] = []
    for name, values in columns.items():
        value = (values[0] or b"").decode()
        for match in re.finditer(rf'(?<=[:=\["]){re.escape(value)}(?=["\s,\]}}]|$)', line):
            if value and not any(
                match.start() < one.end and one.begin < match.end() for one in found
            ):
                found.append(Slot(*match.span(), name, value))
    return sorted(found, key=lambda slot: slot.begin)


def _delimited_slots(shape: Delimited, line: str) -> Sequence[Slot]:
    columns = shape.read([line.encode()]).columns
    at, found = 0, []
    for name in shape.columns:
        value = cast(bytes, columns[name][0]).decode()
        at += line[at] == '"'
        found.append(Slot(at, at + len(value), name, value))
        at += len(value)
        at += at < len(line) and line[at] == '"'
        at += 1
    return found


def _pattern_slots(shape: Pattern, line: str) -> Sequence[Slot]:
    for pattern in map(compiled, shape.patterns):
        match = pattern.fullmatch(line.encode())
        if match and line.isascii():
            spans = [(*match.span(name), name) for name in pattern.groupindex]
            held = sorted(span for span in spans if span[0] >= 0)
            apart, at = [], 0
            for begin, end, name in held:
                if begin >= at:
                    apart.append(Slot(begin, end, name, line[begin:end]))
                    at = end
            return apart
    return []


def _is_read(shape: Shape, line: str, slot: Slot, draw: Draw) -> bool:
    """Whether the format reads what is drawn as it reads the sample: a drawn path may be too much
    for a pattern. What it does not stays as it is in the sample."""
    other = draw(ONE)[0]
    changed = line[: slot.begin] + other + line[slot.end :]
    before, after = (shape.read([one.encode()]) for one in (line, changed))
    return [*after.rows] == [0] and after.columns.keys() == before.columns.keys()


def _outer_times(traffic: Traffic) -> Texts:
    return moments(traffic, layout_named("iso"), "2025-03-01T10:00:00.123456789Z")


def _in_docker(lines: Sequence[str], times: Texts) -> Sequence[str]:
    return [
        f'{{"log":{json.dumps(line)[:-1]}\\n","stream":"stdout","time":"{time}"}}'
        for line, time in zip(lines, times, strict=True)
    ]


def _in_cri(lines: Sequence[str], times: Texts) -> Sequence[str]:
    return [f"{time} stdout F {line}" for line, time in zip(lines, times, strict=True)]


_WRAPS: Mapping[str, Callable[[Sequence[str], Texts], Sequence[str]]] = {
    "docker_json": _in_docker,
    "cri": _in_cri,
}
