"""What ``from analyzer import ...`` gives, for scripts and notebooks:

from analyzer import analyze

report = analyze("access.log")
report.panel("paths").to_pandas()
report.judge("error_rate > 1%").passed
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from analyzer.errors import UsageError
from analyzer.exports.markdown import markdown_summary
from analyzer.exports.saved import read_report
from analyzer.gate.verdict import Verdict, judge

if TYPE_CHECKING:
    import pandas as pd

    from analyzer.model import Progress, Source

__all__ = ["Panel", "Report", "Verdict", "analyze", "detect"]

Path = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Panel:
    """A table: the top rows of ``rows_total``."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    rows_total: int

    def to_pandas(self) -> pd.DataFrame:
        """A frame with the panel's columns; a ``time`` is a timestamp in UTC."""
        import pandas as pd

        frame = pd.DataFrame(list(self.rows), columns=list(self.columns))
        if "time" in self.columns:
            frame["time"] = pd.to_datetime(frame["time"], utc=True)
        return frame


@dataclass(frozen=True, slots=True)
class Report:
    """What an analysis found. ``json`` is the report as REST and the command line give it."""

    json: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> Report:
        """A report written earlier, as JSON or as single-file HTML; UnreadableSource otherwise."""
        return cls(read_report(os.fspath(path)))

    @property
    def totals(self) -> Mapping[str, Any]:
        """Requests, unique_visitors, bytes_sent, errors, and the times first and last."""
        totals: Mapping[str, Any] = self.json["totals"]
        return totals

    @property
    def panels(self) -> tuple[str, ...]:
        """Names of the panels that this log can answer."""
        return tuple(self.json["panels"])

    def panel(self, name: str) -> Panel:
        """One of them; UsageError naming them all."""
        if name not in self.json["panels"]:
            raise UsageError(f"There is no panel {name!r}. Panels: {', '.join(self.panels)}.")
        panel = self.json["panels"][name]
        return Panel(
            name, panel["title"], tuple(panel["columns"]), panel["rows"], panel["rows_total"]
        )

    def judge(self, *rules: str, baseline: Report | None = None) -> Verdict:
        """Holds it against rules such as ``error_rate > 1%``; UsageError for one that cannot be."""
        return judge(self.json, rules, baseline.json if baseline else None)

    def to_markdown(self) -> str:
        """A summary."""
        return markdown_summary(self.json)

    def write(self, path: Path) -> None:
        """Writes it as JSON, for ``read``."""
        FilePath(path).write_text(json.dumps(self.json, separators=(",", ":")), encoding="utf-8")

    def _repr_markdown_(self) -> str:
        """What a notebook shows."""
        return self.to_markdown()


def analyze(
    paths: Path | Sequence[Path],
    *,
    format: str | None = None,
    timezone: str | None = None,
    redact: str | None = None,
    workers: int | None = None,
    chunk_bytes: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """The report of one or several log files together.

    ``format``, ``workers`` and ``chunk_bytes`` are decided from the files and the machine unless
    given; ``timezone`` (an IANA name) is that of times that name none, UTC unless given;
    ``redact`` masks addresses and secrets, as ``addresses=network,secrets`` does;
    ``on_progress`` hears of each finished chunk. Raises a LoglanesError: UsageError,
    UnreadableSource, NothingParsed or EngineFailed.
    """
    from analyzer.single_thread import stay_single

    stay_single()
    from analyzer.analysis import analyze as analyze_sources
    from analyzer.model import Options
    from analyzer.redact.choice import redaction_named
    from analyzer.report import report_text
    from analyzer.watch import Watch

    watch = Watch(on_progress=on_progress) if on_progress else Watch()
    redaction = redaction_named(redact) if redact else None
    options = Options(workers, chunk_bytes, format, zone=timezone, redaction=redaction)
    return Report(json.loads(report_text(analyze_sources(_sources(paths), options, watch))))


def detect(path: Path) -> dict[str, float]:
    """The formats that read some of a log's records, with the share that each reads, the likeliest
    first. NothingParsed where there is none."""
    from analyzer.formats.detection import detect as detect_source

    found = detect_source(_sources(path)[0])
    return {found.format: found.confidence, **found.others}


def _sources(paths: Path | Sequence[Path]) -> list[Source]:
    from analyzer.source.chunks import open_source

    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    return [open_source(index, os.fspath(path)) for index, path in enumerate(several)]
