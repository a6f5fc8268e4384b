"""Panels: small logs whose answers can be counted by hand."""

from pathlib import Path
from typing import Any

import pytest

from analyzer.panels.user_agents import agent_of
from tests.analyzer.support.files import findings_of

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/120.0.0.0 Safari/537.36"
)
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def line(
    client: str = "1.1.1.1",
    request: str = "GET / HTTP/1.1",
    status: str = "200",
    size: str = "10",
    referrer: str = "-",
    agent: str = "-",
    time: str = "05/Jan/2026:10:00:00 +0000",
) -> str:
    return f'{client} - - [{time}] "{request}" {status} {size} "{referrer}" "{agent}"'


def report_on(folder: Path, *lines: str) -> dict[str, Any]:
    path = folder / "panel.log"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    return findings_of(path, engine="serial")


def rows(report: dict[str, Any], name: str) -> list[list[Any]]:
    panel = report["panels"][name]
    assert all(len(row) == len(panel["columns"]) for row in panel["rows"])
    assert panel["rows_total"] >= len(panel["rows"])
    return list(panel["rows"])


def test_totals_count_requests_visitors_bytes_and_errors(tmp_path: Path) -> None:
    report = report_on(
        tmp_path,
        line(),
        line(time="06/Jan/2026:10:00:00 +0000"),
        line("2.2.2.2", status="404", time="05/Jan/2026:10:00:00 +0200"),
        line("2.2.2.2", status="399", size="-", time="05/Jan/2026:23:59:59 +0200"),
    )
    assert report["totals"] == {
        "requests": 4,
        "unique_visitors": 3,
        "bytes_sent": 30,
        "errors": 1,
        "first": "2026-01-05T08:00:00Z",
        "last": "2026-01-06T10:00:00Z",
    }


def test_paths_are_without_query_and_ordered_by_requests_then_name(tmp_path: Path) -> None:
    asked = ["/b?x", "/b", "/a", "/a?y=1", "/c"]
    report = report_on(tmp_path, *(line(request=f"GET {path} HTTP/1.1") for path in asked))
    assert rows(report, "paths") == [["/a", 2, 20, 0], ["/b", 2, 20, 0], ["/c", 1, 10, 0]]


def test_a_top_panel_shows_a_hundred_rows_and_says_how_many_there_are(tmp_path: Path) -> None:
    report = report_on(tmp_path, *(line(f"10.0.0.{n}") for n in range(130)))
    clients = report["panels"]["clients"]
    assert (len(clients["rows"]), clients["rows_total"]) == (100, 130)
    assert [row[0] for row in clients["rows"]] == sorted(f"10.0.0.{n}" for n in range(130))[:100]


def test_not_found_lists_only_paths_with_status_404(tmp_path: Path) -> None:
    gone = line(request="GET /gone HTTP/1.1", status="404")
    report = report_on(tmp_path, gone, gone, line(), line(status="410"))
    assert rows(report, "not_found") == [["/gone", 2]]


def test_status_codes_are_numbers_with_requests_and_bytes(tmp_path: Path) -> None:
    report = report_on(tmp_path, line(), line(), line(status="404", size="7"), line(status="-"))
    assert rows(report, "status_codes") == [[200, 2, 20], [0, 1, 10], [404, 1, 7]]


def test_an_absent_value_is_shown_as_none(tmp_path: Path) -> None:
    report = report_on(tmp_path, line(), line(referrer="http://a.example/"), line(request="-"))
    assert rows(report, "referrers")[0] == ["(none)", 2, 20]
    assert ["(none)", 1, 10] in rows(report, "methods")


def test_referring_sites_are_hosts_in_lower_case_without_user_and_port_kept(
    tmp_path: Path,
) -> None:
    given = ["http://A.example/x", "https://a.example/?y", "http://u:p@b.example:8080/", "no url"]
    report = report_on(tmp_path, *(line(referrer=one) for one in given))
    assert {row[0]: row[1] for row in rows(report, "referring_sites")} == {
        "a.example": 2,
        "b.example:8080": 1,
        "no url": 1,
    }


