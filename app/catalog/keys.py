"""Idempotency keys: which analysis a client's key stands for."""

import sqlite3
from dataclasses import dataclass

from app.catalog.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Key:
    """What a key stands for: the analysis, and what was asked for when it was made."""

    analysis: str
    request: str


class KeyRows:
    """The keys in the catalog. They go with their analysis."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def get(self, key: str) -> Key | None:
        """None for one that was never used, or whose analysis is gone."""
        query = "SELECT analysis, request FROM idempotency_key WHERE key = ?"
        with self._catalog.connection() as connection:
            row = connection.execute(query, (key,)).fetchone()
        return Key(*row) if row else None

    def claim(self, key: str, own: Key) -> bool:
        """Whether the key now stands for ``own``: False where another request was sooner."""
        try:
            with self._catalog.connection() as connection:
                connection.execute(
                    "INSERT INTO idempotency_key (key, analysis, request) VALUES (?, ?, ?)",
                    (key, own.analysis, own.request),
                )
        except sqlite3.IntegrityError:
            return False
        return True
