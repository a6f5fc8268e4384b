"""A log format string that writes JSON objects."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analyzer.formats.strings.directives import Directive
from analyzer.formats.strings.parts import Part

_MARK = "\ue000"
"""Stands before and behind the number of a directive while the string is read as JSON."""


def roles_of(parts: Sequence[Part]) -> Mapping[str, str] | None:
    """The key of each raw column; None where the string writes no object. Keys of other values are
    read under their own names."""
    if not parts or not parts[0].text.lstrip().startswith("{"):
        return None
    try:
        written = json.loads("".join(_marked(parts)))
    except ValueError:
        return None
    roles: dict[str, str] = {}
    for key, directive in _leaves(written, "", [part.directive for part in parts]):
        if directive.column:
            roles.setdefault(directive.column, key)
    return roles


def _marked(parts: Sequence[Part]) -> Iterator[str]:
    """The text, each directive in it a text of JSON; in quotes where it has none around it."""
    inside = False
    for number, part in enumerate(parts):
        if part.directive is None:
            inside ^= part.text.count('"') % 2 == 1
            yield part.text
        else:
            mark = f"{_MARK}{number}{_MARK}"
            yield mark if inside else f'"{mark}"'


def _leaves(
    value: Any, key: str, directives: Sequence[Directive | None]
) -> Iterator[tuple[str, Directive]]:
    """The key of each value that is one directive, dots between the names on the way to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}" if key else name, directives)
    elif isinstance(value, str) and value.count(_MARK) == 2 and value[0] == value[-1] == _MARK:
        directive = directives[int(value.strip(_MARK))]
        if directive:
            yield key, directive
