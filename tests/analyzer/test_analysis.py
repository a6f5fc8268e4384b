"""The conductor: what a caller may ask, and what goes wrong."""

import hashlib
from pathlib import Path

import pytest

from analyzer.analysis import analyze
from analyzer.errors import LoglanesError, NothingParsed, UsageError
from analyzer.model import Options, Progress
from analyzer.planning import make_plan
from analyzer.watch import Watch
from tests.analyzer.support.files import report_of, write_log
from tests.analyzer.support.lines import GOOD


def test_no_source_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="at least one log file"):
        analyze([])


@pytest.mark.parametrize("options", [Options(format="nope"), Options(engine="steam")])
def test_an_unknown_format_or_engine_is_a_usage_error(tmp_path: Path, options: Options) -> None:
    with pytest.raises(UsageError, match="There is no"):
        analyze([write_log(tmp_path, GOOD)], options)


def test_a_small_log_is_parsed_in_the_calling_process_and_a_large_one_in_a_pool(
    tmp_path: Path,
) -> None:
    def engine(log: bytes, options: Options) -> str:
        return make_plan([write_log(tmp_path, log)], options, Watch()).choice.engine

    assert engine(GOOD, Options()) == "serial"
    assert engine(GOOD, Options(workers=1)) == "pool"
    assert engine(GOOD * 5000, Options()) == "pool"


def test_several_sources_are_one_report_that_names_each(tmp_path: Path) -> None:
    common = GOOD.partition(b' "-"')[0] + b"\n"
    for name, data in (("a.log", GOOD * 2), ("b.log", common + b"no\n")):
        (tmp_path / name).write_bytes(data)
    report = report_of(tmp_path / "a.log", tmp_path / "b.log", sha256=True)
    assert [(one["name"], one["format"]) for one in report["sources"]] == [
        ("a.log", "combined"),
        ("b.log", "common"),
    ]
    assert report["sources"][0]["sha256"] == hashlib.sha256(GOOD * 2).hexdigest()
    assert report["totals"]["requests"] == 3
    (reject,) = report["rejects"]
    (sample,) = reject["samples"]
    assert (sample["source"], sample["offset"], sample["text"]) == ("b.log", len(common), "no")


@pytest.mark.parametrize("engine", ["serial", "pool"])
def test_progress_is_told_after_each_chunk_and_ends_at_everything(
    tmp_path: Path, engine: str
) -> None:
    told: list[Progress] = []
    source = write_log(tmp_path, GOOD * 100)
    options = Options(workers=2, chunk_bytes=len(GOOD) * 10, engine=engine)
    analyze([source], options, Watch(on_progress=told.append))
    assert [one.chunks_done for one in told] == list(range(1, 11))
    assert [one.bytes_done for one in told] == sorted(one.bytes_done for one in told)
    assert (told[-1].bytes_done, told[-1].bytes_total) == (source.size, source.size)
    assert (told[-1].records, told[-1].chunks_total) == (100, 10)


@pytest.mark.parametrize("engine", ["serial", "pool"])
def test_what_the_listener_raises_ends_the_run(tmp_path: Path, engine: str) -> None:
    def stop(_: Progress) -> None:
        raise RuntimeError("enough")

    options = Options(workers=2, chunk_bytes=500, engine=engine)
    with pytest.raises(RuntimeError, match="enough"):
        analyze([write_log(tmp_path, GOOD * 100)], options, Watch(on_progress=stop))


def test_a_chosen_format_that_reads_nothing_falls_back_to_those_that_do(tmp_path: Path) -> None:
    path = tmp_path / "some.log"
    path.write_bytes(GOOD * 3)
    report = report_of(path, format="vhost_common")
    assert (report["sources"][0]["format"], report["sources"][0]["confidence"]) == (
        "vhost_common",
        0.0,
    )
    assert report["accounting"]["parsed"] == 3


def test_records_that_only_look_like_ones_end_with_the_reasons(tmp_path: Path) -> None:
    source = write_log(tmp_path, GOOD.replace(b"10/Oct", b"31/Feb") * 4)
    with pytest.raises(NothingParsed, match=r"None of the 4 records of some.log .*moment"):
        analyze([source])


@pytest.mark.parametrize("engine", ["pool", "serial"])
def test_a_log_that_becomes_shorter_during_the_run_is_an_error_with_a_message(
    tmp_path: Path, engine: str
) -> None:
    source = write_log(tmp_path, GOOD * 50)
    Path(source.path).write_bytes(GOOD * 20)
    options = Options(workers=2, chunk_bytes=1 << 20, engine=engine)
    with pytest.raises(LoglanesError, match="it was longer"):
        analyze([source], options)


def test_a_log_that_grows_during_the_run_is_analysed_as_it_was_planned(tmp_path: Path) -> None:
    source = write_log(tmp_path, GOOD * 50)
    with open(source.path, "ab") as file:
        file.write(GOOD * 20)
    report = analyze([source], Options(workers=1, engine="pool"))
    assert report.accounting.records == 50
    assert report.accounting.bytes == source.size
