"""The page of one analysis."""

from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from app.charts.registry import CHARTS
from app.plotly_bundle import plotly_version

SCRIPT = f"/assets/plotly-{plotly_version()}.min.js"
DONE = "/analyses/donexxxxxxxxxxxxxxxxxx"


def _page(client: FlaskClient, state: str) -> str:
    answer = client.get(f"/analyses/{state.ljust(22, 'x')}")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("state", ["queued", "running"])
def test_a_run_under_way_shows_its_progress(client: FlaskClient, state: str) -> None:
    """By script, or by reloading where scripts are off."""
    page = _page(client, state)

    assert f'id="run" data-analysis="{state.ljust(22, "x")}"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page


def test_a_failed_run_says_why_and_what_to_do(client: FlaskClient) -> None:
    """The reason is text, whatever it quotes."""
    page = _page(client, "failed")

    assert "No format fits: &lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert "What to do next" in page


def test_a_cancelled_run_says_so(client: FlaskClient) -> None:
    """With the reason, as text, and does not reload for ever."""
    page = _page(client, "cancelled")

    assert "It was cancelled before it &lt;b&gt;began&lt;/b&gt;." in page
    assert "refresh" not in page


@pytest.mark.parametrize(("state", "shown"), [("queued", True), ("running", False)])
def test_only_what_waits_can_be_run_next(client: FlaskClient, state: str, shown: bool) -> None:
    """A run can be paused instead."""
    page = _page(client, state)

    assert ('id="run-next" >' in page) is shown
    assert ('id="run-pause" >' in page) is not shown


def test_a_run_without_a_report_keeps_its_place_free(client: FlaskClient) -> None:
    """Every card is there, hidden, so that a report can fill them in."""
    page = _page(client, "running")

    assert page.count("data-chart=") == len(CHARTS) + 1  # and one to copy
    assert page.count("aria-labelledby") > len(CHARTS)
    assert f'data-plotly="{SCRIPT}" hidden>' in page


def test_a_run_shows_the_report_so_far(client: FlaskClient, services: SimpleNamespace) -> None:
    """And says how much of the log it is about, rounded down."""
    services.analyses.with_report.add("running")
    services.analyses.reported["coverage"] |= {"state": "running", "bytes_analysed": 2199}
    page = _page(client, "running")

    assert "Report so far: 43 % of the log." in page
    assert ">43 % so far</p>" in page
    assert '<div id="report"' in page
    assert f'data-plotly="{SCRIPT}">' in page


def test_a_cancelled_run_keeps_its_report(client: FlaskClient, services: SimpleNamespace) -> None:
    """Under a sentence that says what it is about."""
    services.analyses.with_report.add("cancelled")
    services.analyses.reported["coverage"] |= {"state": "cancelled", "bytes_analysed": 2500}
    page = _page(client, "cancelled")

    assert "Cancelled: 50 % of the log was analysed, 2.4 KiB of 4.9 KiB." in page
    assert 'id="run"' not in page


