"""Byte counts as people write and read them: 64KiB, 16 MiB, 1.5GB."""

import re

from analyzer.errors import UsageError

_UNITS = {
    "": 1, "B": 1,
    "K": 1 << 10, "KIB": 1 << 10, "KB": 10**3,
    "M": 1 << 20, "MIB": 1 << 20, "MB": 10**6,
    "G": 1 << 30, "GIB": 1 << 30, "GB": 10**9,
}  # fmt: skip
_SIZE = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([A-Za-z]*)")
_STEPS = ("B", "KiB", "MiB", "GiB", "TiB")


def parse_size(text: str) -> int:
    """Bytes of ``16MiB`` and the like; UsageError where it is no positive size."""
    match = _SIZE.fullmatch(text.strip())
    unit = _UNITS.get(match[2].upper()) if match else None
    size = int(float(match[1]) * unit) if match and unit else 0
    if size < 1:
        raise UsageError(f"{text!r} is not a size. Write it like 65536, 64KiB or 16MiB.")
    return size


def show_size(size: float) -> str:
    """A byte count in the largest binary unit that leaves at least one."""
    for unit in _STEPS:
        if size < 1024 or unit == _STEPS[-1]:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    raise AssertionError
