"""What Schemathesis is told of this server: an id that exists, what parameters with a grammar may
hold, and not to wait for minutes."""

import os
from typing import Any
from zlib import crc32

import schemathesis

_LONGEST_WAIT = 0.1


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any]) -> dict[str, Any]:
    """Most of what is made up is no analysis: let questions and steering meet one that is. It is
    never deleted nor begun anew, else the rest of the run would meet nothing, or wait for it."""
    operation = context.operation
    kept = operation.method.upper() != "DELETE" and not operation.path.endswith("/reading")
    if kept and "id" in (path_parameters or {}):
        path_parameters["id"] = os.environ["CONTRACT_ANALYSIS"]
    return path_parameters


_SENSIBLE = {
    "where": (
        "status=5xx and not bot", 'path~"^/[a-c]+" or client in 203.0.113.0/24', "bytes > 1KiB",
        'line contains "\\x00"', "time in 2025-03-01..2025-04-01", "duration > 250ms", "path=/none",
        'agent in ("-", "curl") and (method!=GET or referer~"(?i)x")', "none_such=1", 'path~"("',
    ),
    "since": ("2025-03-01", "2025-03-01T10:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z"),
    "until": ("2027-01-01", "2025-03-01T10:00+02:00", "0001-01-01", "9999-12-31"),
    "tz": ("Europe/Berlin", "+02:00", "-11:30", "Asia/Kathmandu", "UTC"),
    "redact": (
        "addresses=network,secrets", "addresses=pseudonym", "addresses=hidden", "secrets",
        "secrets, addresses=network",
    ),
    "fail_if": ("error_rate > 1%", "p95(duration) > 1s", "errors > baseline * 1.5"),
    "at": ("0:0", "0:1", "9:0"),
}  # fmt: skip
"""Texts with a meaning for parameters that are text: what is made up has hardly ever one."""


@schemathesis.hook
def map_query(_context: Any, query: dict[str, Any]) -> dict[str, Any]:
    """Valid waits are cut, and of texts for parameters that have a grammar most are replaced by
    some of it; which ones, their own letters decide."""
    wait = (query or {}).get("wait")
    if isinstance(wait, int | float) and wait > _LONGEST_WAIT:
        query["wait"] = _LONGEST_WAIT
    for name, text in (query or {}).items():
        choices = _SENSIBLE.get(name.removesuffix("_a").removesuffix("_b"), ())
        if (
            choices
            and isinstance(text, str)
            and (number := crc32(text.encode("utf-8", "surrogatepass")) % 4)
        ):
            query[name] = choices[(number * 7 + len(text)) % len(choices)]
    return query


@schemathesis.serializer("application/offset+octet-stream")
def send_slice(_context: Any, value: Any) -> Any:
    """A slice of an upload: bytes as they are."""
    return value if isinstance(value, bytes) else str(value).encode()
