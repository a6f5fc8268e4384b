"""Where a command writes: its answer to standard output, what it says meanwhile to standard
error."""

import os
from dataclasses import dataclass
from typing import TextIO

_STYLES = {"bold": "1", "good": "32", "bad": "31", "faint": "2"}


@dataclass(frozen=True, slots=True)
class Console:
    """Two streams. ``color`` is always, never, or auto: on a terminal, unless the environment holds
    NO_COLOR (https://no-color.org)."""

    out: TextIO
    err: TextIO
    color: str = "auto"

    def put(self, text: str) -> None:
        """A part of the answer, as it is."""
        self.out.write(text)
        self.out.flush()

    def say(self, line: str) -> None:
        """A line beside the answer."""
        self.err.write(line + "\n")
        self.err.flush()

    def paint(self, text: str, style: str, stream: TextIO | None = None) -> str:
        """``text`` in one of the styles bold, good, bad, faint where ``stream`` (the answer's,
        unless said) shows them."""
        if not self._shows_color(stream or self.out):
            return text
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"

    def _shows_color(self, stream: TextIO) -> bool:
        if self.color == "auto":
            return stream.isatty() and not os.environ.get("NO_COLOR")
        return self.color == "always"
