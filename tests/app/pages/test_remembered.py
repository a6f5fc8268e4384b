"""Charts are kept in memory as long as their analysis, whoever deletes it."""

import sqlite3
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from flask.testing import FlaskClient

from analyzer.errors import LoglanesError
from app.errors import NotFound
from app.pages import remembered, report
from app.pages.remembered import Remembered

DONE = "donexxxxxxxxxxxxxxxxxx"


def test_a_text_is_made_once_for_what_it_is_made_from() -> None:
    made: list[str] = []
    kept = Remembered(2)
    for id, source in (("a", 1), ("a", 1), ("b", 1), ("a", 2), ("c", 1), ("b", 1)):
        kept.text(id, source, lambda text=f"{id}{source}": made.append(text) or text)  # type: ignore
    assert made == ["a1", "b1", "a2", "c1", "b1"]
    assert len(kept) == 2


def test_the_charts_of_a_report_that_another_process_deleted_are_dropped(
    client: FlaskClient, services: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "_LOOKS_EVERY_SECONDS", 0.0)
    monkeypatch.setattr(report, "_FILLED", kept := Remembered(8))
    assert client.get(f"/analyses/{DONE}/charts.json").status_code == 200
    assert client.get("/").status_code == 200
    assert len(kept) == 1
    for trouble in (sqlite3.OperationalError("locked"), LoglanesError("The store is damaged.")):
        services.analyses.get = Mock(side_effect=trouble)
        assert client.get("/").status_code == 200
        assert len(kept) == 1
    services.analyses.get = Mock(side_effect=NotFound("There is no analysis of that id."))
    assert client.get("/").status_code == 200
    assert len(kept) == 0
