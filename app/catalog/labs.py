"""Rows of labs: which logs were taken there, and how that stands."""

import json
from dataclasses import dataclass
from typing import Any

from app.catalog.catalog import Catalog, now

_COLUMNS = "analysis, state, created, error, options"


@dataclass(frozen=True, slots=True)
class Lab:
    """The lab of one analysis's log. ``options`` are engines, workers and rounds."""

    analysis: str
    state: str
    created: str
    error: str | None
    options: dict[str, Any]


class LabRows:
    """The labs in the catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def put(self, id: str, options: dict[str, Any]) -> None:
        """A new lab of the analysis, queued; forgets an earlier one."""
        with self._catalog.connection() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO lab (analysis, state, created, options)"
                " VALUES (?, 'queued', ?, ?)",
                (id, now(), json.dumps(options)),
            )

    def get(self, id: str) -> Lab | None:
        """The analysis's lab; None where there never was one."""
        return next(iter(self._select("analysis = ?", id)), None)

    def in_state(self, state: str) -> list[Lab]:
        """The labs in that state, oldest first."""
        return self._select("state = ? ORDER BY created", state)

    def set_state(self, id: str, state: str, error: str | None = None) -> None:
        """How it stands now."""
        with self._catalog.connection() as connection:
            connection.execute(
                "UPDATE lab SET state = ?, error = ? WHERE analysis = ?", (state, error, id)
            )

    def _select(self, condition: str, value: str) -> list[Lab]:
        query = f"SELECT {_COLUMNS} FROM lab WHERE {condition}"  # noqa: S608 - constants
        with self._catalog.connection() as connection:
            rows = connection.execute(query, (value,)).fetchall()
        return [
            Lab(id, state, created, error, json.loads(options))
            for id, state, created, error, options in rows
        ]
