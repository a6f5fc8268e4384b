"""Messages that differ only in their numbers, as one: ``Order 17 failed`` is ``Order # failed``."""

import pyarrow.compute as pc

from analyzer.parse.columns import Encoded

_LONGEST = 200
_VARIABLE = (
    r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f-]{14,}"  # UUID
    r"|0x[0-9A-Fa-f]+"
    r"|\b[0-9A-Fa-f]{12,}\b"
    r"|\d+(?:[.:,]\d+)*"
)


def patterns_of(messages: Encoded) -> Encoded:
    """The pattern of each record's message: the first 200 bytes, with # for what varies. Once a
    distinct message."""
    heads = pc.binary_slice(messages.values, 0, _LONGEST)
    masked = pc.replace_substring_regex(heads, pattern=_VARIABLE, replacement="#")
    encoded = Encoded.of(masked)
    return Encoded(encoded.codes[messages.codes], encoded.values)
