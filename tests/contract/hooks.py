"""What Schemathesis is told of this server: an id that exists, and not to wait for minutes."""

import os
from typing import Any

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


@schemathesis.hook
def map_query(_context: Any, query: dict[str, Any]) -> dict[str, Any]:
    """Valid waits are cut."""
    wait = (query or {}).get("wait")
    if isinstance(wait, int | float) and wait > _LONGEST_WAIT:
        query["wait"] = _LONGEST_WAIT
    return query


@schemathesis.serializer("application/offset+octet-stream")
def send_slice(_context: Any, value: Any) -> Any:
    """A slice of an upload: bytes as they are."""
    return value if isinstance(value, bytes) else str(value).encode()