def test_a_report_so_far_does_not_outlive_its_run(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    """A moment after the end its file may still be there."""
    services.analyses.with_report.add("failed")
    services.analyses.reported["coverage"] |= {"state": "running", "bytes_analysed": 2500}

    assert "No format fits" in _page(client, "failed")


def test_a_damaged_report_names_the_bytes_it_lacks(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    """The file's name is text here, too."""
    report = services.analyses.reported
    report["coverage"] |= {"state": "damaged", "bytes_analysed": 4960}
    report["quarantined"] = [
        {"source": "<i>.log", "start": 1000, "end": 1040, "cause": "killed by SIGKILL"}
    ]
    page = _page(client, "done")

    assert "99.2 % analysed." in page
    assert "Bytes 1,000 to 1,040 of &lt;i&gt;.log failed twice: killed by SIGKILL." in page


def test_a_resumed_run_says_what_it_took_over(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    """In the lanes, where nothing shows work on those chunks."""
    services.analyses.reported["timing"]["chunks_resumed"] = 2

    assert "2 of 3 chunks came from an earlier run" in client.get(DONE).text


def test_the_lanes_can_be_taken_along(client: FlaskClient) -> None:
    """As a trace and as a table."""
    page = client.get(DONE).text

    assert 'href="/api/v1/analyses/donexxxxxxxxxxxxxxxxxx/trace"' in page
    assert 'href="/api/v1/analyses/donexxxxxxxxxxxxxxxxxx/spans.csv"' in page


def test_an_unknown_id_is_not_found(client: FlaskClient) -> None:
    """For the page and for its figures."""
    assert client.get("/analyses/nothing").status_code == 404
    assert client.get("/analyses/nothing/charts.json").status_code == 404


def test_the_report_opens_with_its_totals(client: FlaskClient) -> None:
    """Short numbers, exact ones in the title."""
    page = client.get(DONE).text

    assert 'title="120"><dt data-fill-text="name">requests</dt>' in page
    assert 'title="4,096 B"><dt data-fill-text="name">sent</dt>' in page
    assert '>error rate</dt><dd data-fill-text="text">8.3 %</dd>' in page
    assert "2026-03-02 01:59:59" in page


def test_the_badge_states_the_parse_quality(client: FlaskClient) -> None:
    """And leads to the rejects."""
    badge = 'data-grade="fair" href="#rejects">98.36 % parsed, 2 rejected</a>'

    assert badge in client.get(DONE).text


def test_the_lanes_come_with_verdict_and_explained_figures(client: FlaskClient) -> None:
    """Every figure has its formula in words."""
    page = client.get(DONE).text

    assert (
        '<p class="verdict" data-fill-text="verdict">parse-bound: 2 workers gave 1.9x</p>' in page
    )
    assert page.count('class="tooltip"') == 7


def test_a_card_says_how_much_of_the_panel_it_shows(client: FlaskClient) -> None:
    """Only where something was left out."""
    page = client.get(DONE).text

    assert '<span class="card-cut">4 of 250 shown</span>' in page
    assert page.count('<span class="card-cut">') == 1


def test_rejects_are_listed_by_reason_with_their_offsets(client: FlaskClient) -> None:
    """Their text is escaped."""
    page = client.get(DONE).text

    assert "truncated line" in page
    assert '<td class="number" data-fill-text="offset">4,990</td>' in page
    assert '<code data-fill-text="text">&lt;script&gt;alert(1)&lt;/script&gt;</code>' in page


def test_the_receipt_adds_up(client: FlaskClient) -> None:
    """The sums are made again from their parts."""
    page = client.get(DONE).text

    assert "122 records = 120 parsed + 2 rejected." in page
    assert "does not add up" not in page


def test_the_receipt_tells_when_a_sum_breaks(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    """It is no decoration."""
    services.analyses.reported["accounting"]["parsed"] = 119

    assert client.get(DONE).text.count("does not add up") == 1


def test_an_empty_log_has_a_page_too(client: FlaskClient, services: SimpleNamespace) -> None:
    """No division by nought anywhere."""
    report = services.analyses.reported
    report["totals"] = dict.fromkeys(report["totals"], 0) | {"first": None, "last": None}
    report["accounting"] = dict.fromkeys(report["accounting"], 0)
    report["sources"][0]["bytes"] = 0
    report["rejects"] = []
    report["panels"] = {}
    report["timing"]["spans"] = []
    report["timing"]["lanes"] = []
    report["timing"]["wall_ns"] = 0

    assert "No record is left by the filter." in client.get(DONE).text
    assert client.get(f"{DONE}/charts.json").status_code == 200


def test_figures_come_as_json_with_summary_and_table(client: FlaskClient) -> None:
    """One entry per card of the page."""
    page = client.get(DONE).text
    charts = client.get(f"{DONE}/charts.json").get_json()["charts"]

    names = {"name", "title", "summary", "figure", "table", "field", "values", "cut"}
    assert names == set(charts[0])
    assert all(f'data-chart="{chart["name"]}"' in page for chart in charts)
    assert page.count("data-chart=") == len(charts)
