"""The compare page: its sides, its words, and where its links lead."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

import app.pages
from analyzer.views.view import View
from app.pages import compared
from tests.app.charts.small_comparison import small_comparison

DONE = "done".ljust(22, "x")


class FakeViews:
    """Answers every comparison with the small one, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, View]] = []

    def log_zone(self, _id: str) -> str:
        """The same for all."""
        return "Europe/Berlin"

    def compare(self, a: tuple[str, View], b: tuple[str, View]) -> dict[str, Any]:
        """Notes both sides."""
        self.asked += [a, b]
        return small_comparison()


@pytest.fixture
def views(services: SimpleNamespace) -> FakeViews:
    """The views of the fake services."""
    services.views = FakeViews()
    return services.views  # type: ignore[no-any-return]


def _link(page: str, marker: str) -> dict[str, list[str]]:
    tag = next(tag for tag in re.findall(r"<[^>]*>", page) if marker in tag)
    found = re.search(r'(?:href|data-api|data-charts)="([^"]*)"', tag)
    assert found
    return parse_qs(urlsplit(found[1].replace("&amp;", "&")).query)


def test_the_address_holds_both_sides_and_every_link_keeps_them(client: FlaskClient) -> None:
    """Swapping changes their places; an empty field is in no address."""
    asked = {"a": DONE, "where_a": "status>=500", "b": DONE, "since_b": "2026-03-02", "until_a": ""}
    page = client.get("/compare", query_string=asked).text
    kept = {name: [value] for name, value in asked.items() if value}

    assert _link(page, 'id="comparison"') == _link(page, "data-api") == kept
    swapped = {"b": [DONE], "where_b": ["status>=500"], "a": [DONE], "since_a": ["2026-03-02"]}
    assert _link(page, 'id="swap"') == swapped
    reports = [tag for tag in re.findall(r"<a [^>]*>", page) if "data-report" in tag]
    assert [_link(tag, "data-report") for tag in reports] == [
        {"f": ["status>=500"]},
        {"since": ["2026-03-02"]},
    ]


@pytest.mark.usefixtures("views")
def test_the_zone_of_the_address_is_that_of_times_and_goes_with_every_link(
    client: FlaskClient,
) -> None:
    """And the switch knows that of the logs."""
    page = client.get(f"/compare?a={DONE}&b={DONE}&tz=Asia/Tokyo").text
    kept = {"a": [DONE], "b": [DONE], "tz": ["Asia/Tokyo"]}

    assert _link(page, "data-charts") == _link(page, 'id="swap"') == kept
    assert _link(page, "data-report") == {"tz": ["Asia/Tokyo"]}
    assert 'data-log-zone="Europe/Berlin"' in page
    shown = client.get(f"/compare/charts.json?a={DONE}&b={DONE}&tz=Asia/Tokyo").get_json()["shown"]
    assert shown["facts_a"].endswith("2026-03-02 19:59:59 Asia/Tokyo")


def test_a_view_with_a_short_id_keeps_it_and_opens_its_report_in_full(client: FlaskClient) -> None:
    """A condition can be added to the one, and the other can be sent."""
    page = client.get(f"/compare?a={DONE}&b={DONE}&view_b=short").text

    assert _link(page, "data-charts") == {"a": [DONE], "b": [DONE], "view_b": ["short"]}
    assert _link(page, 'id="swap"') == {"a": [DONE], "b": [DONE], "view_a": ["short"]}
    reports = [tag for tag in re.findall(r"<a [^>]*>", page) if "data-report" in tag]
    assert _link(reports[1], "data-report") == {"f": ["bot"]}
    assert 'name="where_b" value="bot"' in page


def test_a_missing_side_is_asked_for_and_nothing_is_compared(client: FlaskClient) -> None:
    """Neither by the page nor by the call behind it."""
    page = client.get(f"/compare?b={DONE}").text

    assert "Choose an analysis for both sides" in page
    assert 'id="comparison"' not in page


