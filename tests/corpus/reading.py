"""One file of the corpus as the product reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.errors import NothingParsed
from tests.analyzer.support.files import findings_of
from tests.corpus.facts import differences
from tests.corpus.manifest import Entry, Names

REFUSED = "(refused)"
"""What stands for a format where the file is said to hold no log."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the file was taken for, whether that is right, how much of its records could be parsed
    (0 to 1), and how that differs from what others know of it."""

    entry: Entry
    detected: str
    right: bool
    share: float
    differs: Sequence[str]


def read(entry: Entry, names: Names) -> Reading:
    """With detection, decoding and parsing as a user has them; in one process, which is quicker
    for small files."""
    try:
        report = findings_of(entry.path, engine="serial", sha256=False)
    except NothingParsed:
        return Reading(entry, REFUSED, names.right(entry, REFUSED), 0.0, [])
    detected = report["sources"][0]["format"]
    counts = report["accounting"]
    share = counts["parsed"] / counts["records"] if counts["records"] else 0.0
    right = names.right(entry, detected)
    return Reading(entry, detected, right, share, list(differences(entry, report)))
