"""How much of the corpus is detected right, without its long logs: ``python -m tests.corpus`` reads
them, too."""

from pathlib import Path

from analyzer.formats.loader import formats
from tests.corpus.manifest import entries, names
from tests.corpus.reading import REFUSED, read
from tests.corpus.table import share_right, summary

MOST_LINES = 1_000
RIGHT = 0.97


def test_nearly_all_files_are_detected_as_what_the_manifest_says(corpus: Path) -> None:
    known = names()
    readings = [read(entry, known) for entry in entries(corpus) if entry.lines <= MOST_LINES]
    wrong = [f"{one.entry.name} as {one.detected}" for one in readings if not one.right]
    assert len(readings) > 170
    assert share_right(readings) >= RIGHT, f"{summary(readings)} Not {', '.join(wrong)}"


def test_each_name_of_the_manifest_stands_for_formats_that_there_are(corpus: Path) -> None:
    known = names()
    files = entries(corpus)
    assert {entry.format for entry in files} == set(known.formats)
    assert set(known.files) <= {entry.name for entry in files}
    named = {name for some in (known.formats, known.files) for one in some.values() for name in one}
    assert named - set(formats()) == {REFUSED}
