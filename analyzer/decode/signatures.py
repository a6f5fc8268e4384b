"""What bytes are, by their first ones. Names are never asked: they lie.

The marks are those of RFC 1952 (gzip), RFC 8878 (zstd), the xz file format 1.1, APPNOTE.TXT (zip)
and POSIX ustar; bzip2 has no specification but its program.
"""

import tarfile

GZIP, ZSTD, BZIP2, XZ, ZIP, TAR = "gzip", "zstd", "bzip2", "xz", "zip", "tar"

HEAD_BYTES = tarfile.BLOCKSIZE
"""So many bytes tell."""

_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")
_ZSTD_SKIPPABLE = range(0x184D2A50, 0x184D2A60)


def kind_of(head: bytes) -> str | None:
    """One of the six; None for anything else, which is a log or nothing for us."""
    if head.startswith(b"\x1f\x8b"):
        return GZIP
    if head.startswith(b"\xfd7zXZ\x00"):
        return XZ
    if head.startswith(b"BZh") and head[4:10] in _BZIP2_BLOCKS:
        return BZIP2
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith(b"(\xb5/\xfd") or _is_skippable_frame(head):
        return ZSTD
    return TAR if _is_tar_header(head) else None


def _is_skippable_frame(head: bytes) -> bool:
    return len(head) >= 8 and int.from_bytes(head[:4], "little") in _ZSTD_SKIPPABLE


def _is_tar_header(head: bytes) -> bool:
    """A block whose checksum is right; old tars carry no other mark."""
    if len(head) < tarfile.BLOCKSIZE or not head[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True
