"""What a route of REST promises, written beside its view; the OpenAPI document is made of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
JSON = "application/json"
_PLACE = "__operation__"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter or a header. ``shape`` is a type, or a JSON Schema; ``many`` allows several
    of the same name."""

    name: str
    text: str
    shape: Any = str
    place: str = "query"
    required: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One status of an operation: what it means, and what is in the body. ``shape`` is of JSON;
    ``media`` names other types that can be asked for, or that it is instead."""

    text: str
    shape: Any = None
    media: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """What a request carries: by media type, a shape, or None for bytes."""

    media: Mapping[str, Any]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Operation:
    """All that is promised of one view. ``problems`` are the statuses with which it may refuse, as
    problem+json, beyond those that every route has."""

    answers: Mapping[int, Answer]
    parameters: Sequence[Parameter] = ()
    body: Body | None = None
    problems: Sequence[int] = ()


def promises(
    answers: Mapping[int, Answer],
    *,
    parameters: Sequence[Parameter] = (),
    body: Body | None = None,
    problems: Sequence[int] = (),
) -> Callable[[View], View]:
    """Writes the operation down on its view, whose docstring is its description."""

    def write(view: View) -> View:
        setattr(view, _PLACE, Operation(answers, parameters, body, problems))
        return view

    return write


def operation_of(view: Callable[..., Any]) -> Operation:
    """What was promised; LookupError naming a view that promises nothing."""
    found = getattr(view, _PLACE, None)
    if not isinstance(found, Operation):
        raise LookupError(f"{view.__module__}.{view.__qualname__} has no @promises")
    return found
