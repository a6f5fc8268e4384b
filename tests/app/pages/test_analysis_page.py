"""The page of one analysis."""

from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

DONE = "/analyses/donexxxxxxxxxxxxxxxxxx"


def _page(client: FlaskClient, state: str) -> str:
    answer = client.get(f"/analyses/{state.ljust(22, 'x')}")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("state", ["queued", "running"])
def test_a_run_under_way_shows_its_progress(client: FlaskClient, state: str) -> None:
    """By script, or by reloading where scripts are off."""
    page = _page(client, state)

    assert f'data-analysis="{state.ljust(22, "x")}"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page


def test_a_failed_run_says_why_and_what_to_do(client: FlaskClient) -> None:
    """The reason is text, whatever it quotes."""
    page = _page(client, "failed")

    assert "No format fits: &lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert "What to do next" in page


def test_a_cancelled_run_says_so(client: FlaskClient) -> None:
    """And does not reload for ever."""
    page = _page(client, "cancelled")

    assert "stopped before it had a report" in page
    assert "refresh" not in page


def test_an_unknown_id_is_not_found(client: FlaskClient) -> None:
    """For the page and for its figures."""
    assert client.get("/analyses/nothing").status_code == 404
    assert client.get("/analyses/nothing/charts.json").status_code == 404


def test_the_report_opens_with_its_totals(client: FlaskClient) -> None:
    """Short numbers, exact ones in the title."""
    page = client.get(DONE).text

    assert '<div title="120"><dt>requests</dt><dd>120</dd></div>' in page
    assert '<div title="4,096 B"><dt>sent</dt><dd>4 KiB</dd></div>' in page
    assert "<dt>error rate</dt><dd>8.3 %</dd>" in page
    assert "2026-03-02 01:59:59" in page


def test_the_badge_states_the_parse_quality(client: FlaskClient) -> None:
    """And leads to the rejects."""
    badge = '<a class="quality quality-fair" href="#rejects">98.36 % parsed, 2 rejected</a>'

    assert badge in client.get(DONE).text


def test_the_lanes_come_with_verdict_and_explained_figures(client: FlaskClient) -> None:
    """Every figure has its formula in words."""
    page = client.get(DONE).text

    assert '<p class="verdict">parse-bound: 2 workers gave 1.9x</p>' in page
    assert page.count('role="tooltip"') == 7


def test_a_card_says_how_much_of_the_panel_it_shows(client: FlaskClient) -> None:
    """Only where something was left out."""
    page = client.get(DONE).text

    assert "4 of 250 shown" in page
    assert page.count("card-shown") == 1


def test_rejects_are_listed_by_reason_with_their_offsets(client: FlaskClient) -> None:
    """Their text is escaped."""
    page = client.get(DONE).text

    assert "truncated line" in page
    assert '<td class="number">4,990</td>' in page
    assert "<code>&lt;script&gt;alert(1)&lt;/script&gt;</code>" in page


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

    assert "No record carried a time." in client.get(DONE).text
    assert client.get(f"{DONE}/charts.json").status_code == 200


def test_figures_come_as_json_with_summary_and_table(client: FlaskClient) -> None:
    """One entry per card of the page."""
    page = client.get(DONE).text
    charts = client.get(f"{DONE}/charts.json").get_json()["charts"]

    assert {"name", "title", "summary", "figure", "table"} == set(charts[0])
    assert all(f'data-chart="{chart["name"]}"' in page for chart in charts)
    assert page.count("data-chart=") == len(charts)
