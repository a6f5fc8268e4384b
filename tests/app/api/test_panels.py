"""Parts of a report, each alone and in the form that was asked for."""

import csv
from io import StringIO

import pyarrow as pa
import pytest

from tests.app.web import Client

STREAM = "application/vnd.apache.arrow.stream"


@pytest.fixture
def place(client: Client, hostile_log: bytes) -> str:
    """Path of a finished analysis of the hostile log."""
    location: str = client.upload("hostile.log", hostile_log, wait=30).headers["Location"]
    return location


def test_each_panel_alone_is_that_of_the_report(client: Client, place: str):
    panels = client.get(f"{place}/report").json()["panels"]
    listed = client.get(f"{place}/panels").json()["panels"]
    assert [one["name"] for one in listed] == list(panels)
    for name, panel in panels.items():
        assert client.get(f"{place}/panels/{name}").json() == panel


@pytest.mark.parametrize(
    ("headers", "query", "type"),
    [
        ({}, {}, "application/json"),
        ({"Accept": "*/*"}, {}, "application/json"),
        ({"Accept": "text/csv"}, {}, "text/csv; charset=utf-8"),
        ({"Accept": STREAM}, {}, STREAM),
        ({"Accept": "text/csv;q=0.5, application/json"}, {}, "application/json"),
        ({"Accept": "text/csv"}, {"output": "arrow"}, STREAM),
    ],
)
def test_output_decides_before_accept_does(
    client: Client, place: str, headers: dict[str, str], query: dict[str, str], type: str
):
    answer = client.ask("GET", f"{place}/panels/paths", None, headers, **query)
    assert answer.headers["Content-Type"] == type


def test_csv_and_arrow_hold_the_rows_of_the_panel(client: Client, place: str):
    panel = client.get(f"{place}/panels/paths").json()
    rows = list(csv.reader(StringIO(client.get(f"{place}/panels/paths", output="csv").text)))
    assert rows[0] == panel["columns"]
    assert len(rows) == len(panel["rows"]) + 1
    table = pa.ipc.open_stream(client.get(f"{place}/panels/paths", output="arrow").body).read_all()
    assert table.column_names == panel["columns"]
    assert [list(row.values()) for row in table.to_pylist()] == panel["rows"]


def test_what_there_is_not_is_said(client: Client, place: str):
    unknown = client.get(f"{place}/panels/nope")
    assert unknown.status == 404
    assert "paths" in unknown.json()["detail"]
    assert client.get(f"{place}/panels/paths", output="xls").status == 400
    assert client.ask("GET", f"{place}/panels/paths", None, {"Accept": "image/png"}).status == 406


def test_sources_and_rejects_are_those_of_the_report(client: Client, place: str):
    report = client.get(f"{place}/report").json()
    sources = client.get(f"{place}/sources").json()
    assert sources == {key: report[key] for key in ("sources", "coverage", "accounting")}
    rejects = client.get(f"{place}/rejects").json()
    assert rejects["rejects"]
    assert rejects == {key: report[key] for key in ("rejects", "quarantined")}
