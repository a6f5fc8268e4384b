"""Members of tar and zip archives as streams. Their names are data, never paths: nothing is ever
made, opened or followed by one."""

import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import IO, Any

from analyzer.decode.faults import Damaged, Refused
from analyzer.decode.limits import Budget
from analyzer.decode.stream import Stream
from analyzer.source.rotation import time_order

_TAR_BLOCK = 1 << 20
_WRONG_HEADERS: tuple[type[Exception], ...] = (
    tarfile.InvalidHeaderError,  # type: ignore[attr-defined]
    tarfile.TruncatedHeaderError,  # type: ignore[attr-defined]
)


@dataclass(frozen=True, slots=True)
class Member:
    """One entry: its name as the archive has it, when it was last modified (seconds since 1970, 0
    where that is not known), and its bytes, or why there are none."""

    name: str
    modified: int
    content: Stream | Refused


def check_number(number: int, budget: Budget) -> None:
    """Damaged where an archive has more entries than the limit."""
    if number > budget.limits.members:
        raise Damaged(
            f"only its first {budget.limits.members:,} entries were read, the limit for one archive"
            " (max-members)"
        )


def tar_members(stream: Stream, budget: Budget) -> Iterator[Member]:
    """The members of a tar, in its order, each to be read before the next is asked for. Damaged
    after the last good one where the tar breaks off or is damaged."""
    tape = _Tape(stream)
    file: Any = tape
    try:
        with tarfile.open(fileobj=file, mode="r|", bufsize=_TAR_BLOCK, tarinfo=_StrictInfo) as tar:
            for number, info in enumerate(tar, 1):
                check_number(number, budget)
                if not info.isdir():
                    yield Member(
                        info.name, max(int(info.mtime), 0), _tar_content(tar, info, tape, budget)
                    )
    except tarfile.TarError as error:
        raise tape.fault or Damaged(f"the tar archive is damaged ({error})") from None
    if tape.fault:
        raise tape.fault


class _StrictInfo(tarfile.TarInfo):
    """A header that is wrong is an error; tarfile alone takes it for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> "_StrictInfo":
        try:
            return super().fromtarfile(tar)
        except _WRONG_HEADERS as error:
            raise tarfile.ReadError(str(error)) from None


class _Tape:
    """The stream as a file for tarfile. Where it is damaged the tape ends, so that tarfile hands
    over what came before."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.fault: Damaged | None = None

    def read(self, size: int) -> bytes:
        if self.fault:
            return b""
        try:
            return self._stream.read(size)
        except Damaged as fault:
            self.fault = fault
            return b""


def _tar_content(
    tar: tarfile.TarFile, info: tarfile.TarInfo, tape: _Tape, budget: Budget
) -> Stream | Refused:
    if info.issym() or info.islnk():
        return Refused(f"it is a link (to {info.linkname[:200]!r}), and links are not followed")
    if not info.isfile():
        return Refused("it is a device or a pipe, not a file")
    if info.issparse():
        content = tar.extractfile(info)
        assert content is not None
        return _Sparse(content, budget)
    return _TarFile(tar.fileobj, info, tape)


class _TarFile:
    """Reads a member where it lies: tarfile's own reader throws away what it got before a fault."""

    def __init__(self, tar: Any, info: tarfile.TarInfo, tape: _Tape) -> None:
        self._tar, self._tape = tar, tape
        self._at, self._end = info.offset_data, info.offset_data + info.size

    def read(self, size: int) -> bytes:
        """See ``Stream``."""
        if self._at == self._end:
            return b""
        self._tar.seek(self._at)
        data: bytes = self._tar.read(min(size, self._end - self._at))
        if not data:
            raise self._tape.fault or Damaged(
                f"the tar archive ends {self._end - self._at:,} bytes before the end of this member"
            )
        self._at += len(data)
        return data


class _Sparse:
    """A member with holes, which cost nothing in the archive: so they count for the limits."""

    def __init__(self, content: IO[bytes], budget: Budget) -> None:
        self._content, self._budget, self._out = content, budget, 0

    def read(self, size: int) -> bytes:
        """See ``Stream``."""
        data = self._content.read(size)
        self._out += len(data)
        self._budget.check(self._out)
        return data


def zip_members(file: IO[bytes], budget: Budget) -> Iterator[Member]:
    """The members of a zip, rotated logs in the order of time. Damaged where its directory cannot
    be read, or says that members share bytes, as those of a zip bomb do."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Damaged(
            f"the zip archive has no readable directory at its end ({error}): it is incomplete or"
            " damaged, and nothing of it was read"
        ) from None
    with archive:
        entries = archive.infolist()
        _refuse_overlaps(entries)
        files = [info for info in entries if not info.is_dir()]
        order = time_order([info.filename for info in files])
        for number, index in enumerate(order, 1):
            check_number(number, budget)
            info = files[index]
            yield Member(info.filename, _modified(info), _zip_content(archive, info, budget))


def _refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    places = sorted(entries, key=lambda info: info.header_offset)
    for one, next_one in pairwise(places):
        if one.header_offset + one.compress_size >= next_one.header_offset:
            raise Damaged(
                f"the zip archive's members {one.filename[:200]!r} and"
                f" {next_one.filename[:200]!r} overlap, as those of a zip bomb do; nothing of it"
                " was read"
            )


def _modified(info: zipfile.ZipInfo) -> int:
    """A zip does not say in which zone; an hour here or there does not matter."""
    try:
        return max(int(datetime(*info.date_time, tzinfo=UTC).timestamp()), 0)
    except ValueError:
        return 0


def _zip_content(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget
) -> Stream | Refused:
    if info.flag_bits & 1:
        return Refused("it is encrypted. Unpack the archive first")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Refused("it is a link, and links are not followed")
    try:
        return _ZipFile(archive.open(info), info, budget)
    except NotImplementedError:
        return Refused(f"its compression method {info.compress_type} is not known here")
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        return Refused(f"its header in the zip archive is damaged ({error})")


class _ZipFile:
    """A member under zipfile's own check of its CRC-32."""

    def __init__(self, content: IO[bytes], info: zipfile.ZipInfo, budget: Budget) -> None:
        self._content, self._budget = content, budget
        self._whole, self._out = info.file_size, 0

    def read(self, size: int) -> bytes:
        """See ``Stream``."""
        try:
            data = self._content.read(size)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError) as error:
            raise Damaged(
                f"it is damaged in the zip archive: {self._out:,} of {self._whole:,} bytes could be"
                f" read ({error})"
            ) from None
        self._out += len(data)
        self._budget.check(self._out)
        return data
