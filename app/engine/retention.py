"""What is deleted by itself: analyses beyond the limits of age and size, and files that a crash
left behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.catalog.catalog import Analysis, Catalog, timestamp
from app.storage import Storage


@dataclass(frozen=True, slots=True)
class Retention:
    """Ended analyses are kept for ``days`` (by this host's clock) and as long as all logs, and what
    was made from them, are at most ``most`` bytes; None keeps them for ever."""

    storage: Storage
    catalog: Catalog
    days: int | None
    most: int | None

    def sweep(self, end: Callable[[str], None]) -> None:
        """Deletes what is due; first ``end`` is called with each id, to end what reads its log."""
        for analysis in self._due():
            end(analysis.id)
            self.storage.delete(analysis.id)  # first: on a full disk it makes the room
            self.catalog.delete(analysis.id)
        self.storage.clear_orphans(one.id for one in self.catalog.all())

    def _due(self) -> Iterator[Analysis]:
        analyses = self.catalog.all()
        taken = {} if self.most is None else {one.id: self._taken(one) for one in analyses}
        stored = sum(taken.values())
        for analysis in reversed(analyses):  # the oldest first
            if analysis.finished is None:
                continue
            too_much = self.most is not None and stored > self.most
            if too_much or self._is_too_old(analysis.finished):
                stored -= taken.get(analysis.id, 0)
                yield analysis

    def _taken(self, analysis: Analysis) -> int:
        return self.storage.taken(analysis.id, analysis.bytes)

    def _is_too_old(self, finished: str) -> bool:
        if self.days is None:
            return False
        return finished < timestamp(datetime.now(UTC) - timedelta(days=self.days))
