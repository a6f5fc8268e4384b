"""A filter as a tree. ``at`` is the position in its text that a node came from, for errors; nodes
are equal wherever they stand."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """Something to compare with, as it was written; ``quoted`` where it stood in quotes."""

    text: str
    at: int = dataclasses.field(compare=False)
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """``field operator values``. The operator is one of = != < <= > >= ~ contains in."""

    field: str
    at: int = dataclasses.field(compare=False)
    operator: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Bot:
    """Records of user agents that are no person's."""

    at: int = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What ``part`` does not match."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """What all parts match."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """What any part matches."""

    parts: "tuple[Node, ...]"


Node = Condition | Bot | Not | And | Or

EVERYTHING = And(())
"""The filter that matches every record."""
