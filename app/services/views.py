"""Questions about a stored analysis: its views, lines and bytes, and comparisons."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analyzer.errors import UsageError
from analyzer.store.index import Index, LogFile, read_index
from analyzer.store.raw import read_bytes
from analyzer.views.context import lines_around
from analyzer.views.filtered import filtered
from analyzer.views.side import naming
from analyzer.views.view import View
from app.engine.client import EngineClient
from app.errors import NotFound, NotReady
from app.services.analyses import Analyses
from app.services.runs import run_in_short

MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Views:
    """Asks the analysis's desk in the engine; bytes by their offset are read here. All raise
    NotFound for an unknown id and NotReady while there are no columns."""

    analyses: Analyses
    engine: EngineClient

    def view(self, id: str, view: View) -> str:
        """Totals and panels of the view, as JSON text."""
        return str(self._ask(id, "view", view))

    def found(self, id: str, view: View) -> dict[str, Any]:
        """The same, read."""
        answer: dict[str, Any] = json.loads(self.view(id, view))
        return answer

    def report(self, id: str, view: View) -> dict[str, Any]:
        """The report through the view; as it is where the view leaves nothing out."""
        report = self.analyses.report(id)
        return report if view.is_report else filtered(report, self.found(id, view))

    def facets(self, id: str, view: View, names: Sequence[str], **which: Any) -> str:
        """See ``facets_json``, as JSON text."""
        return str(self._ask(id, "facets", view, names=list(names), **which))

    def log_zone(self, id: str) -> str:
        """The zone that the log's times were written in; "" where that is not one, or not known."""
        try:
            zones = {log.zone for log in self._index(id).logs} - {None}
        except NotReady:
            return ""
        return zones.pop() or "" if len(zones) == 1 else ""

    def search(self, id: str, view: View, pattern: str, *, regex: bool) -> str:
        """Hits of a pattern in the view's lines, over time, as JSON text."""
        return str(self._ask(id, "search", view, pattern=pattern, regex=regex))

    def lines(self, id: str, view: View, **which: Any) -> dict[str, Any]:
        """See ``lines_json``."""
        answer: dict[str, Any] = json.loads(self._ask(id, "lines", view, **which))
        return answer

    def compare(self, a: tuple[str, View], b: tuple[str, View]) -> dict[str, Any]:
        """From one view to another, of the same analysis or not; with who they are and how their
        runs went."""
        with naming("Side b"):
            other = self._ask(b[0], "side", b[1])
        with naming("Side a"):
            changes: dict[str, Any] = json.loads(self._ask(a[0], "compare", a[1], other=other))
        return {"sides": {"a": self._side(*a), "b": self._side(*b)}, **changes}

    def _side(self, id: str, view: View) -> dict[str, Any]:
        report = self.analyses.report(id)
        return {
            "id": id,
            "name": self.analyses.get(id).name,
            "view": view.to_json(),
            "of": report["accounting"]["parsed"],
            "run": run_in_short(report),
        }

    def around(self, id: str, source: int, offset: int, lines: int) -> dict[str, Any]:
        """The line at ``offset`` with so many before and behind it."""
        log = self._log(id, source)
        return {"source": source, "name": log.name, "lines": lines_around(log, offset, lines)}

    def bytes(self, id: str, source: int, offset: int, length: int) -> bytes:
        """Exactly what the log holds there; fewer at its end."""
        if not 0 < length <= MOST_BYTES:
            raise UsageError(f"length is {length:,}; it takes 1 to {MOST_BYTES:,} bytes.")
        log = self._log(id, source)
        if offset > log.size:
            raise UsageError(f"offset is {offset:,}; {log.name} has {log.size:,} bytes.")
        return read_bytes(log, offset, length)

    def _ask(self, id: str, ask: str, view: View, **rest: Any) -> Any:
        view.tree()  # a filter that cannot be read needs no engine
        self._index(id)
        return self.engine.ask(id, {"ask": ask, "view": asdict(view), **rest})

    def _index(self, id: str) -> Index:
        analysis = self.analyses.get(id)
        try:
            return read_index(str(self.analyses.storage.columns(id)))
        except FileNotFoundError:
            raise NotReady(
                f"The analysis is {analysis.state}: its records can be asked once it is done."
            ) from None

    def _log(self, id: str, source: int) -> LogFile:
        logs = self._index(id).logs
        if source >= len(logs):
            raise NotFound(f"The analysis has {len(logs)} sources, numbered from 0.")
        return logs[source]
