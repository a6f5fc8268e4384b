"""Rows of kept views: what a short id stands for. They go with their analysis."""

import json
from dataclasses import asdict, dataclass

from analyzer.views.view import View
from app.catalog.catalog import Catalog

OFF = "~"


@dataclass(frozen=True, slots=True)
class KeptView:
    """A view as a page holds it: ``conditions`` are filters that hold together, one that begins
    with OFF is switched off; times and zone as in a View."""

    conditions: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    tz: str = "UTC"

    def view(self) -> View:
        """What it shows."""
        parts = [part for part in self.conditions if not part.startswith(OFF)]
        where = " and ".join(f"({part})" for part in parts) if len(parts) > 1 else "".join(parts)
        return View(where, self.since, self.until, self.tz)

    def to_text(self) -> str:
        """The same for equal views."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "KeptView":
        """As ``to_text`` wrote it."""
        content = json.loads(text)
        return cls(**{**content, "conditions": tuple(content["conditions"])})


class KeptViewRows:
    """The kept views in the catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def put(self, analysis: str, id: str, kept: KeptView) -> None:
        """Keeps it; once more is no harm."""
        with self._catalog.connection() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO kept_view VALUES (?, ?, ?)", (analysis, id, kept.to_text())
            )

    def get(self, analysis: str, id: str) -> KeptView | None:
        """None where the analysis has none of that id."""
        query = "SELECT content FROM kept_view WHERE analysis = ? AND id = ?"
        with self._catalog.connection() as connection:
            row = connection.execute(query, (analysis, id)).fetchone()
        return KeptView.from_text(row[0]) if row else None
