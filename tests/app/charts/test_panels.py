"""Charts of the panels."""

from typing import Any

from app.charts import pattern, sizes, status, traffic
from app.charts.top import TopList
from tests.app.charts.small_report import LINK, small_report

PATHS = TopList("paths", "path")


def test_requests_are_stacked_by_status_class() -> None:
    """Classes that never occur have no trace; a bar fills its bucket."""
    figure = traffic.requests_over_time(small_report())

    assert [trace["name"] for trace in figure["data"]] == ["2xx", "4xx", "5xx"]
    assert figure["data"][0]["y"] == [40, 70]
    assert {3_600_000} == {trace["xperiod"] for trace in figure["data"]}
    assert figure["layout"]["barmode"] == "stack"


def test_the_busiest_bucket_is_named() -> None:
    """In one sentence."""
    assert (
        traffic.requests_summary(small_report())
        == "120 requests in steps of one hour; the busiest step began 2026-03-02 01:00 UTC with 75."
    )


def in_zone(zone: str, *times: str) -> dict[str, Any]:
    """The small report with its requests at these times, and its other words in the zone."""
    report = small_report() | {"zone": zone}
    report["panels"]["requests_over_time"]["rows"] = [[time, 0, 5, 0, 0, 0, 0] for time in times]
    return report


def test_times_are_those_of_the_reports_zone() -> None:
    """The axis knows no zones: it is given what the clock shows."""
    times = ["2025-10-25T00:00:00+02:00", "2025-10-26T00:00:00+02:00", "2025-10-27T00:00:00+01:00"]
    report = in_zone("Europe/Berlin", *times)
    figure = traffic.requests_over_time(report)
    assert figure["data"][0]["x"] == [time[:19] for time in times]
    assert figure["data"][0]["xperiod"] == 86_400_000, "though one of them had 25 hours"
    assert figure["layout"]["xaxis"]["hoverformat"].endswith(" Europe/Berlin")
    summary = traffic.requests_summary(report)
    assert "steps of one day; the busiest step began 2025-10-25 00:00 Europe/Berlin" in summary
    assert (
        "00 UTC+05:45<br>" in pattern.weekly_pattern(in_zone("+05:45"))["data"][0]["hovertemplate"]
    )


def test_an_hour_that_the_clock_showed_twice_is_mentioned() -> None:
    """Its two steps share a place on the axis."""
    once = in_zone("Europe/Berlin", "2025-10-26T01:00:00+02:00", "2025-10-26T02:00:00+02:00")
    assert "put back" not in traffic.requests_summary(once)
    twice = in_zone("Europe/Berlin", "2025-10-26T02:00:00+02:00", "2025-10-26T02:00:00+01:00")
    assert traffic.requests_summary(twice).endswith("and two rows in the table.")


def test_one_single_bucket_is_drawn() -> None:
    """A log of one minute has no second bucket to measure the step by."""
    report = small_report()
    del report["panels"]["requests_over_time"]["rows"][1]

    assert traffic.requests_over_time(report)["data"][0]["y"] == [40]


def test_bytes_are_labelled_in_binary_units() -> None:
    """On the axis and in the hover box."""
    figure = traffic.bytes_over_time(small_report())

    assert figure["layout"]["yaxis"]["ticktext"] == ["0 B", "1 KiB", "2 KiB", "3 KiB"]
    assert figure["data"][0]["customdata"] == ["1 KiB", "3 KiB"]


def test_a_ranked_list_escapes_cuts_and_keeps_its_rows_apart() -> None:
    """Two paths alike in their first 60 characters are two bars."""
    figure = PATHS.figure(small_report())
    labels = figure["data"][-1]

    assert "&lt;a href=" in labels["text"][0]
    assert labels["text"][1] == labels["text"][2]
    assert len(set(labels["y"])) == 4
    assert figure["layout"]["yaxis"]["type"] == "linear"


def test_a_ranked_list_shows_errors_as_their_own_segment() -> None:
    """Both segments together are the requests."""
    below, errors, _ = PATHS.figure(small_report())["data"]

    assert below["x"] == [60, 20, 29, 1]
    assert errors["x"] == [0, 10, 0, 0]


def test_hovering_a_ranked_list_shows_the_full_label() -> None:
    """And the exact numbers of its row."""
    first = PATHS.figure(small_report())["data"][0]["customdata"][0]

    assert "&lt;/a&gt;" in first[0]
    assert first[1] == "60 requests · 2 KiB sent · 0 errors"


def test_the_leader_is_named_as_text() -> None:
    """Summaries are text for the page, which escapes them itself."""
    assert f"{LINK} leads with 60 requests, 50.0 % of all." == PATHS.summary(small_report())


def test_status_codes_carry_the_colour_of_their_class() -> None:
    """And their phrase where there is one."""
    bars, labels = status.status_codes(small_report())["data"]

    assert labels["text"] == ["200 OK", "599", "404 Not Found"]
    assert (bars["marker"]["color"]) == [
        "var(--status-2xx)",
        "var(--status-5xx)",
        "var(--status-4xx)",
    ]


def test_the_most_frequent_error_is_named() -> None:
    """With the number and share of all errors."""
    assert (
        status.status_summary(small_report())
    ) == "10 errors (8.3 % of requests); most often 599, 6 times."


def test_the_week_is_a_grid_of_days_by_hours() -> None:
    """Monday first."""
    heat = pattern.weekly_pattern(small_report())["data"][0]

    assert heat["z"][0][1] == 75
    assert (len(heat["z"]), len(heat["z"][0])) == (7, 24)
    assert "Monday 01:00 to 01:59 UTC" in pattern.pattern_summary(small_report())
    rows = pattern.pattern_table(small_report()).rows
    assert (len(rows), rows[1]) == (168, ["Mon 01", 75])


def test_empty_size_classes_at_both_ends_are_left_out() -> None:
    """Those between are kept."""
    bars = sizes.response_sizes(small_report())["data"][0]

    assert bars["x"] == ["1 B", "2 B", "4 B", "8 B"]
    assert sizes.sizes_summary(small_report()) == "The median response is 4 B to 8 B large."


def test_an_axis_of_few_requests_has_whole_ticks() -> None:
    """Half a request does not exist."""
    report = small_report()
    report["panels"]["requests_over_time"]["rows"] = [["2026-03-02T00:00:00Z", 0, 1, 0, 0, 0, 0]]

    assert traffic.requests_over_time(report)["layout"]["yaxis"]["dtick"] == 1


def test_one_request_is_not_some_requests() -> None:
    """In sentences as in hover boxes."""
    figure = PATHS.figure(small_report())

    assert figure["data"][0]["customdata"][3][1] == "1 request · 0 B sent · 0 errors"
