"""Types become JSON Schema (draft 2020-12, as OpenAPI 3.1 has it).

Typed dictionaries and dataclasses become named schemas, everything else stands where it is used.
"""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


class Schemas:
    """The named schemas met so far, ``named``."""

    def __init__(self) -> None:
        self.named: dict[str, dict[str, Any]] = {}

    def of(self, shape: Any) -> dict[str, Any]:
        """The schema of a type; TypeError for one that JSON cannot hold. A mapping is a schema
        already."""
        if isinstance(shape, Mapping):
            return dict(shape)
        if shape is Any:
            return {}
        if shape is bytes:
            return {"type": "string", "format": "binary"}
        if shape in _PLAIN:
            return {"type": _PLAIN[shape]}
        if is_typeddict(shape) or is_dataclass(shape):
            return self._reference(shape)
        return self._generic(shape)

    def of_body(self, shape: Any) -> dict[str, Any]:
        """The same of a type that a request carries, of which no unknown keys are taken."""
        schema = self.of(shape)
        if is_typeddict(shape):
            self.named[shape.__name__]["additionalProperties"] = False
        return schema

    def _generic(self, shape: Any) -> dict[str, Any]:
        origin, inner = get_origin(shape), get_args(shape)
        if origin is Literal:
            return {"enum": list(inner)}
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(one) for one in inner]}
        if origin in (list, tuple, Sequence):
            return {"type": "array", "items": self.of(inner[0])}
        if origin in (dict, Mapping):
            values = self.of(inner[1])
            return {"type": "object", **({"additionalProperties": values} if values else {})}
        raise TypeError(f"{shape!r} has no JSON Schema")

    def _reference(self, shape: Any) -> dict[str, Any]:
        name = shape.__name__
        if name not in self.named:
            self.named[name] = {}  # stands for itself while its fields are looked at
            self.named[name] = self._object(shape)
        return {"$ref": f"#/components/schemas/{name}"}

    def _object(self, shape: Any) -> dict[str, Any]:
        hints = get_type_hints(shape)
        names = [one.name for one in fields(shape)] if is_dataclass(shape) else list(hints)
        optional: frozenset[str] = getattr(shape, "__optional_keys__", frozenset())
        return {
            "type": "object",
            "description": " ".join((inspect.getdoc(shape) or "").replace("``", "").split()),
            "properties": {name: self.of(hints[name]) for name in names},
            "required": [name for name in names if name not in optional],
        }
