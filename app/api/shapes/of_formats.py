"""Formats, and what a log was detected as."""

from typing import TypedDict

from app.api.shapes.of_problems import Object


class Format(TypedDict):
    """A format that can be read: the fields that its samples show, and a line of it, behind a
    header line where it needs one."""

    name: str
    title: str
    fields: list[str]
    sample: str


class FormatList(TypedDict):
    """All formats, by name."""

    formats: list[Format]


class Ranked(TypedDict):
    """A format and the share of sampled records that it reads."""

    name: str
    title: str
    share: float


class Detected(TypedDict):
    """Formats that read any of the ``sampled`` records, the likeliest first; which would be the
    answer without that one, what decided, and the first records that it reads."""

    formats: list[Ranked]
    sampled: int
    runner_up: Ranked | None
    why: str
    records: list[Object]
