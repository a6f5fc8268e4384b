"""The command line: runs benchmarks and prints what they measured as Markdown."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.chart import ratio_chart
from tests.benchmarks.machine import load, machine_line
from tests.benchmarks.peers import all_peers
from tests.benchmarks.peers.base import Peer
from tests.benchmarks.processes import PeerFailed
from tests.benchmarks.registry import BENCHMARKS
from tests.benchmarks.summary import summary


@dataclass(frozen=True, slots=True)
class Results:
    """All sections, and what is said above them."""

    machine: str
    missing: dict[str, str]
    sections: dict[str, Section]

    def markdown(self) -> str:
        """The whole page."""
        parts = ["# Benchmarks", self.machine]
        parts += [text for text in [summary(self.sections)] if text]
        parts += [f"Not measured: {title}: {why}." for title, why in self.missing.items()]
        for section in self.sections.values():
            parts += [f"## {section.title}", section.markdown]
            parts += [f"**Totals disagree**: {text}" for text in section.disagreements]
        return "\n\n".join(parts) + "\n"

    def chart(self) -> str:
        """How many times as long as ours, cold, everyone takes: SVG; empty without throughput."""
        if "throughput" not in self.sections:
            return ""
        titles = {peer.name: peer.title for peer in all_peers().values()}
        data = self.sections["throughput"].data
        ratios = {titles[name]: one["ratio"] for name, one in data.items()}
        return ratio_chart("Time beside Loglanes, cold", ratios)

    def json(self) -> str:
        """The figures behind it; seconds and bytes."""
        data = {name: section.data for name, section in self.sections.items()}
        return json.dumps({"machine": self.machine, "missing": self.missing, **data}, indent=1)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 however fast it was; 1 where a peer's totals are not ours, ours failed or it was
    interrupted; 2 for wrong usage."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="loglanes-bench-") as folder:
        logs = (chosen.keep or Path(folder)).resolve()
        try:
            logs.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            parser.error(f"argument --keep: {logs}: {error.strerror}")
        results = _run(chosen, logs, Path(folder).resolve())
    if results is None:
        return 1
    print(results.markdown(), end="")
    if chosen.markdown:
        chosen.markdown.write_text(results.markdown(), encoding="utf-8")
    if chosen.chart:
        chosen.chart.write_text(results.chart(), encoding="utf-8")
    if chosen.json:
        chosen.json.write_text(results.json(), encoding="utf-8")
    return int(any(section.disagreements for section in results.sections.values()))


def _run(chosen: argparse.Namespace, logs: Path, scratch: Path) -> Results | None:
    known = all_peers()
    # Ours is always among them: the others are checked against it and compared with it.
    wanted = [peer for name, peer in known.items() if name == "ours" or name in chosen.peers]
    missing = {peer.title: why for peer in wanted if (why := peer.missing())}
    peers = [peer for peer in wanted if peer.title not in missing]
    bench = Bench(chosen.lines, chosen.rounds, chosen.workers, chosen.factor, peers, logs, scratch)
    machine = f"{machine_line(_versions(peers))}. Load {load():.1f} at the start"
    sections = {}
    try:
        for name in (name for name in BENCHMARKS if name in chosen.only):
            say(f"{name}:")
            sections[name] = BENCHMARKS[name](bench)
    except PeerFailed as failure:
        say(f"A run that was needed {failure}")
        return None
    except KeyboardInterrupt:
        say("Interrupted.")
        return None
    finally:
        for peer in peers:
            peer.close()
    return Results(f"{machine}, {load():.1f} at the end.", missing, sections)


def _versions(peers: Sequence[Peer]) -> list[str]:
    return [version for peer in peers if (version := peer.version())]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    add = parser.add_argument
    known = list(all_peers())
    add("--lines", type=_at_least(10_000), default=2_000_000, help="of the log (%(default)s)")
    add("--rounds", type=_at_least(1), default=5, help="timed runs of each (%(default)s)")
    add("--workers", type=_at_least(1), default=2, help="ours, and threads of others (2)")
    add("--factor", type=_at_least(2), default=2, help="of the memory benchmark's longer log (2)")
    add("--only", nargs="+", choices=list(BENCHMARKS), default=list(BENCHMARKS), metavar="NAME",
        help=f"which benchmarks: {', '.join(BENCHMARKS)}")  # fmt: skip
    add("--peers", nargs="+", choices=known, default=known, metavar="NAME",
        help=f"compared with ours, which always runs: {', '.join(known)}")  # fmt: skip
    add("--keep", type=Path, metavar="DIR", help="where logs stay, to be used again")
    add("--markdown", type=Path, metavar="FILE", help="also write the tables there")
    add("--chart", type=Path, metavar="FILE", help="also draw the ratios there, as SVG")
    add("--json", type=Path, metavar="FILE", help="also write the figures there")
    return parser


def _at_least(least: int) -> Callable[[str], int]:
    """A reader of whole numbers, for argparse."""

    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise argparse.ArgumentTypeError(f"{text} is less than {least}")
        return number

    read.__name__ = "whole number"  # what argparse calls the type in "invalid ... value"
    return read


if __name__ == "__main__":
    sys.exit(main())
