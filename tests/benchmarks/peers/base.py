"""The contract of everything that is measured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from tests.benchmarks.answer import Answer
from tests.benchmarks.processes import Played, play


@dataclass(frozen=True, slots=True)
class Task:
    """A log, how many workers or threads may work on it, and a folder for outputs."""

    log: Path
    workers: int
    scratch: Path


class Peer(Protocol):
    """Something that answers questions about an access log. ``note`` says how what it does differs
    from what we do. Where ``share`` is below 1, all of the log would take too long: it is given one
    of that share of the lines, unless those are few anyway."""

    name: str
    title: str
    note: str
    share: float

    def missing(self) -> str:
        """Why it cannot run here; empty where it can."""
        ...

    def version(self) -> str:
        """Its name and version, or nothing where that is the machine's or ours."""
        ...

    def play(self, task: Task, watched: bool = False) -> Played:
        """One run, with its memory if ``watched``; PeerFailed where it ends badly."""
        ...

    def answer(self, played: Played) -> Answer:
        """What that run found out."""
        ...

    def close(self) -> None:
        """Ends what it left running."""
        ...


@dataclass(slots=True)
class CommandPeer:
    """A peer that is a command, run anew each time; its time is that of the whole process."""

    name: str
    title: str
    note: str
    command: Callable[[Task], Sequence[str]]
    read: Callable[[Path], Answer]
    lacks: Callable[[], str] = lambda: ""
    versions: Callable[[], str] = lambda: ""
    settings: Mapping[str, str] = field(default_factory=dict)
    share: float = 1.0

    def missing(self) -> str:
        """Why it cannot run here."""
        return self.lacks()

    def version(self) -> str:
        """Its name and version."""
        return self.versions()

    def play(self, task: Task, watched: bool = False) -> Played:
        """The command, from start to end."""
        output = task.scratch / f"{self.name}.out"
        return play(self.command(task), output, watched, self.settings)

    def answer(self, played: Played) -> Answer:
        """Read from the command's output."""
        return self.read(played.output)

    def close(self) -> None:
        """Nothing is left running."""


def lacks_package(name: str) -> str:
    """Why a peer that needs an installed package cannot run; empty where it can."""
    return "" if package_version(name) else f"the package {name} is not installed"


def package_version(name: str) -> str:
    """Version of an installed package; empty where it is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
