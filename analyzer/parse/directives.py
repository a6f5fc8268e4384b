"""Which header is in force where a chunk begins: that of the last directives before it.

A worker gets its chunks in the order of the file, so it looks only at what lies between the end of
its last chunk and the next one: what other workers read. Each process reads the file at most once,
and only where the format has directives.
"""

from dataclasses import dataclass, replace

from analyzer.formats.dialect import Dialect, formats_of
from analyzer.formats.shapes.w3c import directives, heard
from analyzer.source.reading import Block, read_blocks

_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class _Search:
    """How far the file has been searched as that dialect, and the header in force there."""

    path: str
    dialect: Dialect
    position: int
    header: bytes

    def leads_to(self, path: str, dialect: Dialect, position: int) -> bool:
        """Whether it can go on to there; from the start of a file, it begins anew."""
        return (path, dialect) == (self.path, self.dialect) and 0 < self.position <= position


_latest: list[_Search] = []
"""The last search of this process, once there was one."""


def dialect_at(dialect: Dialect, path: str, position: int) -> Dialect:
    """The dialect with the header in force at ``position``, the start of a chunk of the file.
    OSError and EOFError as ``read_blocks``."""
    mark = formats_of(dialect)[0].header_mark
    if mark is None:
        return dialect
    search = _Search(path, dialect, 0, dialect.header)
    if _latest and _latest[0].leads_to(path, dialect, position):
        search = _latest[0]
    for piece in read_blocks(path, search.position, position):
        if isinstance(piece, Block):
            for _, line in directives_of(piece):
                search.header = heard(search.header, line, mark)
    search.position = position
    _latest[:] = [search]
    return replace(dialect, header=search.header)


def note_header(dialect: Dialect, path: str, position: int, header: bytes) -> None:
    """Notes the header in force where a chunk ends that was read in the dialect: the search goes on
    from there."""
    if formats_of(dialect)[0].header_mark is not None:
        _latest[:] = [_Search(path, dialect, position, header)]


def directives_of(block: Block) -> list[tuple[int, bytes]]:
    """The block's directives: where each begins in its data, and the line."""
    begin = len(_BOM) if block.offset == 0 and block.data.startswith(_BOM) else 0
    return list(directives(block.data, begin))
