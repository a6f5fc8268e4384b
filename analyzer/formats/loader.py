"""The built-in formats, and those of users; a definition that its own samples contradict is
refused."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from analyzer.formats.definition import DEFINITIONS, BadDefinition, parsed
from analyzer.formats.layouts import is_layout
from analyzer.formats.shapes.csv_header import CsvHeader
from analyzer.formats.shapes.delimited import Delimited, forgiving
from analyzer.formats.shapes.joined import Joined
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.linear import Linear
from analyzer.formats.shapes.logfmt import Logfmt
from analyzer.formats.shapes.pattern import Pattern, compiled
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.shapes.wrapped import Wrapped
from analyzer.formats.spec import FIELDS, IGNORED, Format, Sample, Shape
from analyzer.re2 import groups_of

_UNITS = ("s", "ms", "us", "ns", "text")


class _BuiltIn(Mapping[str, Format]):
    """Each definition is read when somebody asks for it: of all of them, 20 ms."""

    def __init__(self) -> None:
        files = [file.name for file in DEFINITIONS.iterdir() if file.name.endswith(".toml")]
        self._files = {file.removesuffix(".toml"): file for file in sorted(files)}
        self._known: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._known:
            file = self._files[name]
            text = (DEFINITIONS / file).read_text(encoding="utf-8")
            self._known[name] = parsed(text, file)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@cache
def formats() -> Mapping[str, Format]:
    """All built-in formats by name. A test checks each against its samples: checking them at every
    start would cost as much as a small log."""
    return _BuiltIn()


def check_built_in() -> None:
    """Raises BadDefinition for a built-in format that its own samples contradict."""
    for name, format in formats().items():
        check(format, f"{name}.toml")


def parse_definition(text: str, origin: str) -> Format:
    """A format from the text of a definition, checked; ``origin`` names it in errors."""
    format = parsed(text, origin)
    format = replace(format, shape=_in_linear_time(format.shape))
    try:
        check(format, origin)
    except (re.error, ValueError) as error:
        raise BadDefinition(f"{origin}: {type(error).__name__}: {error}") from error
    return format


def _in_linear_time(shape: Shape) -> Shape:
    """The shape of a user's definition: what its patterns cost does not depend on what they are."""
    match shape:
        case Pattern():
            return Linear(shape.patterns)
        case Joined():
            return Joined(_in_linear_time(shape.whole))
        case Wrapped():
            outer, inner = _in_linear_time(shape.outer), _in_linear_time(shape.inner)
            return replace(shape, outer=outer, inner=inner)
    return shape


def check(format: Format, origin: str) -> None:
    """Raises BadDefinition where the definition names what does not exist, or where its samples
    do not parse as they say, or under two of its patterns."""
    unknown = set(_columns(format.shape)) - set(FIELDS)
    if unknown:
        raise BadDefinition(f"{origin}: columns outside the vocabulary: {sorted(unknown)}")
    if strange := {name for name in format.layouts if not is_layout(name)}:
        raise BadDefinition(f"{origin}: layouts that are not known: {sorted(strange)}")
    if format.duration_unit not in _UNITS:
        raise BadDefinition(f"{origin}: duration_unit is one of {', '.join(_UNITS)}")
    bare = _bare(format.shape)
    if isinstance(bare, Delimited) and len(bare.delimiter.encode()) != 1:
        raise BadDefinition(f"{origin}: the delimiter is one ASCII character")
    if not format.samples:
        raise BadDefinition(f"{origin}: give at least one sample line with its fields")
    for sample in format.samples:
        _check_sample(format, sample, origin)
    if isinstance(bare, Pattern | Linear):
        _check_patterns(bare, format.samples, origin)


def _bare(shape: Shape) -> Shape:
    """The shape that meets the lines, without what takes its columns further apart."""
    while isinstance(shape, Wrapped):
        shape = shape.outer
    return shape.whole if isinstance(shape, Joined) else shape


def _columns(shape: Shape) -> Sequence[str]:
    """The raw columns that a shape names by itself."""
    if isinstance(shape, Wrapped):
        return [*_columns(shape.outer), *_columns(shape.inner)]
    shape = _bare(shape)
    if isinstance(shape, Delimited):
        named = list(shape.columns)
        if shape.pattern is not None and set(forgiving(shape.pattern).groupindex) != set(named):
            named.append("(the pattern's groups must be the columns)")
    elif isinstance(shape, Pattern):
        patterns = [compiled(pattern) for pattern in shape.patterns]
        named = [name for pattern in patterns for name in pattern.groupindex]
        if any(pattern.groups != len(pattern.groupindex) for pattern in patterns):
            named.append("(a group without a name)")
    elif isinstance(shape, Linear):
        named = [name for pattern in shape.patterns for name in groups_of(pattern)]
    elif isinstance(shape, JsonLines | Logfmt | CsvHeader):
        named = list(shape.roles)
    elif isinstance(shape, W3c):
        named = list(shape.names.values())
    else:
        named = []
    return [name for name in named if not name.startswith(IGNORED)]


def _check_sample(format: Format, sample: Sample, origin: str) -> None:
    lines = [sample.line] if sample.header is None else [sample.header, sample.line]
    if format.hint and not re.search(format.hint.encode(), sample.line):
        raise BadDefinition(f"{origin}: sample {sample.line!r} is without the hint")
    shape = format.shape.with_header(format.shape.header(lines))
    table = shape.read([sample.line])
    table = table if table.rows else shape.forgive([sample.line])
    if not table.rows:
        raise BadDefinition(f"{origin}: does not read its own sample {sample.line!r}")
    for name, value in sample.fields.items():
        found = table.columns.get(name, [None])[0]
        if found != value:
            raise BadDefinition(
                f"{origin}: sample {sample.line!r}: {name} is {found!r}, not {value!r}"
            )


def _check_patterns(shape: Pattern | Linear, samples: Sequence[Sample], origin: str) -> None:
    lines = [sample.line for sample in samples]
    read = [set(replace(shape, patterns=(one,)).read(lines).rows) for one in shape.patterns]
    for pattern, rows in zip(shape.patterns, read, strict=True):
        if not rows:
            raise BadDefinition(f"{origin}: no sample for the pattern {pattern!r}")
    for row, line in enumerate(lines):
        if sum(row in rows for rows in read) > 1:
            raise BadDefinition(f"{origin}: two patterns match the sample {line!r}")
