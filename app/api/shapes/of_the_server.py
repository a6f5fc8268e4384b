"""Whether the server can work."""

from typing import Literal, TypedDict


class Health(TypedDict):
    """``ok`` says that the web server answers, ``engine`` whether the engine does."""

    status: Literal["ok"]
    engine: bool


class Ready(TypedDict):
    """What has to work for an upload to be analysed."""

    ready: bool
    engine: bool
    catalog: bool
    disk: bool
