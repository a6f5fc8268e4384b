"""The text of a TOML definition becomes a format."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from analyzer.errors import UsageError
from analyzer.formats.fragments import filled
from analyzer.formats.layouts import COMMON
from analyzer.formats.shapes.csv_header import CsvHeader
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.joined import Joined
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.logfmt import Logfmt
from analyzer.formats.shapes.pairs import TextPairs
from analyzer.formats.shapes.pattern import Pattern
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.shapes.wrapped import Wrapped
from analyzer.formats.spec import (
    ANYTHING,
    FAMILY,
    GENERIC,
    LOOSE,
    SPECIFIC,
    Format,
    Sample,
    Shape,
)

DEFINITIONS = Path(__file__).parent / "definitions"
"""The folder of the built-in ones; a file is called as its format."""

_TIERS = {
    "specific": SPECIFIC,
    "family": FAMILY,
    "generic": GENERIC,
    "loose": LOOSE,
    "anything": ANYTHING,
}

Definition = Mapping[str, Any]


class BadDefinition(UsageError):
    """A format definition is wrong: the message names it, the place and the mend."""


def parsed(text: str, origin: str) -> Format:
    """The format as its definition has it, unchecked; ``origin`` names it in errors."""
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
    return tomllib.loads((DEFINITIONS / f"{name}.toml").read_text(encoding="utf-8"))


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