def test_the_weekly_pattern_has_168_hours_in_utc_from_monday(tmp_path: Path) -> None:
    monday = line(time="05/Jan/2026:00:30:00 +0000")
    report = report_on(tmp_path, monday, line(time="05/Jan/2026:00:30:00 +0100"))
    pattern = rows(report, "weekly_pattern")
    assert [row[:2] for row in pattern] == [[day, hour] for day in range(7) for hour in range(24)]
    assert [row for row in pattern if row[2]] == [[0, 0, 1], [6, 23, 1]]


def test_response_sizes_are_half_open_powers_of_two_without_gaps(tmp_path: Path) -> None:
    report = report_on(tmp_path, *(line(size=size) for size in ("-", "0", "1", "8", "15", "16")))
    assert rows(report, "response_sizes") == [
        [0, 1, 2],
        [1, 2, 1],
        [2, 4, 0],
        [4, 8, 0],
        [8, 16, 2],
        [16, 32, 1],
    ]


def test_requests_over_time_fill_gaps_with_zeros(tmp_path: Path) -> None:
    times = ["00:00:00", "00:00:03"]
    report = report_on(tmp_path, *(line(time=f"05/Jan/2026:{t} +0000", size="4") for t in times))
    assert rows(report, "requests_over_time") == [
        ["2026-01-05T00:00:00Z", 0, 1, 0, 0, 0, 0],
        ["2026-01-05T00:00:01Z", 0, 0, 0, 0, 0, 0],
        ["2026-01-05T00:00:02Z", 0, 0, 0, 0, 0, 0],
        ["2026-01-05T00:00:03Z", 0, 1, 0, 0, 0, 0],
    ]
    assert [row[2] for row in rows(report, "bytes_over_time")] == [4, 0, 0, 4]


def test_people_bots_and_unknown_agents_are_told_apart(tmp_path: Path) -> None:
    agents = [CHROME, CHROME, GOOGLEBOT, "curl/8.5.0", "-", "strange"]
    report = report_on(tmp_path, *(line(agent=agent) for agent in agents))
    kinds = {row[0]: row[1:] for row in rows(report, "agents")}
    assert kinds == {"person": [2, 1, 20], "bot": [2, 2, 20], "unknown": [2, 2, 20]}
    assert {row[0]: row[1] for row in rows(report, "bots")} == {"Googlebot": 1, "curl": 1}
    assert ["Chrome", 2, 1] in rows(report, "browsers")
    assert ["Windows", 2, 1] in rows(report, "operating_systems")


def test_panels_of_absent_fields_are_left_out(tmp_path: Path) -> None:
    common = line().rpartition(' "-" "-"')[0]
    report = report_on(tmp_path, common)
    left_out = {"referrers", "referring_sites", "browsers", "agents", "bots", "virtual_hosts"}
    assert not left_out & set(report["panels"])


def test_virtual_hosts_are_shown_where_the_format_has_them(tmp_path: Path) -> None:
    report = report_on(tmp_path, "www.example.com " + line(status="500"))
    assert rows(report, "virtual_hosts") == [["www.example.com", 1, 10, 1]]


def test_bytes_that_are_no_text_stay_visible(tmp_path: Path) -> None:
    report = report_on(tmp_path, line(request="GET /\udcff\udcfe HTTP/1.1"))
    assert rows(report, "paths")[0][0] == "/\\xff\\xfe"


@pytest.mark.parametrize("name", ["", "-", "x" * 100_000, "\x00", "Mozilla/5.0 (" * 200])
def test_any_user_agent_has_a_kind(name: str) -> None:
    assert agent_of(name).kind in {"person", "bot", "unknown"}


def test_a_user_agent_is_known_however_a_log_wrote_its_blanks() -> None:
    plus, percent = CHROME.replace(" ", "+"), CHROME.replace(" ", "%20")
    twice = percent.replace("%", "%25")
    assert {agent_of(one) for one in (plus, percent, twice)} == {agent_of(CHROME)}
