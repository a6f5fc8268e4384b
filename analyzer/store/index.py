"""What a folder of chunk files holds together: written when the run has ended."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from analyzer.store.chunk_file import records_file, rejects_file

INDEX = "index.json"
"""The file's name."""


@dataclass(frozen=True, slots=True)
class LogFile:
    """A source: its name, where its bytes lie, how many, whether its records may have several
    lines, and the zone that its times were written in: "" where that is not one, or not known; None
    where there are no times."""

    name: str
    path: str
    size: int
    multiline: bool
    zone: str | None = ""


@dataclass(frozen=True, slots=True)
class Index:
    """The sources, and the byte ranges (source, start, end) that have files, in order."""

    logs: Sequence[LogFile]
    ranges: Sequence[tuple[int, int, int]]


def write_index(folder: str, index: Index) -> None:
    """Writes it, and removes the files of other ranges: those of a plan that was given up. Paths
    are kept relative to the folder, so that both can be moved."""
    kept = {str(name(folder, *range)) for range in index.ranges for name in _FILES}
    for file in Path(folder).glob("*.arrow*"):
        if str(file) not in kept:
            file.unlink()
    logs = [{**asdict(log), "path": os.path.relpath(log.path, folder)} for log in index.logs]
    draft = Path(folder) / f"{INDEX}.draft"
    draft.write_text(json.dumps({"logs": logs, "ranges": index.ranges}), encoding="utf-8")
    draft.replace(Path(folder) / INDEX)


_FILES = (records_file, rejects_file)


def read_index(folder: str) -> Index:
    """The index of a folder; FileNotFoundError where no run has ended there."""
    content = json.loads((Path(folder) / INDEX).read_text(encoding="utf-8"))
    logs = [
        LogFile(**{**log, "path": os.path.normpath(os.path.join(folder, log["path"]))})
        for log in content["logs"]
    ]
    return Index(logs, [(source, start, end) for source, start, end in content["ranges"]])
