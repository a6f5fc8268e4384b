"""TOML definitions become formats; a definition that its own samples contradict is refused."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from analyzer.errors import UsageError
from analyzer.formats.grammar import read_line
from analyzer.formats.spec import FIELDS, Format, Sample


class BadDefinition(UsageError):
    """A format definition is wrong: the message names it, the place and the mend."""


@cache
def formats() -> Mapping[str, Format]:
    """All built-in formats by name, each checked against its samples."""
    folder = resources.files("analyzer.formats") / "definitions"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    loaded = [parse_definition(f.read_text(encoding="utf-8"), f.name) for f in files]
    return {format.name: format for format in loaded}


def format_named(name: str) -> Format:
    """The format of that name; UsageError naming the known ones otherwise."""
    try:
        return formats()[name]
    except KeyError:
        known = ", ".join(formats())
        raise UsageError(f"There is no format {name!r}. Known formats: {known}.") from None


def parse_definition(text: str, origin: str) -> Format:
    """A format from the text of a definition; ``origin`` names it in errors."""
    try:
        data = tomllib.loads(text)
        format = _format(data)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, re.error) as error:
        raise BadDefinition(f"{origin}: {type(error).__name__}: {error}") from error
    _check(format, origin)
    return format


def _format(data: Mapping[str, Any]) -> Format:
    return Format(
        name=data["name"],
        title=data["title"],
        columns=tuple(data["columns"]),
        pattern=re.compile(data["pattern"].encode(), re.VERBOSE | re.DOTALL),
        samples=tuple(
            Sample(
                sample["line"].encode(),
                {name: value.encode() for name, value in sample["fields"].items()},
            )
            for sample in data["samples"]
        ),
    )


def _check(format: Format, origin: str) -> None:
    unknown = set(format.columns) - set(FIELDS)
    if unknown:
        raise BadDefinition(f"{origin}: columns outside the vocabulary: {sorted(unknown)}")
    if set(format.pattern.groupindex) != set(format.columns):
        raise BadDefinition(f"{origin}: the pattern's groups must be the columns")
    if not format.samples:
        raise BadDefinition(f"{origin}: give at least one sample line with its fields")
    for sample in format.samples:
        _check_sample(format, sample, origin)


def _check_sample(format: Format, sample: Sample, origin: str) -> None:
    read = read_line([format], sample.line)
    if read is None:
        raise BadDefinition(f"{origin}: does not read its own sample {sample.line!r}")
    found = read[1]
    for name, value in sample.fields.items():
        if found.get(name) != value:
            raise BadDefinition(
                f"{origin}: sample {sample.line!r}: {name} is {found.get(name)!r}, not {value!r}"
            )
