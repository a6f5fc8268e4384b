"""A regular expression that a user typed becomes a definition."""

import json
from collections.abc import Sequence

from analyzer.errors import UsageError
from analyzer.formats.shapes.linear import Linear
from analyzer.formats.strings.translate import LONGEST, translated
from analyzer.re2 import groups_of

_LAYOUTS = (
    "iso", "clf", "syslog", "asctime", "rfc1123", "day_month", "month_day_year", "epoch",
    "month_first", "day_first",
)  # fmt: skip


def definition_of(text: str, lines: Sequence[bytes]) -> str:
    """The definition that ``text`` stands for, a log format string or, with named groups
    (``(?P<message>...)``), a regular expression of whole lines; it must read one of ``lines``."""
    if "(?P<" not in text and "(?<" not in text:
        return translated(text)
    if len(text) > LONGEST:
        raise UsageError(f"The pattern has {len(text):,} characters; {LONGEST:,} may be.")
    try:
        groups_of(text.encode())
    except ValueError as error:
        raise UsageError(f"The pattern is none of RE2's: {error}.") from None
    table = Linear((text.encode(),)).read(lines)
    if not table.rows:
        raise UsageError("The pattern reads none of the lines. It must match a line as a whole.")
    line = lines[table.rows[0]].decode("utf-8", "replace")
    return (
        'name = "custom"\ntitle = "Your pattern"\nshape = "pattern"\n'
        f"layouts = {json.dumps(_LAYOUTS)}\npatterns = [{_quoted(text)}]\n"
        f"[[samples]]\nline = {_quoted(line)}\nfields = {{}}\n"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
