"""Rejected lines, and patterns tried on them."""

from typing import TypedDict

from app.api.shapes.of_problems import Object


class Pattern(TypedDict):
    """A log format string, or a regular expression with named groups."""

    pattern: str


class RejectShape(TypedDict):
    """Rejected lines of one reason that look alike; ``share`` is of all records, ``first`` and
    ``last`` are places in the log from 0 to 1."""

    reason: str
    shape: str
    count: int
    share: float
    first: float
    last: float
    samples: list[Object]


class RejectShapes(TypedDict):
    """Of how many rejected lines these are the shapes."""

    total: int
    looked_at: int
    shapes: list[RejectShape]


class Tried(TypedDict):
    """How many of the first rejected lines a pattern reads, its fields, and the first of them."""

    read: int
    of: int
    total: int
    fields: list[str]
    samples: list[Object]
