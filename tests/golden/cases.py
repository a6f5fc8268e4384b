"""Every sample log is a case: its report, made small enough to read, is kept beside this module."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analyzer.analysis import analyze
from analyzer.model import Options
from analyzer.report import report_json
from analyzer.source.chunks import open_source

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_logs"
GOLDENS = Path(__file__).parent
MODIFIED = 1_774_000_000
"""When all samples were last written, as far as they can tell (20 March 2026): dates that name no
year depend on it."""

_ROWS = 3


@dataclass(frozen=True, slots=True)
class Case:
    """A sample log of a format, and the file that says what is found in it."""

    format: str
    log: Path
    golden: Path

    def expected(self) -> dict[str, Any]:
        """What the golden says; empty where there is none yet."""
        return dict(json.loads(self.golden.read_text())) if self.golden.is_file() else {}

    def update(self) -> None:
        """Writes what is found now."""
        self.golden.parent.mkdir(exist_ok=True)
        self.golden.write_text(as_text(digest(findings(self.log))), encoding="utf-8")


def cases() -> dict[str, Case]:
    """All of them by name: the format is that of the sample's folder."""
    return {
        f"{log.parent.name}/{log.stem}": Case(
            log.parent.name, log, GOLDENS / log.parent.name / f"{log.stem}.json"
        )
        for log in sorted(SAMPLES.glob("*/*.log"))
    }


def findings(log: Path, **options: Any) -> dict[str, Any]:
    """The report of the log without its timing."""
    source = replace(open_source(0, str(log)), modified=MODIFIED)
    report = analyze([source], Options(engine="serial", **options))
    found: dict[str, Any] = json.loads(json.dumps(report_json(report)))
    del found["timing"]
    return found


def digest(found: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a report that tell whether a format is read right."""
    (source,) = found["sources"]
    return {
        "format": source["format"],
        "confidence": round(source["confidence"], 3),
        "accounting": found["accounting"],
        "totals": found["totals"],
        "rejects": {reject["reason"]: reject["count"] for reject in found["rejects"]},
        "panels": {name: panel["rows"][:_ROWS] for name, panel in found["panels"].items()},
    }


def as_text(golden: Mapping[str, Any]) -> str:
    """JSON with each panel's row on a line of its own."""
    parts = [
        f" {_line(name)}: {_panels(value) if name == 'panels' else _line(value)}"
        for name, value in golden.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _panels(panels: Mapping[str, list[Any]]) -> str:
    parts = [f"  {_line(name)}: {_rows(rows)}" for name, rows in panels.items()]
    return "{\n" + ",\n".join(parts) + "\n }"


def _rows(rows: list[Any]) -> str:
    return "[\n" + ",\n".join(f"   {_line(row)}" for row in rows) + "\n  ]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)
