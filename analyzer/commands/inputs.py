"""Which files a command reads: paths, patterns, and standard input as ``-``."""

import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from analyzer.errors import UnreadableSource, UsageError
from analyzer.model import Source
from analyzer.source.chunks import open_source

STDIN = "-"
_NAME = "standard input"


@contextmanager
def sources_of(names: Sequence[str]) -> Iterator[list[Source]]:
    """The sources of all names, in order. Standard input is copied to a temporary file first,
    because chunks are read from many places at once."""
    with ExitStack() as stack:
        paths = [
            (stack.enter_context(_spooled()), _NAME) if name == STDIN else (name, None)
            for name in expanded(names)
        ]
        yield [open_source(index, path, name) for index, (path, name) in enumerate(paths)]


def expanded(names: Sequence[str]) -> list[str]:
    """The names with every pattern replaced by the files that it fits, sorted. UnreadableSource for
    a pattern that fits none; UsageError where standard input is named twice."""
    if names.count(STDIN) > 1:
        raise UsageError("Standard input can be read once: name - once.")
    found = []
    for name in names:
        pattern = name != STDIN and glob.has_magic(name) and not os.path.exists(name)
        fitting = sorted(glob.glob(name, recursive=True)) if pattern else [name]
        if not fitting:
            raise UnreadableSource(f"No file fits {name}.")
        found += fitting
    return found


@contextmanager
def _spooled() -> Iterator[str]:
    with tempfile.NamedTemporaryFile(prefix="loglanes-") as file:
        shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
        file.flush()
        yield file.name
