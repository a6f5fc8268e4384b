"""Tables for other programs: nothing of a log becomes a formula, markup or a control character."""

import csv
import json
from io import StringIO

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from analyzer.exports.arrow_table import panel_arrow
from analyzer.exports.csv_table import csv_text, panel_csv, report_csv
from analyzer.exports.markdown import markdown_summary
from analyzer.exports.ndjson import report_ndjson

TEXT = st.text(max_size=30)
PANEL = {
    "title": "Top paths",
    "columns": ["path", "requests"],
    "rows": [["=cmd|'/c calc'!A0", 3], ['/a, "b"', 1]],
    "rows_total": 7,
}
REPORT = {
    "sources": [{"name": "a|b<script>@team.log", "bytes": 9}],
    "coverage": {"state": "complete"},
    "accounting": {"records": 5, "rejected": 1, "parsed": 4},
    "totals": {
        "requests": 4, "unique_visitors": 1, "bytes_sent": 2048, "errors": 1,
        "first": "2026-03-05T00:01:14Z", "last": "2026-03-05T00:01:14Z",
    },
    "panels": {"paths": PANEL},
    "rejects": [{"reason": "r", "count": 1, "samples": []}],
}  # fmt: skip


@given(st.lists(st.tuples(TEXT, st.integers()), max_size=5))
def test_no_text_cell_begins_like_a_formula_and_numbers_stay(rows: list[tuple[str, int]]) -> None:
    text = csv_text(("a", "b"), rows)
    read = list(csv.reader(StringIO(text, newline="")))[1:]
    assert [int(row[1]) for row in read] == [row[1] for row in rows]
    for (cell, _), (given_text, _) in zip(read, rows, strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert cell.removeprefix("'") == given_text.removeprefix("'")


def test_a_panel_is_a_table_and_a_report_is_a_table_of_cells() -> None:
    assert panel_csv(PANEL).splitlines()[1] == "'=cmd|'/c calc'!A0,3"
    cells = list(csv.reader(StringIO(report_csv(REPORT))))
    assert cells[0] == ["panel", "row", "column", "value"]
    assert cells[-1] == ["paths", "1", "requests", "1"]


def test_an_arrow_stream_keeps_types_and_says_how_many_rows_there_were() -> None:
    table = pa.ipc.open_stream(panel_arrow(PANEL)).read_all()
    assert table.schema.types == [pa.string(), pa.int64()]
    assert table.schema.metadata[b"rows_total"] == b"7"


def test_each_line_of_ndjson_is_an_object_that_says_its_kind() -> None:
    lines = [json.loads(line) for line in report_ndjson(REPORT).splitlines()]
    assert [line["kind"] for line in lines] == ["source", "totals", "row", "row", "reject"]
    assert lines[2]["values"] == {"path": "=cmd|'/c calc'!A0", "requests": 3}


@given(TEXT)
def test_log_text_in_markdown_has_no_character_with_a_meaning(text: str) -> None:
    report = {**REPORT, "sources": [{"name": text}]}
    heading = markdown_summary(report).splitlines()[0].removeprefix("### ")
    plain = heading.replace("&#", "").replace(";", "")
    assert not set(plain) & set("`*_{}[]()#+-.!|<>~@:&/\\\n\x1b\u202e")


def test_the_summary_says_the_figures() -> None:
    text = markdown_summary(REPORT, [{"failed": True, "reason": "errors are 1, above 0"}])
    assert "**Failed: 1 of 1 checks**" in text
    assert "| 4 | 1 | 2.0 KiB | 1 (25.00 %) | 1 of 5 |" in text
    assert "(and 5 more)" in text
    assert "| records | unique visitors |" in text, "no request has a status"
