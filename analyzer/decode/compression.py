"""Compressed streams: gzip (bgzip too), zstd, bzip2, xz; of any number of members in a row."""

import bz2
import lzma
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol

from backports import zstd
from zlib_ng import zlib_ng

from analyzer.decode.faults import Damaged
from analyzer.decode.limits import Budget
from analyzer.decode.signatures import BZIP2, GZIP, HEAD_BYTES, XZ, ZSTD, kind_of
from analyzer.decode.stream import Stream

_READ_BYTES = 128 << 10
"""What is left of a block when a member ends is copied; members of bgzip are 64 KiB."""

_WIDEST_ZSTD_WINDOW = 27
"""Power of two: 128 MiB, what ``zstd`` itself decodes without being asked to."""

_XZ_MEMORY = 256 << 20

_GZIP_ERROR: Any = zlib_ng.error


class _Decompressor(Protocol):
    """The interface of the standard library's decompressors."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib-ng as such a decompressor. Where the data turns out to be damaged, it still gives every
    byte before the fault."""

    def __init__(self) -> None:
        self._engine: Any = zlib_ng.decompressobj(wbits=31)
        self._fault: Exception | None = None
        self._full = False

    @property
    def eof(self) -> bool:
        return bool(self._engine.eof)

    @property
    def needs_input(self) -> bool:
        return not (self._engine.unconsumed_tail or self._full or self._fault)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._engine.unused_data)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if self._fault is not None:
            raise self._fault
        before = self._engine.copy()  # 50 KB: nothing beside a decoded megabyte
        data = data or self._engine.unconsumed_tail
        try:
            out = bytes(self._engine.decompress(data, max_length))
        except _GZIP_ERROR as fault:
            self._fault = fault
            return _before_the_fault(before, data, max_length)
        self._full = len(out) == max_length  # more may wait inside, though all input is taken
        return out


def _before_the_fault(engine: Any, data: bytes, size: int) -> bytes:
    """All that ``engine`` makes of ``data`` before it fails: found by ever smaller steps of its
    output, and in the end byte by byte of its input, as a call that fails gives nothing."""
    found = []
    while size:
        attempt = engine.copy()
        try:
            found.append(attempt.decompress(data, size))
        except _GZIP_ERROR:
            size //= 2
        else:
            engine, data = attempt, attempt.unconsumed_tail
    with suppress(_GZIP_ERROR):
        for at in range(len(data)):
            found.append(engine.decompress(data[at : at + 1]))
    return b"".join(found)


def _zstd() -> _Decompressor:
    widest: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WIDEST_ZSTD_WINDOW}
    return zstd.ZstdDecompressor(options=widest)


_DECOMPRESSORS: Mapping[str, Callable[[], _Decompressor]] = {
    GZIP: _Gzip,
    ZSTD: _zstd,
    BZIP2: bz2.BZ2Decompressor,
    XZ: lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
}
_ERRORS = (_GZIP_ERROR, zstd.ZstdError, lzma.LZMAError, OSError, EOFError, ValueError)
"""OSError and ValueError are what bz2 says of bad data."""


class Decompressed:
    """What a compressed stream holds. Damaged where the data ends too early or is wrong; members
    before the fault and, of gzip, every byte before it have been read by then. Of the others the
    last block read before the fault may be missing, at most 1 MiB."""

    def __init__(self, stream: Stream, kind: str, budget: Budget) -> None:
        self._stream, self._kind, self._budget = stream, kind, budget
        self._engine = _DECOMPRESSORS[kind]()
        self._pending = b""
        self._out = 0

    def read(self, size: int) -> bytes:
        """See ``Stream``."""
        while True:
            if self._engine.eof and not self._next_member():
                return b""
            data = self._decompress(self._input(), size)
            if data:
                self._out += len(data)
                self._budget.check(self._out)
                return data

    def _input(self) -> bytes:
        if not self._engine.needs_input:
            return b""
        data, self._pending = self._pending or self._stream.read(_READ_BYTES), b""
        if not data:
            raise Damaged(
                f"its {self._kind} data breaks off after {self._out:,} decoded bytes: the file is"
                " incomplete"
            )
        return data

    def _decompress(self, data: bytes, size: int) -> bytes:
        try:
            return self._engine.decompress(data, size)
        except _ERRORS as error:
            raise Damaged(
                f"its {self._kind} data is damaged after {self._out:,} decoded bytes ({error})"
            ) from None

    def _next_member(self) -> bool:
        """Whether another member follows. Zeros may: tapes and xz pad with them."""
        rest = self._engine.unused_data or self._pending
        while not (rest := rest.lstrip(b"\0")):
            rest = self._stream.read(_READ_BYTES)
            if not rest:
                return False
        while len(rest) < HEAD_BYTES and (more := self._stream.read(_READ_BYTES)):
            rest += more
        if kind_of(rest) != self._kind:
            raise Damaged(
                f"after the end of its {self._kind} data, at {self._out:,} decoded bytes, come"
                f" bytes that are no {self._kind}; they were not read"
            )
        self._engine, self._pending = _DECOMPRESSORS[self._kind](), rest
        return True
