"""Labs."""

from typing import NotRequired, TypedDict

from app.api.shapes.of_analyses import State
from app.api.shapes.of_problems import Object


class LabWishes(TypedDict):
    """What the lab is to compare; all optional."""

    engines: NotRequired[list[str]]
    workers: NotRequired[list[int]]
    rounds: NotRequired[int]


class Lab(TypedDict):
    """How a lab stands, and once it is done, what it found."""

    state: State
    created: str
    error: str | None
    progress: NotRequired[Object]
    result: NotRequired[Object]
