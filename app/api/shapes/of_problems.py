"""What every error looks like."""

from typing import Any, TypedDict

Object = dict[str, Any]


class Problem(TypedDict):
    """What went wrong, by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
