"""What a format is: data that says how bytes become fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

FIELDS: Mapping[str, str] = {
    "client_ip": "address or host name of the client",
    "ident": "identity of the client by RFC 1413, nearly always absent",
    "user": "authenticated user",
    "clf_date": "date and time as [day/month/year:hour:minute:second",
    "clf_zone": "offset from UTC as +hhmm]",
    "request": "request line: method, target and protocol",
    "status": "HTTP status code",
    "bytes_sent": "size of the response body in bytes, - for none",
    "referrer": "URL the client came from",
    "user_agent": "what the client calls itself",
    "virtual_host": "server name, with port where logged",
}
"""The raw columns that a definition may name; one vocabulary for all formats."""

SYNTAX: Mapping[str, str] = {
    "clf_date": r"\[\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d",
    "clf_zone": r"[+-]\d{4}\]",
    "status": r"\d{3}|-",
    "bytes_sent": r"\d{1,13}|-",
}
"""Columns whose text must look a certain way, as regular expressions of the whole value.
Thirteen digits are ten terabytes: more in one response is a broken line, and sums stay exact."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A line and the raw columns it must parse to."""

    line: bytes
    fields: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A delimited format.

    ``columns`` are the raw columns in their order on the line, separated by one space; a value
    with spaces stands in double quotes, in which a backslash escapes. ``pattern`` is the
    forgiving reading, for lines on which the strict grammar fails (a quote inside quotes, a
    space in the user's name): a whole-line match with the columns as named groups.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    pattern: re.Pattern[bytes]
    samples: tuple[Sample, ...]
