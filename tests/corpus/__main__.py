"""``python -m tests.corpus [PART ...]`` prints what is read of each file of the corpus, or of those
whose path contains one of PART, as Markdown."""

import argparse
import sys
from collections.abc import Sequence

from tests.conftest import corpus_folder
from tests.corpus.manifest import entries, names
from tests.corpus.reading import read
from tests.corpus.table import markdown


def main(arguments: Sequence[str] | None = None) -> int:
    """0; 2 where there is no corpus, or no such file in it."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("part", nargs="*", help="of a file's path")
    chosen = parser.parse_args(arguments)
    folder = corpus_folder()
    if not folder.is_dir():
        parser.error(f"there is no folder {folder}; LOGLANES_CORPUS names another one")
    some = [
        entry
        for entry in entries(folder)
        if not chosen.part or any(part in entry.name for part in chosen.part)
    ]
    if not some:
        parser.error("no file has that in its path")
    known = names()
    print(markdown([read(entry, known) for entry in some]), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
