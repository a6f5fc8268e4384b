"""Peak memory of a log and of one several times as long."""

from collections.abc import Mapping

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.memory import Memory
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.base import Peer
from tests.benchmarks.processes import PeerFailed, Played
from tests.benchmarks.table import markdown_table, megabytes


def run(bench: Bench) -> Section:
    """One watched run of every peer on both logs; of ours, process by process."""
    logs = [bench.log(), bench.log(bench.lines * bench.factor)]
    peaks: dict[str, list[Memory]] = {}
    processes: list[dict[str, int]] = []
    # What is only given a part of the log cannot show how it grows with it.
    for peer in (peer for peer in bench.peers if peer.share == 1):
        peaks[peer.title] = []
        for log in logs:
            played = _play(bench, peer, log)
            memory = (played and played.memory) or Memory()
            peaks[peer.title].append(memory)
            say(f"memory: {peer.title}, {log.lines:,} lines: {megabytes(memory.together)} MB")
            if peer is bench.peers[0] and played:
                processes.append(_by_role(played))
    markdown = "\n\n".join(
        [
            _explained(*logs),
            _growth_table(peaks, bench.factor),
            "The processes of Loglanes, cold, each at its own peak:",
            _process_table(processes, bench.factor),
        ]
    )
    data = {
        title: [{"largest_bytes": one.largest, "all_bytes": one.together} for one in both]
        for title, both in peaks.items()
    }
    return Section("Memory", markdown, {"peers": data, "processes": processes})


def _explained(one: Log, two: Log) -> str:
    return (
        f"MB (10^6 bytes), proportional set size, sampled; {one.lines:,} lines"
        f" ({one.bytes / 1e6:,.0f} MB) and {two.lines:,} lines ({two.bytes / 1e6:,.0f} MB)."
        " Growth is of all processes together."
    )


def _play(bench: Bench, peer: Peer, log: Log) -> Played | None:
    try:
        return peer.play(bench.task(log), watched=True)
    except PeerFailed as failure:
        say(f"memory: {peer.title} {failure}")
        return None
    finally:
        # A process that lives on would take the memory of one log along to the next.
        peer.close()


def _by_role(played: Played) -> dict[str, int]:
    """Peaks of our processes by what they are: the report names its workers' process ids."""
    assert played.memory
    lanes = {lane["pid"]: lane["lane"] for lane in ours.report_in(played.output)["timing"]["lanes"]}
    sizes = played.memory.by_process
    roles: dict[str, int] = {}
    for number, (pid, size) in enumerate(sizes.items()):
        # The tree's root is what the first sample begins with; a helper hashes the file.
        role = lanes.get(pid, "helper" if number else "parent")
        roles[role] = max(size, roles.get(role, 0))
    return dict(sorted(roles.items(), key=lambda one: (one[0] != "parent", one[0])))


def _growth_table(peaks: Mapping[str, list[Memory]], factor: int) -> str:
    heads = ["", "largest, 1x", "all, 1x", f"largest, {factor}x", f"all, {factor}x", "growth"]
    rows = []
    for title, (one, two) in peaks.items():
        growth = f"{two.together / one.together:.2f}" if one.together else "-"
        sizes = (one.largest, one.together, two.largest, two.together)
        rows.append([title, *map(megabytes, sizes), growth])
    return markdown_table(heads, rows)


def _process_table(processes: list[dict[str, int]], factor: int) -> str:
    roles = list(dict.fromkeys(role for sizes in processes for role in sizes))
    rows = [[role, *(megabytes(sizes.get(role, 0)) for sizes in processes)] for role in roles]
    return markdown_table(["", "1x", f"{factor}x"][: len(processes) + 1], rows)
