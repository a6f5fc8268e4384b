"""What follows from the timing, over REST."""

import csv
from io import StringIO
from types import SimpleNamespace

import pytest
from flask import Flask

from app.api import problems, timing
from tests.app.charts.small_report import small_report
from tests.app.web import Client

UNKNOWN = "A" * 22
EXPORTS = ("trace", "spans.csv", "what-if")


@pytest.fixture
def done(client: Client, shop_log: bytes) -> str:
    """Id of a finished analysis."""
    location = client.upload("shop.log", shop_log, wait=30).headers["Location"]
    id: str = location.rpartition("/")[2]
    return id


def test_the_trace_is_a_download_with_an_event_for_each_span(client: Client, done: str):
    answer = client.get(f"/api/v1/analyses/{done}/trace")
    assert answer.headers["Content-Type"] == "application/json"
    name = f'filename="loglanes-{done}-trace.json"'
    assert answer.headers["Content-Disposition"] == f"attachment; {name}"
    spans = client.report(done)["timing"]["spans"]
    phases = [one for one in answer.json()["traceEvents"] if one.get("cat") == "phase"]
    assert len(phases) == sum(span[2] != "wait" for span in spans)


def test_the_spans_are_a_table_to_download(client: Client, done: str):
    answer = client.get(f"/api/v1/analyses/{done}/spans.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert f"loglanes-{done}-spans.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(StringIO(answer.text)))
    spans = client.report(done)["timing"]["spans"]
    assert [(row["lane"], int(row["end_ns"])) for row in rows] == [(s[0], s[4]) for s in spans]


def test_the_what_if_is_that_of_the_report_with_the_whole_grid(client: Client, done: str):
    answer = client.get(f"/api/v1/analyses/{done}/what-if").json()
    told = client.report(done)["timing"]["what_if"]
    assert {key: answer[key] for key in told} == told
    grid = answer["grid"]
    assert len(grid["seconds"]) == len(grid["chunk_bytes"]) >= 9
    assert {len(row) for row in grid["seconds"]} == {len(grid["workers"])}
    assert answer["costs"]["megabytes_per_s_per_processor"] > 0


def test_the_chart_of_it_is_among_the_charts_of_the_page(client: Client, done: str):
    charts = client.get(f"/analyses/{done}/charts.json").json()["charts"]
    (chart,) = [one for one in charts if one["name"] == "what_if"]
    assert len(chart["figure"]["data"]) == 4


@pytest.mark.parametrize("export", EXPORTS)
def test_exports_of_nothing_are_not_found(client: Client, export: str):
    answer = client.get(f"/api/v1/analyses/{UNKNOWN}/{export}")
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_without_a_finished_run_there_is_no_what_if_but_its_spans():
    report = small_report()
    app = Flask("test")
    analyses = SimpleNamespace(report={UNKNOWN: report}.__getitem__)
    app.extensions["loglanes"] = SimpleNamespace(analyses=analyses)
    app.register_blueprint(timing.blueprint)
    problems.register(app)
    client = app.test_client()
    refused = client.get(f"/api/v1/analyses/{UNKNOWN}/what-if")
    assert (refused.status_code, refused.mimetype) == (409, "application/problem+json")
    for export in ("trace", "spans.csv"):
        assert client.get(f"/api/v1/analyses/{UNKNOWN}/{export}").status_code == 200
