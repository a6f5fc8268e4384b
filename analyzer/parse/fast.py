"""Which formats have a fast reading."""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Protocol

from analyzer.formats.dialect import Dialect, formats_of
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.logfmt import Logfmt
from analyzer.formats.shapes.w3c import W3c
from analyzer.parse.delimited import DelimitedReader, Layout
from analyzer.parse.fast_block import FastBlock
from analyzer.parse.key_tree import KeyTree
from analyzer.parse.keyed import KeyedReader
from analyzer.parse.timestamps import Clock
from analyzer.parse.typed import Meaning


class FastReader(Protocol):
    """Reads the blocks of one chunk, in order."""

    def read(self, data: bytes) -> Iterator[FastBlock]:
        """``data`` is whole lines; every line is in one of what comes."""
        ...


def reader_for(dialect: Dialect) -> FastReader | None:
    """A fast reading of the dialect's first format, for one chunk; None where it has none."""
    make = _maker(dialect)
    return make() if make else None


@lru_cache(maxsize=64)
def _maker(dialect: Dialect) -> "partial[DelimitedReader] | partial[KeyedReader] | None":
    """Whatever readers of different chunks share is worked out once."""
    format = formats_of(dialect)[0]
    meaning = Meaning(format, Clock(dialect.zone, dialect.latest))
    shape = format.shape.complete_rows if isinstance(format.shape, W3c) else format.shape
    if isinstance(shape, Delimited):
        return partial(DelimitedReader, Layout.of(shape, meaning))
    if type(shape) in (JsonLines, Logfmt) and not format.multiline:
        assert isinstance(shape, JsonLines | Logfmt)
        groups = [one.split("|") for one in shape.required]
        keys = [*shape.roles.values(), shape.others, *groups]
        names = dict.fromkeys(key for some in keys for key in some)
        tree = KeyTree.of(names, paths=isinstance(shape, JsonLines))
        return partial(KeyedReader, shape, tree, meaning)
    return None
