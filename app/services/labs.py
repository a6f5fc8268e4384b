"""The lab of an analysis: its log, run again through every engine."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analyzer.engines.registry import ENGINES
from analyzer.errors import UsageError
from app.catalog.labs import LabRows
from app.engine.client import EngineClient
from app.errors import EngineOffline, NotFound, NotReady
from app.services.analyses import Analyses

_MOST_WORKERS = 64
_MOST_ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Labs:
    """Starts labs and shows what they found."""

    analyses: Analyses
    rows: LabRows
    engine: EngineClient

    def start(self, id: str, wishes: Mapping[str, Any]) -> dict[str, Any]:
        """Queues a lab. ``wishes``: engines (names), workers (counts), rounds. UsageError for a
        wish that cannot be, NotReady where the log has not arrived or a lab is under way."""
        analysis = self.analyses.get(id)
        lab = self.rows.get(id)
        if analysis.arriving or (lab and lab.state in ("queued", "running")):
            raise NotReady("The log is still arriving, or already in the lab.")
        masked = "redact" in analysis.options
        if masked and self.analyses.storage.masked_logs(id) is None:
            raise NotReady("Its log is to be masked first, or was not kept.")
        self.rows.put(id, _options(wishes))
        self.analyses.storage.lab(id).unlink(missing_ok=True)
        self.engine.submit(id)
        return self.show(id)

    def show(self, id: str) -> dict[str, Any]:
        """state, error, progress while it runs, result when it is done; NotFound before."""
        self.analyses.get(id)
        lab = self.rows.get(id)
        if lab is None:
            raise NotFound("The log of this analysis was never taken to the lab.")
        shown: dict[str, Any] = {"state": lab.state, "created": lab.created, "error": lab.error}
        if lab.state == "running":
            shown["progress"] = self._progress(id)
        if lab.state == "done":
            text = self.analyses.storage.lab(id).read_text(encoding="utf-8")
            shown["result"] = json.loads(text)
        return shown

    def _progress(self, id: str) -> dict[str, Any]:
        try:
            return self.engine.lab_progress(id)
        except EngineOffline:
            return {}

    def cancel(self, id: str) -> None:
        """Ends it; NotFound where there is none."""
        self.show(id)
        self.engine.act(id, "cancel lab")


def _options(wishes: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(wishes) - {"engines", "workers", "rounds"}
    if unknown:
        raise UsageError(f"A lab takes engines, workers and rounds, not {sorted(unknown)}.")
    engines = wishes.get("engines") or list(ENGINES)
    if not isinstance(engines, list) or not all(name in ENGINES for name in engines):
        raise UsageError(f"engines takes a list of {', '.join(ENGINES)}.")
    options: dict[str, Any] = {"engines": engines}
    workers = wishes.get("workers")
    if workers is not None:
        if not isinstance(workers, list) or not all(_is_count(n, _MOST_WORKERS) for n in workers):
            raise UsageError(f"workers takes a list of numbers from 1 to {_MOST_WORKERS}.")
        options["workers"] = workers or None
    rounds = wishes.get("rounds", 3)
    if not _is_count(rounds, _MOST_ROUNDS):
        raise UsageError(f"rounds takes a number from 1 to {_MOST_ROUNDS}.")
    return options | {"rounds": rounds}


def _is_count(value: object, most: int) -> bool:
    return type(value) is int and 1 <= value <= most
