"""A view's numbers are those of a fresh analysis of only its lines."""

import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.analysis import analyze
from analyzer.formats.dialect import Dialect
from analyzer.model import Options
from analyzer.views.answers import view_json
from analyzer.views.desk import Desk
from analyzer.views.view import View
from tests.analyzer.support.files import report_of, write_log
from tests.analyzer.support.lines import good_line, hostile_log

CONDITIONS = [
    "status>=500", "status=4xx", "status in (200, 5xx)", "status!=404", "bot", "bytes>500",
    'path="/"', 'path~"^/i"', 'request contains "GET"', 'method=POST', 'referrer="-"',
    "client in 203.0.113.0/24", "client in (203.0.113.7, 2001:db8::/32)", 'agent contains "curl"',
    'line~"HTTP/1\\\\.[01]"', 'line contains "a"', 'line~"[0-9]$"', "time>=2025-01-01",
    "time in 2024-01-01..2025-10-10T13:55:37", 'user~"(?i)ann"', 'user="Ann Lee"', "protocol!=x",
    "status<=404", "bytes<=512", "bytes>0", "duration>1500us", "duration<=1ms", "duration!=3ms",
    "method in (POST, HEAD)", "agent!=-", "referrer contains e", 'client~"^2"', 'client!="::1"',
    "time<2025-10-10T13:55:37", "time>2024-02-29", "time<=2025-12-31", "time=2025-10-10",
    "time!=2025-10-10T13:55:36", "path!=/", 'line contains "curl"', 'request~"^(?i)post"',
]  # fmt: skip
TIMES = ["", "", "", "2024-02-29", "2025-10-10T13", "2025-10-10T13:55:37Z", "2025-12-31"]
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "+14:00"]
FILTERS = st.recursive(
    st.sampled_from(CONDITIONS),
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda x: f"({' '.join(x)})"),
    ),
    max_leaves=5,
)


VIEWS = st.builds(
    View,
    FILTERS | st.just(""),
    st.sampled_from(TIMES),
    st.sampled_from(TIMES),
    st.sampled_from(ZONES),
)
"""Of each kind of condition, range and zone."""


def opened(folder: Path, log: bytes, **options: Any) -> Desk:
    columns = folder / "columns"
    columns.mkdir()
    source = write_log(folder, log)
    analyze([source], Options(columns=str(columns), engine="serial", **options))
    return Desk(str(columns), 1)


def bytes_of(desk: Desk, view: View) -> bytes:
    texts = desk.entries.lines.texts(desk.rows(view))
    return b"".join(text + b"\n" for text, _ in texts)


def one_dialect() -> Any:
    """Which formats are tried beside the first depends on the lines that are there: of only some of
    the lines it may be fewer, and a broken line be read otherwise."""
    dialect = Dialect((_FORMAT, "combined", "common", "vhost_combined", "vhost_common"))
    return patch("analyzer.planning.dialect_of", lambda *_: dialect)


_FORMAT = "combined_microseconds"


def log_of(dice: Random) -> bytes:
    """Every field that a filter may name is there."""
    lines = [
        good_line(dice, "combined") + b" %d\n" % dice.choice([0, 800, 1000, 1700, 3000, 90_000_000])
        for _ in range(20)
    ]
    return b"".join(lines) + hostile_log(dice, "combined").strip(b"\r\n") + b"\n"


def compared(answer: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps({name: answer[name] for name in ("totals", "panels")}))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 1 << 32), views=st.lists(VIEWS, min_size=8, max_size=8))
def test_a_view_is_a_fresh_analysis_of_its_lines(seed: int, views: list[View]):
    with TemporaryDirectory() as name, one_dialect():
        folder = Path(name)
        desk = opened(folder, log_of(Random(seed)), chunk_bytes=700, format=_FORMAT)
        for number, view in enumerate(views):
            seen = view_json(desk, view)
            lines = bytes_of(desk, view)
            assert seen["matched"] == lines.count(b"\n")
            if not seen["matched"]:
                continue
            alone = folder / str(number)
            alone.mkdir()
            # With an empty line first, what looks like a byte order mark stays within the log.
            if view.zone == "UTC":
                (alone / "some.log").write_bytes(b"\n" + lines)
                fresh = report_of(alone / "some.log", format=_FORMAT)
            else:  # a report stays in UTC
                fresh = view_json(
                    opened(alone, b"\n" + lines, format=_FORMAT), View(zone=view.zone)
                )
            assert compared(fresh) == compared(seen), (view, lines)


def test_facets_count_what_their_filter_finds(tmp_path: Path):
    dice = Random(3)
    desk = opened(tmp_path, b"".join(good_line(dice, "combined") + b"\n" for _ in range(300)))
    panels = view_json(desk, View("status=200"))["panels"]
    for panel, field in (("paths", "path"), ("clients", "client_ip"), ("methods", "method")):
        for value, count, *_ in panels[panel]["rows"]:
            view = View(f'status=200 and {field}="{value}"')
            assert len(desk.rows(view)) == count, (field, value)


def test_a_log_of_several_lines_a_record_is_searched_by_record(tmp_path: Path):
    log = b"".join(
        b"2025-03-01 10:00:%02d,000 ERROR [main] a.B: it failed\njava.lang.Error: no %d\n"
        b"\tat a.b.C(D.java:1)\n" % (n, n)
        for n in range(30)
    )
    desk = opened(tmp_path, log, chunk_bytes=500)
    rows = desk.rows(View('line~"no 17"'))
    texts = desk.entries.lines.texts(rows)
    assert [text.count(b"\n") for text, _ in texts] == [2]
    assert b"10:00:17" in texts[0][0]


@pytest.mark.parametrize("workers", [2, 3])
def test_standing_processes_answer_as_one_does(
    tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
):
    dice = Random(5)
    log = b"".join(good_line(dice, "combined") + b"\n" for _ in range(3000))
    alone = opened(tmp_path, log, chunk_bytes=20_000)
    monkeypatch.setattr("analyzer.views.desk._WORTH_SHARING", 1)
    together = Desk(str(tmp_path / "columns"), workers)
    try:
        for where in ("", "status=200", 'line contains "POST"', "status=999", "not bot"):
            view = View(where)
            assert view_json(together, view) == view_json(alone, view)
            assert together.rows(view).tolist() == alone.rows(view).tolist()
    finally:
        together.close()
