"""A view by the clock of a zone: its records counted one by one with Python's own time zones."""

import json
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.cli import main
from analyzer.views.answers import search_json, view_json
from analyzer.views.desk import Desk
from analyzer.views.view import View
from tests.analyzer.aggregate.test_wall_clock import CHANGES
from tests.analyzer.views.test_equals_fresh import opened

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")


def log_of(times: list[int]) -> bytes:
    return b"".join(
        b'203.0.113.%d - - [%s] "GET /%d HTTP/1.1" %d %d "-" "curl/8"\n'
        % (
            number % 9,
            datetime.fromtimestamp(time, ZoneInfo("UTC"))
            .strftime("%d/%b/%Y:%H:%M:%S +0000")
            .encode(),
            number % 3,
            (200, 404, 500)[number % 3],
            number,
        )
        for number, time in enumerate(times)
    )


def rows(answer: dict[str, Any], panel: str) -> list[list[Any]]:
    return list(answer["panels"][panel]["rows"])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    zone=st.sampled_from(ZONES),
    near=st.sampled_from(CHANGES),
    span=st.sampled_from([60, 7_200, 86_400, 30 * 86_400, 900 * 86_400]),
    where=st.sampled_from(["", "status>=400", "path=/1", "client in 203.0.113.0/30"]),
    seed=st.integers(0, 1 << 32),
)
def test_panels_of_times_are_those_of_counting_one_by_one(
    zone: str, near: int, span: int, where: str, seed: int
) -> None:
    dice = Random(seed)
    times = sorted(near + dice.randint(-span, span) for _ in range(60))
    with TemporaryDirectory() as name:
        desk = opened(Path(name), log_of(times), chunk_bytes=900)
        answer = json.loads(json.dumps(view_json(desk, View(where, zone=zone))))
        found = [times[row] for row in desk.rows(View(where)).tolist()]
        some = datetime.fromtimestamp(dice.choice(found), ZoneInfo(zone))
        hour = f"{where} and " * bool(where) + f'time in "{some:%a %H}"'
        in_hour = len(desk.rows(View(hour, zone=zone)))
        status = [(200, 404, 500)[row % 3] for row in desk.rows(View(where)).tolist()]
    clock = [datetime.fromtimestamp(time, ZoneInfo(zone)) for time in found]
    assert answer["totals"]["first"] == clock[0].isoformat()
    assert answer["totals"]["last"] == clock[-1].isoformat()
    hours = Counter((at.weekday(), at.hour) for at in clock)
    assert rows(answer, "weekly_pattern") == [
        [day, hour, hours[day, hour]] for day in range(7) for hour in range(24)
    ]
    assert in_hour == hours[some.weekday(), some.hour]
    steps = [datetime.fromisoformat(row[0]) for row in rows(answer, "requests_over_time")]
    begins = [int(step.timestamp()) for step in steps]
    assert begins == sorted(set(begins))
    for number, row in enumerate(rows(answer, "requests_over_time")):
        end = begins[number + 1] if number + 1 < len(begins) else 1 << 62
        here = [
            one for one, time in zip(status, found, strict=True) if begins[number] <= time < end
        ]
        assert row[2] == sum(one == 200 for one in here)
        assert row[4] == sum(one == 404 for one in here)
        assert row[5] == sum(one == 500 for one in here)
    assert sum(map(sum, (row[1:] for row in rows(answer, "requests_over_time")))) == len(found)


def by_day(desk: Desk, zone: str) -> dict[str, int]:
    answer = view_json(desk, View(zone=zone))
    return {row[0]: sum(row[1:]) for row in rows(answer, "requests_over_time")}


