"""Parts of a log format string as columns apart by one character: the reading that is fast."""

from collections.abc import Iterator, Sequence

from analyzer.formats.spec import IGNORED
from analyzer.formats.strings.directives import CLF, Directive
from analyzer.formats.strings.parts import Part

_DELIMITERS = (" ", "\t", ",", "|", ";")
_FEWEST = 2

Item = str | Directive
Column = tuple[str, str]
"""A column's name and what an example of it looks like on a line."""


def columns_of(parts: Sequence[Part]) -> tuple[str, list[Column]] | None:
    """The delimiter and the columns; None where a value is not alone between two delimiters, or may
    hold one without quotes around it."""
    for delimiter in _DELIMITERS:
        columns = _columns(list(_fields(parts, delimiter)), delimiter)
        if columns and len(columns) >= _FEWEST:
            return delimiter, columns
    return None


def _fields(parts: Sequence[Part], delimiter: str) -> Iterator[list[Item]]:
    field: list[Item] = []
    for part in parts:
        if part.directive:
            field.append(part.directive)
            continue
        for letter in part.text:
            if letter == delimiter:
                yield field
                field = []
            else:
                field.append(letter)
    yield field


def _columns(fields: Sequence[Sequence[Item]], delimiter: str) -> list[Column] | None:
    columns: list[Column] = []
    names: set[str] = set()
    for number, field in enumerate(fields):
        found = _column(field, delimiter, last=number == len(fields) - 1)
        if found is None:
            return None
        for name, example in found:
            free = name and name not in names
            columns.append((name if free else f"{IGNORED}{len(columns)}", example))
            names.add(name)
    return columns if any(not name.startswith(IGNORED) for name, _ in columns) else None


def _column(field: Sequence[Item], delimiter: str, *, last: bool) -> list[Column] | None:
    """One column, or two for a time in square brackets."""
    match field:
        case ["[", Directive() as one, "]"] if one == CLF and delimiter == " ":
            date, zone = one.example.split()
            return [("clf_date", f"[{date}"), ("clf_zone", f"{zone}]")]
        case ['"', Directive() as one, '"']:
            return [(one.column, f'"{one.example}"')]
        case [Directive() as one]:
            open_ended = last and not one.pattern
            return None if open_ended or delimiter in one.example else [(one.column, one.example)]
        case _ if all(isinstance(item, str) for item in field):
            text = "".join(map(str, field))
            return [("", text)] if _is_one_value(text) else None
    return None


def _is_one_value(text: str) -> bool:
    """Whether a reader takes the text for one value: without quotes, or all of it within two."""
    inside = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    return '"' not in inside and (inside is text or "\\" not in inside)
