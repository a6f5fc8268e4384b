"""Which files a decoder must read before anyone can look for lines in them."""

from analyzer.decode.encoding import HEAD_BYTES, UTF_8, encoding_of
from analyzer.decode.signatures import kind_of
from analyzer.model import Source


def must_be_decoded(source: Source) -> bool:
    """Whether the file is compressed, an archive, or in an encoding that is not read as it is."""
    with open(source.path, "rb") as file:
        head = file.read(HEAD_BYTES)
    return kind_of(head) is not None or encoding_of(head) != UTF_8
