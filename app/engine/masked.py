"""Logs of which only the masked copies are kept: what a first run says of them, for the next."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from analyzer.model import Masked, Redacted, Redaction, Report, Source, Unread
from analyzer.store.index import read_index
from app.storage import Storage


@dataclass(frozen=True, slots=True)
class MaskedLogs:
    """The masked logs, and what only the run that masked them could tell."""

    sources: Sequence[Source]
    facts: dict[str, Any]

    def told(self, report: Report) -> Report:
        """A report of these logs, with that."""
        damaged = tuple(Unread(**one) for one in self.facts["damaged"])
        skipped = tuple(Unread(**one) for one in self.facts["skipped"])
        redacted = self.facts["redacted"]
        coverage = report.coverage
        if damaged and coverage.state == "complete":
            coverage = replace(coverage, state="damaged")
        return replace(
            report,
            coverage=coverage,
            damaged=damaged,
            skipped=skipped,
            redacted=Redacted(Redaction(**redacted["wanted"]), Masked(**redacted["masked"])),
        )


def keep_masked(id: str, storage: Storage, report: Report) -> None:
    """From now on these are the logs: what was uploaded is removed. ``report`` is of the run that
    masked them, whose columns lie there."""
    assert report.redacted
    logs = read_index(str(storage.columns(id))).logs
    facts = {
        "sources": [
            {
                "name": one.name,
                "file": log.path.rpartition("/")[2],
                "compression": one.compression,
                "encoding": one.encoding,
            }
            for one, log in zip(report.sources, logs, strict=True)
        ],
        "damaged": [asdict(one) for one in report.damaged],
        "skipped": [asdict(one) for one in report.skipped],
        "redacted": asdict(report.redacted),
    }
    storage.keep_masked(id, facts)


def masked_before(id: str, storage: Storage) -> MaskedLogs | None:
    """What ``keep_masked`` has kept; None where it has not."""
    facts = storage.masked_logs(id)
    if facts is None:
        return None
    sources = []
    for index, one in enumerate(facts["sources"]):
        file = storage.masked_log(id, one["file"])
        known = file.stat()
        sources.append(
            Source(
                index,
                one["name"],
                str(file),
                known.st_size,
                modified=int(known.st_mtime),
                compression=one["compression"],
                encoding=one["encoding"],
            )
        )
    return MaskedLogs(sources, facts)
