"""Figures of this server in Prometheus's text format, version 0.0.4:
https://prometheus.io/docs/instrumenting/exposition_formats/."""

import shutil
from collections import Counter
from collections.abc import Iterator

from analyzer import __version__
from app.services.analyses import Analyses

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_STATES = ("queued", "running", "done", "failed", "cancelled")

Sample = tuple[str, float]


def metrics_text(analyses: Analyses) -> str:
    """All of them."""
    return "".join(_lines(analyses))


def _lines(analyses: Analyses) -> Iterator[str]:
    stored = analyses.list()
    states = Counter(one.state for one in stored)
    done = [one for one in stored if one.state == "done"]
    disk = shutil.disk_usage(analyses.storage.root)
    yield from _gauge("info", "The version.", [(f'{{version="{__version__}"}}', 1)])
    yield from _gauge(
        "analyses",
        "Stored analyses by state.",
        [(f'{{state="{state}"}}', states[state]) for state in _STATES],
    )
    arriving = sum(bool(one.arriving) for one in stored)
    yield from _gauge("uploads_arriving", "Uploads under way.", [("", arriving)])
    yield from _gauge(
        "stored_log_bytes", "Bytes of all stored logs.", [("", sum(one.bytes for one in stored))]
    )
    yield from _gauge(
        "stored_records",
        "Records of all finished analyses.",
        [("", sum(one.records or 0 for one in done))],
    )
    yield from _gauge("disk_free_bytes", "Free on the data directory's disk.", [("", disk.free)])
    up = analyses.engine.answers()
    yield from _gauge("engine_up", "1 where the engine answers, else 0.", [("", up)])


def _gauge(name: str, help: str, samples: list[Sample]) -> Iterator[str]:
    yield f"# HELP loglanes_{name} {help}\n# TYPE loglanes_{name} gauge\n"
    for labels, value in samples:
        yield f"loglanes_{name}{labels} {value:d}\n"
