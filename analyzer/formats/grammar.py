"""The reference reading of one line: slow, plain, and the judge of every faster one.

Two readings, tried in this order:

1. *strict*: values separated by single spaces. A value that begins with a double quote ends at
   the next quote not escaped by a backslash, and whatever stands between that quote and the next
   space is glued to it; any other value ends at the next space. No quote may be left over. This
   is what a CSV reader with these separators does, so the fast path and this one agree.
2. *forgiving*: the definition's own pattern.

Values stay as written: escapes are not undone, so nothing of the line is lost.
"""

import re
from collections.abc import Sequence
from functools import cache

from analyzer.formats.spec import SYNTAX, Format

_VALUE = rb'(?:"((?:[^"\\]|\\.)*+)"([^ "]*)|([^ "]*))'
_TYPED = {name: re.compile(text.encode()) for name, text in SYNTAX.items()}

Fields = dict[str, bytes]


@cache
def _strict(columns: int) -> re.Pattern[bytes]:
    return re.compile(b" ".join([_VALUE] * columns), re.DOTALL)


def read_line(formats: Sequence[Format], line: bytes) -> tuple[Format, Fields] | None:
    """The first format that can read ``line`` (without its line end), and its raw columns. All are
    tried strictly before any is tried forgivingly, which could take a virtual host for a client."""
    for read in (_read_strict, _read_forgiving):
        for format in formats:
            fields = read(format, line)
            if fields is not None and not _shifted(fields):
                return format, fields
    return None


def _shifted(fields: Fields) -> bool:
    """A virtual host whose client is absent: that is a client, with a user of two words."""
    return "virtual_host" in fields and fields["client_ip"] == b"-"


def _read_strict(format: Format, line: bytes) -> Fields | None:
    match = _strict(len(format.columns)).fullmatch(line)
    if match is None:
        return None
    groups = match.groups(b"")
    parts = zip(groups[::3], groups[1::3], groups[2::3], strict=True)
    fields = {
        name: quoted + tail + bare
        for name, (quoted, tail, bare) in zip(format.columns, parts, strict=True)
    }
    return fields if well_typed(fields) else None


def _read_forgiving(format: Format, line: bytes) -> Fields | None:
    match = format.pattern.fullmatch(line)
    return match.groupdict() if match else None


def well_typed(fields: Fields) -> bool:
    """Whether every column with a fixed syntax has it."""
    return all(syntax.fullmatch(fields[name]) for name, syntax in _TYPED.items() if name in fields)


_TIME = re.compile(rb"\[\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\]")
_REQUEST = re.compile(rb'\] "(?:[^"\\]|\\.)*+" ')
_NUMBERS = re.compile(rb'" (?:\d{3}|-) (?:\d{1,13}|-)(?: |$)')


def explain(line: bytes) -> str:
    """Why an access log line could not be read: the first part of it that is missing."""
    if not line.strip(b"\0"):
        return "only NUL bytes"
    if not _TIME.search(line):
        return "no time as [day/month/year:hour:minute:second zone]"
    if not _REQUEST.search(line):
        return "no request line in double quotes, or its quote is left open"
    if not _NUMBERS.search(line):
        return "no status and size after the request line"
    return "fields missing, left over, or a quote left open at the end"
