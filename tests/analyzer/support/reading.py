"""One line through several formats, as a chunk's lines go through them."""

from collections.abc import Sequence

from analyzer.formats.spec import Format, Sample
from analyzer.parse.fast_block import FastBlock, FastReader


def read_line(formats: Sequence[Format], line: bytes) -> tuple[Format, dict[str, bytes]] | None:
    """The first format that reads it, strictly by any before forgivingly by one, and its raw
    columns that have a value."""
    shapes = [(format, format.shape.read) for format in formats]
    shapes += [(format, format.shape.forgive) for format in formats]
    for format, read in shapes:
        table = read([line])
        if table.rows:
            columns = {name: values[0] for name, values in table.columns.items()}
            return format, {name: value for name, value in columns.items() if value is not None}
    return None


def lines_with_header(sample: Sample) -> list[bytes]:
    """The sample's line, behind its header where it has one."""
    return [sample.line] if sample.header is None else [sample.header, sample.line]


def only_block(reader: FastReader, data: bytes) -> FastBlock:
    """What a fast reading makes of data that is small enough for one."""
    (block,) = reader.read(data)
    return block
