"""Panels of what programs say, of logs that can be counted by hand."""

import json
from pathlib import Path
from typing import Any

from analyzer.aggregate.tally import MOST_VALUES
from tests.analyzer.support.files import findings_of


def panels_of(folder: Path, *records: dict[str, Any]) -> dict[str, Any]:
    log = folder / "events.log"
    log.write_text("".join(json.dumps({"msg": "-", **one}) + "\n" for one in records))
    panels: dict[str, Any] = findings_of(log, engine="serial", format="json_lines")["panels"]
    return panels


def test_levels_count_records_and_errors(tmp_path: Path) -> None:
    records = [{"level": "info"}] * 3 + [{"level": "ERROR"}] * 2
    panel = panels_of(tmp_path, *records)["levels"]
    assert panel["columns"] == ["level", "requests", "errors"]
    assert panel["rows"] == [["info", 3, 0], ["error", 2, 2]]


def test_messages_are_counted_by_their_pattern(tmp_path: Path) -> None:
    panels = panels_of(tmp_path, {"msg": "order 1"}, {"msg": "order 22"}, {"msg": "other"})
    assert panels["messages"]["rows"] == [["order #", 2, 0], ["other", 1, 0]]


def test_a_logs_own_fields_have_panels_after_those_with_names_of_ours(tmp_path: Path) -> None:
    panels = panels_of(
        tmp_path, *[{"level": "info", "colour": "red"}, {"level": "info", "Zone": "a"}] * 3
    )
    names = [name for name in panels if name in ("levels", "field:colour", "field:Zone")]
    assert names == ["levels", "field:Zone", "field:colour"]
    assert panels["field:colour"]["rows"] == [["(none)", 3, 0], ["red", 3, 0]]


def test_a_field_that_no_record_fills_has_no_panel(tmp_path: Path) -> None:
    panels = panels_of(tmp_path, {"colour": "-"}, {"colour": None})
    assert "field:colour" not in panels
    assert "levels" not in panels


def test_a_field_of_too_many_values_is_named_and_not_counted(tmp_path: Path) -> None:
    panels = panels_of(tmp_path, *({"serial": f"s{n}"} for n in range(MOST_VALUES + 1)))
    assert panels["overfull"]["rows"] == [["serial"]]
    assert "field:serial" not in panels
    assert f"{MOST_VALUES:,}" in panels["overfull"]["title"]


def test_as_many_values_as_may_be_are_counted(tmp_path: Path) -> None:
    panels = panels_of(tmp_path, *({"serial": f"s{n}"} for n in range(MOST_VALUES)))
    assert panels["field:serial"]["rows_total"] == MOST_VALUES
    assert "overfull" not in panels
