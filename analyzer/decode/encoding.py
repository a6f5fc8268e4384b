"""Which encoding a text is in, and UTF-8 made of the two that a byte-wise reader cannot read."""

import codecs
import re

UTF_8 = "utf-8"
_LATIN_1 = "latin-1"

HEAD_BYTES = 256 << 10
"""So much of a text is looked at."""

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SHARE = 0.7
_LEAST = 8

# A letter of Latin-1 between ASCII letters or at the end of a word, as in European languages: two
# of them in a row are rare there, and the rule in the encodings of East Asia.
_HIGH = re.compile(rb"[\x80-\xff]+")
_LETTER = re.compile(rb"[A-Za-z][\xc0-\xd6\xd8-\xf6\xf8-\xff](?![\x80-\xff])")
_LEAST_LETTERS = 3
_LETTERS_SHARE = 0.9


def encoding_of(head: bytes) -> str:
    """Of the text that begins with ``head``: utf-16-le or utf-16-be, with a mark or by where the
    zeros are; latin-1 where the bytes beyond ASCII are no UTF-8 and nearly all are single letters
    within words; else utf-8."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    return _by_zeros(head[:4096]) or (_LATIN_1 if _is_latin_1(head) else UTF_8)


def _by_zeros(head: bytes) -> str | None:
    """Of a text that is mostly ASCII: every other byte of it is zero in UTF-16."""
    even, odd = head[::2], head[1::2]
    if len(odd) < _LEAST:
        return None
    zeros = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros[1] >= _SHARE and zeros[0] < 1 - _SHARE:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] >= _SHARE and zeros[1] < 1 - _SHARE else None


def _is_latin_1(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder(UTF_8)().decode(head)
    except UnicodeDecodeError:
        runs = _HIGH.findall(head)
        letters = len(_LETTER.findall(head))
        return letters >= max(_LEAST_LETTERS, _LETTERS_SHARE * len(runs))
    return False


class Transcoder:
    """From ``encoding`` to UTF-8, block by block. What the encoding forbids becomes U+FFFD."""

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._plain = encoding == UTF_8
        self._begun = False

    def convert(self, data: bytes, *, end: bool = False) -> bytes:
        """The next block, without the byte order mark; with ``end`` also what was held back."""
        if self._plain:
            return data
        text = self._decoder.decode(data, end)
        if text and not self._begun:
            self._begun, text = True, text.removeprefix("\ufeff")
        return text.encode()
