"""The benchmarks themselves: that they run, compare like with like and say so when they cannot."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.formats.dialect import Dialect
from analyzer.formats.loader import formats
from analyzer.parse.fast import reader_for
from tests.benchmarks import registry
from tests.benchmarks.__main__ import main
from tests.benchmarks.answer import Answer, compare
from tests.benchmarks.bench import Bench, Section
from tests.benchmarks.format_logs import template_of
from tests.benchmarks.format_rates import Reading, rate_of
from tests.benchmarks.logs import SEED, make_log
from tests.benchmarks.processes import PeerFailed, play
from tests.benchmarks.rounds import Times, take_turns
from tests.benchmarks.summary import summary
from tests.benchmarks.table import bars
from tests.benchmarks.traffic import Traffic, traffic_of
from tests.benchmarks.variants import VARIANTS

ANSWER = Answer(3, 120, 1, 2, {"200": 2, "404": 1}, {"week": [[0, 3]]})
SMALL = ["--lines", "20_000", "--rounds", "1", "--only", "throughput", "--peers", "wc", "re"]


def quiet(_text: str) -> None:
    """Progress that nobody reads."""


def test_a_small_run_makes_the_table_and_all_totals_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "figures.json"
    logs = tmp_path / "logs"
    drawn = tmp_path / "ratios.svg"
    files = ["--keep", str(logs), "--json", str(figures), "--chart", str(drawn)]
    code = main([*SMALL, *files])
    page = capsys.readouterr().out
    assert code == 0
    assert "Totals disagree" not in page
    rows = [line.split(" | ")[0] for line in page.splitlines() if line.startswith("| ")]
    assert rows.count("| Loglanes, cold") == rows.count("| wc -l") == 2
    assert "9 of 9 equal" in page.splitlines()[-1], "the re loop answers our panels"
    measured = json.loads(figures.read_text())["throughput"]
    assert list(measured) == ["ours", "wc", "re"]
    assert measured["ours"]["ratio"] == 1
    assert "Python re loop" in drawn.read_text()
    assert (logs / "access-20000.log").read_bytes().count(b"\n") == 20_000


def test_a_figure_that_differs_is_named_with_both_values() -> None:
    theirs = replace(ANSWER, visitors=5, statuses={"200": 3}, panels={"week": [[1, 3]]})
    agreement = compare(ANSWER, theirs)
    assert agreement.found == [
        "visitors: ours 2, theirs 5",
        "statuses: ours 200: 2, theirs 3",
        "week: ours row 0 [0, 3], theirs [1, 3]",
    ]


def test_what_a_peer_does_not_count_is_no_disagreement() -> None:
    agreement = compare(ANSWER, Answer(requests=3))
    assert not agreement.found
    assert agreement.cells["requests"] == "equal"
    assert agreement.cells["visitors"] == agreement.cells["panels"] == "-"


def test_totals_that_disagree_end_with_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def disagree(_bench: Bench) -> Section:
        return Section("Throughput", "", {}, ["GoAccess: requests: ours 1, theirs 2"])

    monkeypatch.setitem(registry.BENCHMARKS, "throughput", disagree)
    assert main(["--only", "throughput"]) == 1
    assert "GoAccess: requests: ours 1, theirs 2" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["--only", "everything"], ["--peers", "grep"], ["--lines", "1"], ["--rounds", "0"]],
)
def test_wrong_usage_ends_with_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert arguments[0] in capsys.readouterr().err


def test_contenders_take_turns_and_are_compared_within_a_round() -> None:
    order: list[str] = []

    def contender(name: str, seconds: list[float]) -> float:
        order.append(name)
        return seconds.pop(0)

    fast, slow = [1.0, 10.0, 1.0], [2.0, 20.0, 4.0]
    times = take_turns(
        {"fast": lambda: contender("fast", fast), "slow": lambda: contender("slow", slow)}, 3, quiet
    )
    assert order == ["fast", "slow"] * 3
    assert times["slow"].ratio(times["fast"]) == 2
    assert times["slow"] == Times([2.0, 20.0, 4.0])


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux")
def test_memory_is_of_the_command_and_of_what_it_started(tmp_path: Path) -> None:
    program = (
        "import subprocess, sys, time; data = b'x' * 30_000_000;"
        "subprocess.run([sys.executable, '-c', 'import time; d = b\"x\" * 50_000_000;"
        " time.sleep(0.5)'])"
    )
    memory = play([sys.executable, "-c", program], tmp_path / "out", watched=True).memory
    assert memory
    assert len(memory.by_process) == 2
    assert 50e6 < memory.largest < 75e6
    assert 80e6 < memory.together < 120e6


def test_a_command_that_fails_says_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(PeerFailed, match=r"code 3: no such thing$"):
        play(
            [sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr); exit(3)"],
            tmp_path / "out",
        )


def test_bars_are_on_one_scale_from_zero() -> None:
    long, half = bars({"long": 8.0, "half": 4.0}, "s").splitlines()[1:3]
    assert long.count("█") == 2 * half.count("█") == 40


def test_the_bars_are_shown_of_what_was_measured_and_reached_or_not() -> None:
    kinds = {
        "a log": {"all_processes_bytes": 1.3e9},
        "a log, --low-memory": {"all_processes_bytes": 4e8},
        "growth": {"time": 9.5, "memory": 1.1},
    }
    ceiling = {"speed_up": {"arithmetic": 1.5}}
    shown = summary(
        {"kinds": Section("", "", kinds), "ceiling": Section("", "", ceiling)}
    ).splitlines()
    assert "| peak memory, all processes, any log | ≤ 1200 MB | 1,300 MB | **no** |" in shown
    assert "| the same with --low-memory | ≤ 600 MB | 400 MB | yes |" in shown
    assert not any("GoAccess" in line for line in shown)
    assert "1.50 for arithmetic" in shown[-1]
    assert summary({}) == ""


@pytest.mark.parametrize("kind", VARIANTS)
def test_variants_keep_the_number_of_lines_and_differ_as_they_say(
    kind: str, tmp_path: Path
) -> None:
    usual, other = (make_log(tmp_path, 10_000, quiet, name) for name in ("", kind))
    lines = other.path.read_bytes().splitlines()
    assert len(lines) == 10_000
    clients = len({line.split()[0] for line in lines})
    if kind == "distinct":
        assert clients > 9_000
    elif kind == "long":
        assert other.bytes > usual.bytes + 10_000 * 1_500
    else:
        bots = sum(b"bot" in line.lower() for line in lines)
        assert bots > sum(b"bot" in line.lower() for line in usual.path.read_bytes().splitlines())


@pytest.fixture(scope="module")
def traffic(tmp_path_factory: pytest.TempPathFactory) -> Traffic:
    """Of some lines of the usual log."""
    return traffic_of(make_log(tmp_path_factory.mktemp("traffic"), 10_000, quiet), 400, SEED)


@pytest.mark.parametrize("name", [*formats(), "docker_json/combined", "cri/json_lines"])
def test_a_log_made_of_a_sample_is_read_as_its_format(
    name: str, traffic: Traffic, tmp_path: Path
) -> None:
    template = template_of(name)
    if template is None:
        assert reader_for(Dialect((name,))) is None, "only such of several lines have none"
        return
    template.write(tmp_path / "made.log", traffic)
    reading = Reading.of(name, tmp_path / "made.log")
    accounting, handed = reading.counted()
    assert accounting.parsed == accounting.records == 400
    assert handed == (0 if reading.fast else 400) + accounting.blank


def test_a_made_log_is_in_the_order_of_time_and_has_a_header_at_each_start(
    traffic: Traffic, tmp_path: Path
) -> None:
    template = template_of("iis")
    assert template is not None
    template.write(tmp_path / "iis.log", traffic)
    lines = (tmp_path / "iis.log").read_text().splitlines()
    assert sum(line.startswith("#Fields: ") for line in lines) == 5
    times = [line[:19] for line in lines if line[0] != "#"]
    assert times == sorted(times)
    assert len(set(times)) > 300


@pytest.mark.parametrize(("name", "loop"), [("iis", False), ("squid", True)])
def test_a_format_is_timed_in_turns_with_the_combined_one(
    name: str, loop: bool, traffic: Traffic, tmp_path: Path
) -> None:
    log = make_log(tmp_path, 10_000, quiet)
    rate = rate_of(name, traffic, Reading.of("combined", log.path), tmp_path / "made.log", 2)
    assert rate is not None
    assert all(len(one.seconds) == 2 for one in rate.times.values())
    assert list(rate.times) == ["combined", name] + ["re"] * loop
