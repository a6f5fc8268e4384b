"""Logs packed in every way that is read."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping

from backports import zstd

Pack = Callable[[bytes], bytes]


def tarred(members: Mapping[str, bytes]) -> bytes:
    """A tar of these files."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return file.getvalue()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def in_members(pack: Pack, size: int) -> Pack:
    """Concatenated members of ``size`` bytes each, as bgzip and parallel compressors make."""

    def packed(data: bytes) -> bytes:
        return b"".join(pack(data[at : at + size]) for at in range(0, len(data), size))

    return packed


COMPRESSIONS: dict[str, Pack] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstd.compress,
}
PACKINGS: dict[str, Pack] = {
    **COMPRESSIONS,
    "gzip of many members": in_members(gzip.compress, 777),
    "gzip padded with zeros": lambda data: gzip.compress(data) + bytes(512),
    "bzip2 of many members": in_members(bz2.compress, 5000),
    "xz of many members": in_members(lzma.compress, 5000),
    "zstd of many frames": in_members(zstd.compress, 777),
    "tar": lambda data: tarred({"logs/some.log": data}),
    "tar.gz": lambda data: gzip.compress(tarred({"some.log": data})),
    "tar.xz": lambda data: lzma.compress(tarred({"some.log": data})),
    "tar.zst": lambda data: zstd.compress(tarred({"some.log": data})),
    "tar of gzip": lambda data: tarred({"some.log.gz": gzip.compress(data)}),
    "zip": lambda data: zipped({"some.log": data}),
    "zip, stored": lambda data: zipped({"some.log": data}, zipfile.ZIP_STORED),
    "zip, lzma": lambda data: zipped({"some.log": data}, zipfile.ZIP_LZMA),
    "zip of zstd": lambda data: zipped({"some.log.zst": zstd.compress(data)}),
}
