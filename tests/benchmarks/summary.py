"""The bars that were set, beside what this run measured: the table that a README shows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.bench import Section
from tests.benchmarks.table import markdown_table

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """``value`` reads a figure from the data of all sections; KeyError where it was not measured.
    ``least`` says whether larger is better."""

    what: str
    limit: float
    unit: str
    value: Callable[[Data], float]
    least: bool = False

    def row(self, data: Data) -> list[str] | None:
        """What, bar, measured, reached or not; None where it was not measured."""
        try:
            found = self.value(data)
        except KeyError:
            return None
        reached = found >= self.limit if self.least else found <= self.limit
        sign = "\u2265" if self.least else "\u2264"
        return [
            self.what,
            f"{sign} {self.limit:g} {self.unit}".strip(),
            f"{_figure(found)} {self.unit}".strip(),
            "yes" if reached else "**no**",
        ]


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _faster(peer: str, ours: str) -> Callable[[Data], float]:
    """How many times as long as ours a peer takes, from medians of one run."""
    return lambda data: data["throughput"][peer]["median_s"] / data["throughput"][ours]["median_s"]


def _median(section: str, name: str) -> Callable[[Data], float]:
    return lambda data: sorted(data[section]["seconds"][name])[
        len(data[section]["seconds"][name]) // 2
    ]


def _most_memory(sparing: bool) -> Callable[[Data], float]:
    def most(data: Data) -> float:
        return max(
            one["all_processes_bytes"] / 1e6
            for name, one in data["kinds"].items()
            if name != "growth" and ("--low-memory" in name) is sparing
        )

    return most


BARS = (
    Bar("GoAccess beside us, warm", 32, "times our time", _faster("goaccess", "ours-warm"), True),
    Bar("GoAccess beside us, cold", 16, "times our time", _faster("goaccess", "ours"), True),
    Bar("DuckDB beside us, warm", 1, "times our time", _faster("duckdb", "ours-warm"), True),
    Bar(
        "pandas, one core, beside us, warm",
        8,
        "times our time",
        _faster("pandas", "ours-warm"),
        True,
    ),
    Bar("ten times the lines: time", 10.5, "times", lambda data: data["kinds"]["growth"]["time"]),
    Bar("ten times the lines: memory", 1.15, "times", lambda d: d["kinds"]["growth"]["memory"]),
    Bar("peak memory, all processes, any log", 1200, "MB", _most_memory(sparing=False)),
    Bar("the same with --low-memory", 600, "MB", _most_memory(sparing=True)),
    Bar(
        "2 workers against 1", 1.85, "times", lambda d: d["scaling"]["speed_up"]["2 workers"], True
    ),
    Bar("first paint, cold", 1.5, "s", _median("page", "cold")),
    Bar("first paint, warm", 0.7, "s", _median("page", "warm")),
    Bar("report JSON", 300, "kB", lambda data: data["page"]["bytes"]["report JSON"] / 1e3),
    Bar("1 MB from a cold command line", 0.8, "s", _median("start", "Loglanes")),
    Bar(
        "what-if, 1 worker: off by", 10, "%", lambda d: abs(d["scaling"]["prediction_error"]) * 100
    ),
)


def summary(sections: Mapping[str, Section]) -> str:
    """Of what was measured; nothing where no bar was."""
    data = {name: section.data for name, section in sections.items()}
    rows = [row for bar in BARS if (row := bar.row(data))]
    if not rows:
        return ""
    table = markdown_table(["what", "bar", "measured", "reached"], rows)
    return "\n\n".join(["## Bars", table, *_ceiling(data)])


def _ceiling(data: Data) -> Iterator[str]:
    """What a second worker can bring at best on this machine."""
    if "ceiling" in data:
        loops = data["ceiling"]["speed_up"].items()
        best = ", ".join(f"{speed_up:.2f} for {loop}" for loop, speed_up in loops)
        yield f"Copies of a loop that share nothing reach a speed-up of {best} on this machine."
