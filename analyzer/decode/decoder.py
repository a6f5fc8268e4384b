"""Decodes inputs one after the other: each log within goes into a file of its own.

Why files, not blocks through a queue: a file is read by any worker under any engine, again where a
worker died, and later for the raw lines of a report by their offsets, all of which would otherwise
have to be decoded anew. It is no slower either (485 MB of log from gzip to a second process that
counts its lines: 0.5 s by a file, 0.6 to 1.4 s by blocks of 1 to 4 MiB through a queue). It is the
only copy, and only as large as the logs.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from analyzer.decode.encoding import HEAD_BYTES, encoding_of
from analyzer.decode.faults import Damaged, Exhausted, Refused
from analyzer.decode.layers import Found, logs_in
from analyzer.decode.limits import Budget, DecodeLimits
from analyzer.decode.log_file import LogFile
from analyzer.decode.messages import (
    Closed,
    Damage,
    Finished,
    Message,
    Opened,
    Skipped,
    short,
)
from analyzer.decode.stream import FileStream, Peekable
from analyzer.model import Redaction
from analyzer.redact.stream import Redacting


@dataclass(frozen=True, slots=True)
class Input:
    """A file to decode: ``size`` in bytes; while it is ``arriving`` it may still be shorter;
    ``modified`` in seconds since 1970."""

    name: str
    path: str
    size: int
    modified: int = 0
    arriving: bool = False


class Decoder:
    """Writes the logs of ``inputs`` to ``folder`` as files 0, 1, ... and says so; with
    ``redaction``, masked, and so are their names; ``hashed`` or not."""

    def __init__(
        self,
        inputs: Sequence[Input],
        folder: str,
        limits: DecodeLimits,
        redaction: Redaction | None = None,
        *,
        hashed: bool = True,
    ) -> None:
        self._inputs, self._folder = inputs, folder
        self._budget = Budget(limits)
        self._redacting = Redacting(redaction) if redaction else None
        self._hashed = hashed
        self._logs = 0

    def messages(self) -> Iterator[Message]:
        """Does the work, and tells of it as it goes: for each input its logs, then Finished."""
        with closing(self._redacting) if self._redacting else nullcontext():
            for message in self._messages():
                yield self._unnamed(message)

    def _unnamed(self, message: Message) -> Message:
        """The message without what names must not tell; a cause may name members and links."""
        if self._redacting is None or not isinstance(message, Opened | Damage | Skipped):
            return message
        named = replace(message, name=self._redacting.text(message.name))
        if isinstance(named, Opened):
            return named
        return replace(named, cause=self._redacting.text(named.cause))

    def _messages(self) -> Iterator[Message]:
        for input in self._inputs:
            self._budget.next_file()
            try:
                file = FileStream(input.path, input.size, self._budget, arriving=input.arriving)
            except OSError as error:
                yield Damage(short(input.name), f"it cannot be read: {error.strerror}")
            else:
                try:
                    yield from self._input(file, input)
                finally:
                    file.close()
            yield Finished()

    def _input(self, file: FileStream, input: Input) -> Iterator[Message]:
        name = input.name
        try:
            for found in logs_in(file, name, self._budget):
                if isinstance(found.content, Refused):
                    yield Skipped(short(found.name), str(found.content))
                else:
                    yield from self._log(found, found.content, input)
        except Damaged as fault:
            yield Damage(short(name), str(fault))
        except MemoryError:
            yield Damage(short(name), _no_memory(self._budget.limits))

    def _log(self, found: Found, content: Peekable, input: Input) -> Iterator[Message]:
        path = Path(self._folder, str(self._logs))
        self._logs += 1
        encoding = encoding_of(content.peek(HEAD_BYTES))
        layers, member = "+".join(found.layers), found.name != input.name
        modified = found.modified or input.modified
        yield Opened(short(found.name), str(path), modified, layers, encoding, member)
        fault = None
        redacted = self._redacting.log() if self._redacting else None
        file = LogFile(path, modified, encoding, self._budget, redacted, hashed=self._hashed)
        with file as log:
            try:
                while step := log.take(content):
                    yield step
            except Damaged as damaged:
                fault = damaged
            except MemoryError:
                fault = Damaged(_no_memory(self._budget.limits))
            if fault:
                yield log.rest()
                yield Damage(short(found.name), str(fault))
            yield Closed(log.sha256)
        if member and isinstance(fault, Exhausted):
            raise fault


def _no_memory(limits: DecodeLimits) -> str:
    return f"decoding it needs more memory than the {limits.memory_bytes:,} bytes that are allowed"
