"""How far a run is: a bar and the lanes of its workers on a terminal, plain lines in a pipe."""

import shutil
import time
from collections import Counter
from typing import Protocol

from analyzer.commands.console import Console
from analyzer.model import Progress
from analyzer.sizes import show_size

_EVERY_SECONDS = 1.0
_REDRAW_SECONDS = 0.05
_SHORTEST_BAR, _LONGEST_BAR = 10, 60
_NARROW = 62
"""Columns that the text beside a bar takes."""
_MOST_LANES = 16


class ProgressView(Protocol):
    """Shows progress as it comes."""

    def show(self, progress: Progress) -> None:
        """After each chunk."""


def progress_view(console: Console) -> ProgressView:
    """The one that suits standard error. A line that a narrow terminal breaks cannot be drawn
    over."""
    wide = shutil.get_terminal_size().columns >= _NARROW + _SHORTEST_BAR
    return Lanes(console) if console.err.isatty() and wide else Lines(console)


def _summary(progress: Progress) -> str:
    share = progress.bytes_done / progress.bytes_total
    done, total = show_size(progress.bytes_done), show_size(progress.bytes_total)
    rate = progress.records / max(progress.elapsed_s, 1e-9)
    return f"{share:6.1%}  {done} of {total}, {rate:,.0f} records/s"


class Lines:
    """A line a second at most, and one at the end."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._due = time.monotonic() + _EVERY_SECONDS

    def show(self, progress: Progress) -> None:
        """After each chunk."""
        over = progress.bytes_done == progress.bytes_total
        if over or time.monotonic() >= self._due:
            self._due = time.monotonic() + _EVERY_SECONDS
            self._console.say(_summary(progress))


class Lanes:
    """A bar for the whole, and a lane for each worker as long as its part of what is done."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bytes: Counter[str] = Counter()
        self._chunks: Counter[str] = Counter()
        self._drawn = 0
        self._due = 0.0

    def show(self, progress: Progress) -> None:
        """After each chunk."""
        self._bytes[progress.lane] += progress.chunk_bytes
        self._chunks[progress.lane] += 1
        over = progress.bytes_done == progress.bytes_total
        if over or time.monotonic() >= self._due:
            self._due = time.monotonic() + _REDRAW_SECONDS
            self._draw(self._lines(progress))

    def _lines(self, progress: Progress) -> list[str]:
        columns = shutil.get_terminal_size().columns
        width = max(_SHORTEST_BAR, min(_LONGEST_BAR, columns - _NARROW))
        lines = [f"{self._bar(progress.bytes_done, progress.bytes_total, width)} "]
        lines[0] += _summary(progress)
        lanes = sorted(self._bytes, key=lambda lane: (len(lane), lane))
        for lane in lanes[:_MOST_LANES]:
            bar = self._bar(self._bytes[lane], progress.bytes_total, width)
            work = f"{self._chunks[lane]} chunks, {show_size(self._bytes[lane])}"
            lines.append(f"{bar} {lane}: {work}")
        if len(lanes) > _MOST_LANES:
            lines.append(f"and {len(lanes) - _MOST_LANES} more lanes")
        return lines

    def _bar(self, part: int, whole: int, width: int) -> str:
        filled = round(width * part / whole)
        rest = self._console.paint("·" * (width - filled), "faint", self._console.err)
        return self._console.paint("█" * filled, "good", self._console.err) + rest

    def _draw(self, lines: list[str]) -> None:
        up = f"\x1b[{self._drawn}A" if self._drawn else ""
        text = "".join(f"\r\x1b[2K{line}\n" for line in lines)
        self._console.err.write(up + text)
        self._console.err.flush()
        self._drawn = len(lines)
