"""The corpus's own list of its files, and what the formats are called there."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NAMES = Path(__file__).with_name("names.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its path within the corpus, what the manifest calls its format, how many lines its
    content has, and what is known of it besides."""

    path: Path
    name: str
    format: str
    lines: int
    truth: str


def entries(corpus: Path) -> Sequence[Entry]:
    """All files, in the manifest's order."""
    with (corpus / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return [
            Entry(
                corpus / row["file"],
                row["file"],
                row["format"],
                int(row["lines"]),
                row["ground_truth"],
            )
            for row in csv.DictReader(file)
        ]


@dataclass(frozen=True, slots=True)
class Names:
    """``formats`` are ours that read what the manifest calls so; ``files`` the same for single
    files, where what is in one is known better."""

    formats: Mapping[str, Sequence[str]]
    files: Mapping[str, Sequence[str]]

    def right(self, entry: Entry, detected: str) -> bool:
        """Whether that is the entry's format; of a wrapped one, the outer or the inner may be."""
        expected = self.files.get(entry.name, self.formats[entry.format])
        return not {detected, *detected.split("/")}.isdisjoint(expected)


def names() -> Names:
    """From the table beside this module."""
    data = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    return Names(data["formats"], data["files"])
