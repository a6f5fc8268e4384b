"""What earlier runs on this host cost, in one small JSON file:
{"schema": 1, "hosts": {HOST: {FORMAT: [experience, ...]}}}."""

import json
import os
import platform
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Any

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.timing.experience import Experience
from analyzer.user_cache import user_cache
from analyzer.watch import NothingRemembered, Remembered

_SCHEMA = 1
_RUNS = 5
"""Of each format, the latest."""

_HOSTS = 16
"""A home or a data directory may be mounted on many."""


def of_this_user() -> Remembered:
    """The command line's file, in the user's cache. Nothing where there is none."""
    folder = user_cache()
    return RunsFile(folder / "runs.json") if folder else NothingRemembered()


class RunsFile:
    """The file, which need not exist. It only makes choices better, so what cannot be read counts
    as never written, and of two runs that end at the same moment one may be forgotten. ``drafts``
    is a folder on the same file system for the new file until it is whole."""

    def __init__(self, file: Path, drafts: Path | None = None) -> None:
        self._file, self._drafts = file, drafts or file.parent

    def recall(self, format: str) -> Sequence[Experience]:
        """The latest runs over logs of that format on this host, oldest first."""
        try:
            return [_experience(run) for run in self._hosts()[_host()][format]]
        except (KeyError, TypeError, ValueError):
            return []

    def keep(self, format: str, run: Experience) -> None:
        """One run more. A disk that refuses it changes nothing."""
        hosts = self._hosts()
        host = hosts.pop(_host(), {})
        host[format] = [*map(asdict, self.recall(format)), asdict(run)][-_RUNS:]
        latest = [*hosts.items(), (_host(), host)][-_HOSTS:]
        text = json.dumps({"schema": _SCHEMA, "hosts": dict(latest)}, indent=1)
        draft = self._drafts / f"{self._file.name}.draft-{os.getpid()}"
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_text(text, encoding="ascii")
            draft.replace(self._file)

    def _hosts(self) -> dict[str, Any]:
        try:
            known = json.loads(self._file.read_text(encoding="ascii"))
            if known["schema"] == _SCHEMA:
                return dict(known["hosts"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return {}


def _experience(costs: dict[str, float]) -> Experience:
    """TypeError or ValueError where it is none: costs are numbers from 0."""
    if not all(isfinite(cost) and cost >= 0 for cost in costs.values()):
        raise ValueError("not a cost")
    return Experience(**costs)


def _host() -> str:
    """Its name, and what decides how fast it is."""
    return f"{platform.node()} ({platform.machine()}, {cpu_budget()} processors)"
