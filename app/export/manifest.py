"""What a report was made of and by: enough to tell whether another one is of the same bytes."""

from datetime import UTC, datetime
from typing import Any

from analyzer import __version__
from analyzer.redact.choice import redaction_said
from analyzer.views.filtered import view_said
from app.charts import numbers
from app.charts.labels import visible
from app.charts.panel import Report


def manifest(report: Report, written: datetime) -> dict[str, Any]:
    """Version, time, sources with hash, size, format and confidence, settings, and the chunk map;
    as JSON. The report holds the rest."""
    timing = report["timing"]
    return {
        "loglanes": __version__,
        "schema": report["schema"],
        "written": written.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sources": report["sources"],
        "redacted": report.get("redacted"),
        "view": report.get("view"),
        "settings": {key: timing[key] for key in ("workers", "engine", "chunk_bytes", "cores")},
        "chunks": [
            {key: chunk[key] for key in ("chunk", "source", "start", "end", "records")}
            for chunk in timing["chunks"]
        ],
    }


def rows(manifest: dict[str, Any]) -> list[tuple[str, str]]:
    """The manifest in words, chunks aside."""
    settings = manifest["settings"]
    found = [
        ("written", f"{manifest['written']} by Loglanes {manifest['loglanes']}"),
        ("workers", f"{settings['workers']} on {settings['cores']} processors"),
        ("engine", str(settings["engine"])),
        ("chunk size", f"{numbers.exact(settings['chunk_bytes'])} bytes"),
        ("chunks", numbers.exact(len(manifest["chunks"]))),
    ]
    if said := view_said(manifest):
        found.append(("view", visible(said)))
    if said := redaction_said(manifest):
        found.append(("redacted", said))
    for source in manifest["sources"]:
        read = f"{source['format']}, {numbers.percent(source['confidence'])} of the sample"
        found.append((visible(source["name"]), f"{numbers.exact(source['bytes'])} bytes, {read}"))
        found.append(("SHA-256", source["sha256"]))
    return found
