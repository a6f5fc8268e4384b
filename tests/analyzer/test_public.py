"""``from analyzer import ...``: what it gives, and that it is what the command line says."""

import json
from pathlib import Path

import pytest

import analyzer
from analyzer import Report, analyze, detect
from analyzer.errors import UnreadableSource, UsageError

SHOP = "combined/shop.log"
PUBLIC = {"LoglanesError", "Panel", "Report", "Verdict", "__version__", "analyze", "detect"}


@pytest.fixture(scope="module")
def report(samples: Path) -> Report:
    """Of the shop's log."""
    return analyze(samples / SHOP, workers=1)


def test_the_public_names_are_these_and_all_are_there() -> None:
    assert set(analyzer.__all__) == PUBLIC
    assert all(hasattr(analyzer, name) for name in PUBLIC)
    assert analyzer.__version__ in (Path(__file__).parents[2] / "pyproject.toml").read_text()


def test_a_panel_is_a_frame(report: Report) -> None:
    frame = report.panel("paths").to_pandas()
    assert list(frame.columns) == ["path", "requests", "bytes", "errors"]
    assert len(frame) == 100
    assert report.panel("paths").rows_total > 100
    over_time = report.panel("requests_over_time").to_pandas()
    assert str(over_time["time"].dtype).endswith("UTC]")
    assert int(over_time.drop(columns="time").to_numpy().sum()) == report.totals["requests"]
    with pytest.raises(UsageError, match="paths"):
        report.panel("nope")


def test_it_is_judged_and_read_back(report: Report, tmp_path: Path) -> None:
    report.write(tmp_path / "old.json")
    again = Report.read(tmp_path / "old.json")
    assert again.json == report.json
    assert report.judge(baseline=again).passed
    assert not report.judge("errors > 0").passed
    assert report._repr_markdown_().startswith("### shop")


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", "<html>", '{"schema": 99, "panels": {}, "totals": {}}', "\udcff"]
)
def test_what_is_no_report_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(text, errors="surrogateescape")
    with pytest.raises(UnreadableSource, match=r"old\.json is no report"):
        Report.read(tmp_path / "old.json")


def test_detection_ranks_the_formats(samples: Path) -> None:
    assert next(iter(detect(samples / "common/intranet.log").items())) == ("common", 1.0)


def test_several_files_are_one_report_and_progress_is_heard(samples: Path) -> None:
    heard: list[int] = []
    paths = [samples / SHOP, samples / "combined/hostile.log"]
    both = analyze(paths, workers=1, on_progress=lambda at: heard.append(at.bytes_done))
    assert heard[-1] == sum(path.stat().st_size for path in paths)
    assert json.loads(json.dumps(both.json)) == both.json