@pytest.mark.parametrize(
    ("change", "before", "after", "hours"),
    [
        ("2025-03-30", "2025-03-30T00:00:00+01:00", "2025-03-31T00:00:00+02:00", 23),
        ("2025-10-26", "2025-10-26T00:00:00+02:00", "2025-10-27T00:00:00+01:00", 25),
    ],
)
def test_a_record_an_hour_makes_23_or_25_a_day_where_the_clock_is_changed(
    tmp_path: Path, change: str, before: str, after: str, hours: int
) -> None:
    begin = int(datetime.fromisoformat(f"{change}T12:00:00Z").timestamp()) - 100 * 86_400
    desk = opened(tmp_path, log_of([begin + hour * 3_600 for hour in range(200 * 24)]))
    counts = by_day(desk, "Europe/Berlin")
    assert counts[before] == hours
    assert after in counts
    whole = list(counts.values())[1:-1]
    assert sorted(set(whole) - {24}) in ([23], [25], [23, 25])
    assert set(list(by_day(desk, "UTC").values())[1:-1]) == {24}


def test_a_zone_of_half_an_hour_begins_its_hours_at_half_past(tmp_path: Path) -> None:
    begin = int(datetime.fromisoformat("2025-03-01T00:00:00Z").timestamp())
    desk = opened(tmp_path, log_of([begin + minute * 60 for minute in range(9 * 24 * 60)]))
    times = [
        row[0] for row in rows(view_json(desk, View(zone="Asia/Kolkata")), "requests_over_time")
    ]
    assert {(time[14:19], time[19:]) for time in times} == {("00:00", "+05:30")}
    moments = [datetime.fromisoformat(time).timestamp() for time in times]
    assert {(b - a) / 3600 for a, b in pairwise(moments)} == {1.0}
    assert {moment % 3600 for moment in moments} == {1800.0}


def test_a_view_in_utc_says_what_it_always_said(tmp_path: Path) -> None:
    desk = opened(tmp_path, log_of([CHANGES[0] + 600 * n for n in range(500)]))
    assert view_json(desk, View()) == view_json(desk, View(zone="UTC"))
    assert by_day(desk, "UTC") == {
        time.replace("+00:00", "Z"): count for time, count in by_day(desk, "+00:00").items()
    }
    assert view_json(desk, View())["panels"]["weekly_pattern"]["title"].endswith("(UTC)")


def test_processes_that_share_a_log_agree_on_its_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = opened(tmp_path, log_of([CHANGES[1] + 977 * n for n in range(900)]), chunk_bytes=5_000)
    monkeypatch.setattr("analyzer.views.desk._WORTH_SHARING", 1)
    together = Desk(str(tmp_path / "columns"), 2)
    try:
        for where in ("", "status=500", "status=999"):
            view = View(where, zone="Europe/Berlin")
            assert view_json(together, view) == view_json(alone, view)
    finally:
        together.close()


def test_a_log_without_times_has_no_clock_to_go_by(tmp_path: Path) -> None:
    desk = opened(tmp_path, b'{"level": "info", "message": "so it goes"}\n', format="json_lines")
    answer = view_json(desk, View(zone="Europe/Berlin"))
    assert (answer["matched"], answer["totals"]["first"]) == (1, None)


def test_a_search_over_time_goes_by_the_zone_too(tmp_path: Path) -> None:
    desk = opened(tmp_path, log_of([CHANGES[0]] * 3))
    answer = search_json(desk, View(zone="Asia/Tokyo"), "GET", regex=False)
    assert answer["first"] == "2025-03-30T10:00:00+09:00"


def test_the_command_line_shows_a_view_in_a_zone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "some.log"
    log.write_bytes(log_of([CHANGES[0]]))
    for zone, first in (("+05:45", "06:45:00+05:45"), ("Asia/Tokyo", "10:00:00+09:00")):
        assert main(["view", str(log), "--tz", zone]) == 0
        assert json.loads(capsys.readouterr().out)["totals"]["first"] == f"2025-03-30T{first}"
    assert main(["view", str(log), "--tz", "+25:00"]) == 2
    assert "no time zone '+25:00'" in capsys.readouterr().err
