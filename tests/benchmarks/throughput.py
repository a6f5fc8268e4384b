"""Everything side by side on one log: seconds, ratio to ours, rates, memory."""

from collections.abc import Mapping
from functools import partial

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.check import Checked, agreement_table, check
from tests.benchmarks.logs import Log
from tests.benchmarks.peers.base import Peer, Task
from tests.benchmarks.rounds import Times, take_turns
from tests.benchmarks.table import bars, counted, markdown_table, megabytes, ratio, spread

_COLUMNS = (
    "Ratio: times as long as Loglanes, cold; the median of the ratios of each round. Memory in MB"
    " (10^6 bytes): proportional set size, sampled in a run of its own; of the largest process, and"
    " of all processes at one moment; a dash for what was too short to be sampled."
)


def run(bench: Bench) -> Section:
    """The check runs, which are also where memory is watched, and then the timed rounds."""
    log = bench.log()
    checked = check(bench, log)
    playing = [one for one in checked if one.comparable]
    contenders = {one.peer.name: partial(_seconds, one.peer, one.task) for one in playing}
    times = take_turns(contenders, bench.rounds, say)
    scaled = {one.peer.name: _scaled(times[one.peer.name], one, log) for one in playing}
    markdown = "\n\n".join(
        [
            _explained(bench, log),
            _table(playing, scaled, log),
            bars({one.peer.title: scaled[one.peer.name].median for one in playing}, "s"),
            _COLUMNS,
            "\n".join(f"- {one.peer.title}: {one.peer.note}." for one in playing),
            "Before timing, what was counted, beside Loglanes:",
            agreement_table(checked),
        ]
    )
    return Section(
        "Throughput",
        markdown,
        {one.peer.name: _data(one, scaled, log) for one in playing},
        [text for one in checked for text in one.disagreements],
    )


def _explained(bench: Bench, log: Log) -> str:
    return (
        f"{log.lines:,} lines, {log.bytes / 1e6:,.0f} MB, {counted(bench.rounds, 'round')} in"
        " turns, warm page cache. Seconds: median (fastest-slowest)."
    )


def _seconds(peer: Peer, task: Task) -> float:
    return peer.play(task).seconds


def _scaled(times: Times, one: Checked, log: Log) -> Times:
    """Seconds for the whole log, where only a part was played."""
    return Times([seconds * log.bytes / one.log.bytes for seconds in times.seconds])


def _table(playing: list[Checked], times: Mapping[str, Times], log: Log) -> str:
    heads = ["", "seconds", "ratio", "records/s", "MB/s", "largest process", "all processes"]
    base = times[playing[0].peer.name]
    rows = []
    for one in playing:
        taken = times[one.peer.name]
        part = "" if one.log == log else f" ({one.log.lines:,} lines, scaled)"
        rows.append(
            [
                one.peer.title + part,
                spread(taken),
                ratio(taken.ratio(base)),
                f"{log.lines / taken.median:,.0f}",
                f"{log.bytes / 1e6 / taken.median:,.0f}",
                megabytes(one.memory.largest),
                megabytes(one.memory.together),
            ]
        )
    return markdown_table(heads, rows)


def _data(one: Checked, times: Mapping[str, Times], log: Log) -> dict[str, object]:
    taken = times[one.peer.name]
    return {
        "seconds": list(taken.seconds),
        "median_s": taken.median,
        "ratio": taken.ratio(next(iter(times.values()))),
        "records_per_s": log.lines / taken.median,
        "megabytes_per_s": log.bytes / 1e6 / taken.median,
        "lines_played": one.log.lines,
        "largest_process_bytes": one.memory.largest,
        "all_processes_bytes": one.memory.together,
        "agreement": dict(one.agreement.cells) if one.agreement else {},
    }