def test_without_a_finished_analysis_the_page_says_what_to_do(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    """Instead of an empty form."""
    services.analyses.stored = []
    page = client.get("/compare").text

    assert "Nothing to compare yet" in page
    assert "<form" not in page


def test_an_unknown_analysis_is_not_found(client: FlaskClient) -> None:
    """As everywhere."""
    assert client.get("/compare?a=nosuchanalysis&b=nor.this").status_code == 404


def test_the_previous_period_is_as_long_and_ends_where_the_range_begins(
    client: FlaskClient,
) -> None:
    """With the same filter, and in the zone the range was named in."""
    range_ = {"since": "2026-03-02T10:00", "until": "2026-03-02T11:30", "tz": "Europe/Berlin"}
    answer = client.get(f"/analyses/{DONE}/previous", query_string={**range_, "where": "bot"})

    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {
        "a": [DONE], "where_a": ["bot"],
        "since_a": ["2026-03-02T07:30:00Z"], "until_a": ["2026-03-02T09:00:00Z"],
        "b": [DONE], "where_b": ["bot"], "since_b": [range_["since"]], "until_b": [range_["until"]],
        "tz": ["Europe/Berlin"],
    }  # fmt: skip


def test_one_call_brings_charts_and_words(client: FlaskClient, views: FakeViews) -> None:
    """Of the views that the address names."""
    answer = client.get(f"/compare/charts.json?a={DONE}&b={DONE}&where_b=bot").get_json()

    assert views.asked == [(DONE, View()), (DONE, View("bot"))]
    assert {"compared_over_time", "shares-path", "compared_runs"} <= {
        chart["name"] for chart in answer["charts"]
    }
    assert answer["shown"] == compared.shown(small_comparison())


def test_every_place_to_fill_has_something_to_fill_it_with() -> None:
    """A key that nothing gives would show as "undefined"."""
    template = Path(app.pages.__file__).parent.parent / "templates/compare.html"
    shown = compared.shown(small_comparison())
    asked = set(re.findall(r'data-fill-\w+="(\w+)"', template.read_text()))

    assert asked - shown.keys() == set(compared.Row._fields)


def test_the_words_tell_how_much_of_each_side_is_looked_at() -> None:
    """And from when to when."""
    shown = compared.shown(small_comparison())

    assert shown["facts_a"] == "100 records, 2026-03-02 10:00:00 to 2026-03-02 10:59:59 UTC"
    assert shown["facts_b"].startswith("200 of 400 records, ")
    assert shown["uncounted"].endswith("too many different values to count: request_id.")
    assert shown["apart"] == ""


def test_the_words_say_in_one_line_what_cannot_be_compared() -> None:
    """Nor is it said to have changed."""
    found = small_comparison()
    found["vanished"]["path"] = {**found["vanished"]["path"], "rows_total": 250}
    found["durations_ms"] = {}

    assert compared.shown(found)["apart"] == (
        "Left out, as there is nothing to compare: only A has values of Paths; "
        "not both say how long requests took."
    )
    assert "Paths" not in compared.verdict(found)


def test_the_verdict_names_what_changed_and_what_did_not() -> None:
    """In the order of the page."""
    found = small_comparison()

    assert compared.verdict(found) == (
        "Changed by more than chance explains: Error rate, Paths (2 values), Status codes "
        "(2 values). Within chance: Messages, turn."
    )
    found["error_share"]["significant"] = False
    for panel in found["panels"].values():
        panel["significant"] = 0
    assert compared.verdict(found) == "Nothing changed by more than chance explains."


def test_figures_have_their_change_and_are_exact_for_who_points_at_them() -> None:
    """Rates are by the time that each side covers."""
    rows = {row.name: row for row in compared.figures(small_comparison())}

    assert rows["requests"][1:4] == ("100", "200", "+100 %")
    assert rows["requests per hour"][1:4] == ("100", "400", "+300 %")
    assert rows["time covered"][1:4] == ("1 h", "30 min", "\u221250.0 %")
    assert rows["sent"].exact_b == "3,145,728"
    assert rows["error rate"].change == "+18.0 points, more than chance explains"
    assert rows["p99"][1:4] == ("900.0 ms", "90.0 ms", "\u221290.0 %")


def test_logs_without_times_visitors_or_bytes_show_none_of_them() -> None:
    """And their records are not called requests."""
    found = small_comparison()
    del found["panels"]["status"]
    nothing = {"first": None, "last": None, "unique_visitors": 0, "bytes_sent": 0}
    found["totals"] = {side: {**one, **nothing} for side, one in found["totals"].items()}
    found["durations_ms"] = {}

    assert [row.name for row in compared.figures(found)] == ["records", "errors", "error rate"]
    assert compared.facts(found, "a") == "100 records; none carries a time"


def test_runs_are_told_side_by_side() -> None:
    """Workers, engine and speed of both."""
    rows = {row.name: row[1:4] for row in compared.runs(small_comparison())}

    assert rows["wall time"] == ("200.0 ms", "200.0 ms", "unchanged")
    assert rows["bytes per second"] == ("5.0 MB/s", "20.0 MB/s", "+300 %")
    assert rows["engine"] == ("pool", "pool", "the same")
