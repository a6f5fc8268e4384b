"""Why a line could not be read, in words that name the first part of it that is missing."""

import re

from analyzer.formats.layouts import MONTHS, layout_named
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.spec import Format

_TIME = re.compile(rb"\[\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\]")
_REQUEST = re.compile(rb'\] "(?:[^"\\]|\\.)*+" ')
_NUMBERS = re.compile(rb'" (?:\d{3}|-) (?:\d{1,13}|-)(?: |$)')

_WORD = rb"([A-Za-z\x80-\xff]{3,12})\.?"
_MONTH = re.compile(
    rb"\b\d{1,2}[ /.-]{1,2}" + _WORD + rb"[ /.-]{1,2}\d{4}[ :,T]"
    rb"|(?:^|[\[>\"])(?:[A-Za-z]{2,3}[.,]{0,2} )?" + _WORD + rb" {1,2}\d{1,2}"
    rb"(?:,? \d{4})?,? \d\d?:\d\d"
)
"""Where a date has the name of its month: 10/Oct/2025:, Oct 10 13:55. Bytes above ASCII are letters
of any encoding."""
_ENGLISH = frozenset(month.lower().encode() for month in MONTHS)

FOREIGN_MONTH = "the month's name is not English"
BAD_TIME = "the time is not a moment that exists"


def explain_time(format: Format, line: bytes) -> str:
    """Of a line that ``format`` could read, but not its time."""
    return FOREIGN_MONTH if _month_is_foreign(format, line) else BAD_TIME


def explain(format: Format, line: bytes) -> str:
    """Of a line that ``format``, which was expected, could not read."""
    if not line.strip(b"\0"):
        return "only NUL bytes"
    if isinstance(format.shape, JsonLines):
        return _explain_json(format.shape, line)
    if _month_is_foreign(format, line):
        return FOREIGN_MONTH
    if isinstance(format.shape, Delimited) and "clf_date" in format.shape.columns:
        return _explain_access(line)
    if isinstance(format.shape, W3c):
        return "another number of values than the header has columns"
    return f"does not look like {format.title}"


def _month_is_foreign(format: Format, line: bytes) -> bool:
    """Whether the first word in the place of a month is none, in a format that has such a place."""
    shape = format.shape
    worded = isinstance(shape, Delimited) and "clf_date" in shape.columns
    if not worded and not any(layout_named(name).names_month for name in format.layouts):
        return False
    found = _MONTH.search(line)
    if found is None:
        return False
    return (found[1] or found[2])[:3].lower() not in _ENGLISH


def _explain_access(line: bytes) -> str:
    if not _TIME.search(line):
        return "no time as [day/month/year:hour:minute:second zone]"
    if not _REQUEST.search(line):
        return "no request line in double quotes, or its quote is left open"
    if not _NUMBERS.search(line):
        return "no status and size after the request line"
    return "fields missing, left over, or a quote left open at the end"


def _explain_json(shape: JsonLines, line: bytes) -> str:
    if not line.lstrip().startswith(b"{"):
        return "no JSON object"
    if shape.required and all(f'"{key.split(".")[0]}"'.encode() in line for key in shape.required):
        return "broken JSON"
    return "broken JSON, or an object without the fields of this format"
