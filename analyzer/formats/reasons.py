"""Why a line could not be read, in words that name the first part of it that is missing."""

import re

from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.spec import Format

_TIME = re.compile(rb"\[\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\]")
_REQUEST = re.compile(rb'\] "(?:[^"\\]|\\.)*+" ')
_NUMBERS = re.compile(rb'" (?:\d{3}|-) (?:\d{1,13}|-)(?: |$)')


def explain(format: Format, line: bytes) -> str:
    """Of a line that ``format``, which was expected, could not read."""
    if not line.strip(b"\0"):
        return "only NUL bytes"
    if isinstance(format.shape, Delimited) and "clf_date" in format.shape.columns:
        return _explain_access(line)
    if isinstance(format.shape, JsonLines):
        return _explain_json(format.shape, line)
    if isinstance(format.shape, W3c):
        return "another number of values than the header has columns"
    return f"does not look like {format.title}"


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
