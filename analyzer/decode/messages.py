"""What a decoder announces, in the order of its work. Each fits into one atomic write of a pipe
(4 KiB), so that a decoder that is killed leaves no half a message behind."""

from dataclasses import dataclass

from analyzer.model import Masked

LONGEST_TEXT = 400
"""Characters of a name or cause; what is longer is cut, visibly."""


def short(text: str) -> str:
    """The text with its middle left out where it is too long."""
    if len(text) <= LONGEST_TEXT:
        return text
    half = LONGEST_TEXT // 2
    return f"{text[:half]} […] {text[-half:]}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A log begins: its bytes go to ``path``. It was last ``modified`` then (seconds since 1970, 0
    where nobody knows). ``compression`` names the layers around it from the
    outside in, joined by plus signs."""

    name: str
    path: str
    modified: int
    compression: str
    encoding: str
    member: bool


@dataclass(frozen=True, slots=True)
class Landed:
    """``bytes`` of the log are in its file now, decoded from ``consumed`` bytes of the input since
    the last message: from when to when on the monotonic clock, and with how much processor
    time. So much of the log has been ``masked``."""

    bytes: int
    consumed: int
    started_ns: int
    ended_ns: int
    cpu_ns: int
    masked: Masked


@dataclass(frozen=True, slots=True)
class Closed:
    """The log is complete, with the SHA-256 of its decoded bytes."""

    sha256: str


@dataclass(frozen=True, slots=True)
class Damage:
    """Of the log or archive ``name`` the rest is missing."""

    name: str
    cause: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """``name`` was not read on purpose."""

    name: str
    cause: str


@dataclass(frozen=True, slots=True)
class Finished:
    """All logs of one input are closed."""


Message = Opened | Landed | Closed | Damage | Skipped | Finished
