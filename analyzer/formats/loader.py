"""TOML definitions become formats; a definition that its own samples contradict is refused."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from analyzer.errors import UsageError
from analyzer.formats.fragments import filled
from analyzer.formats.layouts import COMMON, is_layout
from analyzer.formats.shapes.csv_header import CsvHeader
from analyzer.formats.shapes.delimited import Delimited, forgiving
from analyzer.formats.shapes.joined import Joined
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.linear import Linear
from analyzer.formats.shapes.logfmt import Logfmt
from analyzer.formats.shapes.pairs import TextPairs
from analyzer.formats.shapes.pattern import Pattern, compiled
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.shapes.wrapped import Wrapped
from analyzer.formats.spec import (
    ANYTHING,
    FAMILY,
    FIELDS,
    GENERIC,
    IGNORED,
    LOOSE,
    SPECIFIC,
    Format,
    Sample,
    Shape,
)
from analyzer.re2 import groups_of

_TIERS = {
    "specific": SPECIFIC,
    "family": FAMILY,
    "generic": GENERIC,
    "loose": LOOSE,
    "anything": ANYTHING,
}
_UNITS = ("s", "ms", "us", "ns", "text")

Definition = Mapping[str, Any]


class BadDefinition(UsageError):
    """A format definition is wrong: the message names it, the place and the mend."""


@cache
def formats() -> Mapping[str, Format]:
    """All built-in formats by name. A test checks each against its samples: checking them at every
    start would cost as much as a small log."""
    return {format.name: format for format, _ in _built_in()}


def check_built_in() -> None:
    """Raises BadDefinition for a built-in format that its own samples contradict."""
    for format, origin in _built_in():
        check(format, origin)


def parse_definition(text: str, origin: str) -> Format:
    """A format from the text of a definition, checked; ``origin`` names it in errors."""
    format = _parse(text, origin)
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


def _built_in() -> Sequence[tuple[Format, str]]:
    folder = resources.files("analyzer.formats") / "definitions"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [(_parse(file.read_text(encoding="utf-8"), file.name), file.name) for file in files]


def _parse(text: str, origin: str) -> Format:
    try:
        return _format(tomllib.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise BadDefinition(f"{origin}: {type(error).__name__}: {error}") from error


def _format(data: Definition) -> Format:
    shape = data.get("shape", "delimited")
    base = _raw(data["extends"]) if "extends" in data else {}
    return Format(
        name=data["name"],
        title=data["title"],
        shape=_with_insides(data),
        tier=_TIERS[data.get("tier", "specific")],
        layouts=tuple(data.get("layouts", COMMON if shape in ("json", "logfmt") else ())),
        utc=data.get("utc", False),
        levels=_levels(data.get("levels", {}), base.get("levels", {})),
        duration_unit=data.get("duration_unit", "s"),
        multiline=data.get("multiline", False),
        wraps=data.get("wraps", False),
        comment=_bytes(data.get("comment", "#" if shape == "w3c" else None)),
        remark=_bytes(data.get("remark")),
        header_mark=_bytes(data.get("mark")),
        hint=data.get("hint"),
        samples=tuple(
            Sample(
                sample["line"].encode(),
                {name: value.encode() for name, value in sample["fields"].items()},
                _bytes(sample.get("header")),
            )
            for sample in data["samples"]
        ),
    )


_PRIORITY = ("critical", "critical", "critical", "error", "warning", "notice", "info", "debug")


def _levels(own: Mapping[str, str] | str, base: Mapping[str, str]) -> Mapping[str, str]:
    """``priority`` stands for the number of RFC 5424, section 6.2.1: facility by eight plus
    severity."""
    if isinstance(own, str):
        named = {"priority": {str(number): _PRIORITY[number % 8] for number in range(192)}}
        return named[own]
    return {**base, **own}


def _with_insides(data: Definition) -> Shape:
    """The definition's shape, with the shapes that take a column of it further apart."""
    shape = _SHAPES[data.get("shape", "delimited")](data)
    insides = data.get("inside", ())
    if insides and isinstance(shape, Joined):
        raise TypeError("a format is either joined or has an inside")
    for inside in insides:
        inner = _raw(inside["format"]) if "format" in inside else inside
        shape = Wrapped(shape, _with_insides(inner), inside["column"])
    return shape


@cache
def _raw(name: str) -> Definition:
    """A built-in definition by its name."""
    file = resources.files("analyzer.formats") / "definitions" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()


def _delimited(data: Definition) -> Shape:
    return Delimited(
        tuple(data["columns"]),
        data.get("delimiter", " "),
        _bytes(data.get("pattern")),
        data.get("open", False),
    )


def _pattern(data: Definition) -> Shape:
    """Lines of a pattern are joined without spaces at their ends: any other stands for itself."""
    texts = [filled("".join(map(str.strip, text.splitlines()))) for text in data["patterns"]]
    whole = Pattern(tuple(text.encode() for text in texts))
    return Joined(whole) if data.get("joined") else whole


def _json(data: Definition) -> Shape:
    return JsonLines(_roles(data), tuple(data.get("required", ())))


def _csv(data: Definition) -> Shape:
    return Joined(CsvHeader(_roles(data)))


def _logfmt(data: Definition) -> Shape:
    return Logfmt(_roles(data), tuple(data.get("required", ())))


def _pairs(data: Definition) -> Shape:
    return TextPairs(data.get("roles", {}), spaced=data.get("spaced", False))


def _roles(data: Definition) -> Mapping[str, Sequence[str]]:
    """The definition's own, over those of the one that it extends."""
    base = _raw(data["extends"])["roles"] if "extends" in data else {}
    return {**base, **data.get("roles", {})}


def _w3c(data: Definition) -> Shape:
    return W3c(data["mark"].encode(), data["names"], tuple(data.get("required", ())))


_SHAPES: Mapping[str, Callable[[Definition], Shape]] = {
    "delimited": _delimited,
    "pattern": _pattern,
    "json": _json,
    "csv": _csv,
    "logfmt": _logfmt,
    "pairs": _pairs,
    "w3c": _w3c,
}


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
