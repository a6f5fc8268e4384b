"""Inputs of which some must be decoded first: from what the decoder announces to sources, each with
its format, and their chunks as they land."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analyzer.choice import choose
from analyzer.decode.decoder import Input
from analyzer.decode.encoding import HEAD_BYTES, UTF_8, encoding_of
from analyzer.decode.limits import DecodeLimits
from analyzer.decode.messages import Closed, Damage, Finished, Landed, Message, Opened, Skipped
from analyzer.decode.process import DecoderDied, DecoderProcess
from analyzer.decode.signatures import kind_of
from analyzer.errors import NothingParsed
from analyzer.formats.detection import Detection
from analyzer.formats.dialect import Dialect, record_test
from analyzer.model import (
    NOT_YET,
    NOTHING_MASKED,
    Chunk,
    Losses,
    Masked,
    Options,
    Pending,
    Redacted,
    Source,
    Span,
    Unread,
)
from analyzer.planning import HEAD_BYTES as DETECTED_BYTES
from analyzer.planning import Plan, check_choices, detection_for, dialect_of
from analyzer.source.chunks import Begins, plan
from analyzer.source.growing import Growth, landing_chunks
from analyzer.timing.spans import DECODER

_USUAL_RATIO = 8
"""What logs shrink to, while nothing is known of these."""


def must_be_decoded(source: Source) -> bool:
    """Whether the file is compressed, an archive, or in an encoding that is not read as it is."""
    with open(source.path, "rb") as file:
        head = file.read(HEAD_BYTES)
    return kind_of(head) is not None or encoding_of(head) != UTF_8


@dataclass(slots=True)
class _Log:
    """A log that is being decoded: how much of it there is, and whether that is all."""

    opened: Opened
    landed: int = 0
    masked: Masked = NOTHING_MASKED
    closed: bool = False
    sha256: str = ""

    def source(self, index: int) -> Source:
        """The log as far as it is there."""
        one = self.opened
        return Source(
            index,
            one.name,
            one.path,
            self.landed,
            self.sha256,
            one.modified,
            one.compression,
            one.encoding,
        )


class Intake:
    """The inputs in their order; a context, at whose end the decoder ends. Decoded logs stay in
    ``folder``; without one they are gone, too. ``growth`` is of the one input if that is still
    arriving. Logs to be redacted are all decoded."""

    def __init__(
        self,
        inputs: Sequence[Source],
        options: Options,
        limits: DecodeLimits,
        folder: str | None = None,
        growth: Growth | None = None,
    ) -> None:
        check_choices(inputs, options)
        self._inputs, self._options, self._growth = inputs, options, growth
        self._packed = [
            one for one in inputs if growth or options.redaction or must_be_decoded(one)
        ]
        self._folder = folder or tempfile.mkdtemp(prefix="loglanes-decoded-", dir=roomy_folder())
        self._temporary = folder is None
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        arriving = growth is not None
        files = [
            Input(one.name, one.path, one.size, one.modified, arriving) for one in self._packed
        ]
        self._decoder = DecoderProcess(files, self._folder, limits, options.redaction)
        self.sources: list[Source] = []
        self.detections: list[Detection] = []
        self.dialects: list[Dialect] = []
        self.spans: list[Span] = []
        self.losses = Losses()
        self._masked = NOTHING_MASKED
        self._chunks = 0
        self._consumed = self._decoded = 0
        self._done = False

    def __enter__(self) -> "Intake":
        return self

    def __exit__(self, *_error: object) -> None:
        self._decoder.close()
        if self._temporary:
            shutil.rmtree(self._folder, ignore_errors=True)

    def plan(self) -> Plan:
        """What a run will do; its sources become known as the run goes on."""
        choice = choose([self._outstanding()], self._options, [])  # no format is known yet
        return Plan(
            self.sources,
            self.detections,
            self.dialects,
            self._all_chunks(choice.chunk_bytes),
            choice,
            self._options.columns or "",
            self.spans,
            self.losses,
            self._outstanding,
            self._redacted,
        )

    def plan_again(self) -> Plan | None:
        """When all is decoded: the plan for the whole logs, where one of them looks like another
        format than its head did; else None."""
        options, before = self._options, list(self.dialects)
        self.detections[:] = [detection_for(source, options) for source in self.sources]
        pairs = zip(self.sources, self.detections, strict=True)
        self.dialects[:] = [dialect_of(*pair, options) for pair in pairs]
        if self.dialects == before:
            return None
        again = self.plan()
        tests = [record_test(dialect) for dialect in self.dialects]
        return replace(again, chunks=plan(self.sources, again.choice.chunk_bytes, tests))

    def _redacted(self) -> Redacted | None:
        """What has been masked by now."""
        wanted = self._options.redaction
        return Redacted(wanted, self._masked) if wanted else None

    def _outstanding(self) -> int:
        """About how many bytes of logs will still come."""
        if self._done:
            return 0
        size = sum(one.size for one in self._packed)
        ratio = self._decoded / self._consumed if self._consumed else _USUAL_RATIO
        packed = max(int(size * ratio) - self._decoded, 0)
        known = {source.path for source in self.sources}
        plain = (one for one in self._inputs if one not in self._packed)
        return packed + sum(one.size for one in plain if one.path not in known)

    def _all_chunks(self, chunk_bytes: int) -> Iterator[Chunk | Pending]:
        for input in self._inputs:
            found = self._decoded_chunks if input in self._packed else self._plain_chunks
            yield from found(input, chunk_bytes)
        self._done = True
        if not self.sources:
            raise NothingParsed(" ".join(self._lost_sentences()) or "There is no log in it.")

    def _plain_chunks(self, input: Source, chunk_bytes: int) -> Iterator[Chunk]:
        source = replace(input, index=len(self.sources))
        begins = self._enter(source, detection_for(source, self._options))
        for chunk in plan([source], chunk_bytes, [begins]):
            yield self._numbered(chunk)

    def _decoded_chunks(self, input: Source, chunk_bytes: int) -> Iterator[Chunk | Pending]:
        while not isinstance(message := self._next(input.name), Finished):
            if isinstance(message, Opened):
                yield from self._log_chunks(_Log(message), chunk_bytes)
            elif message is None:
                yield NOT_YET
            else:
                self._note(message)

    def _log_chunks(self, log: _Log, chunk_bytes: int) -> Iterator[Chunk | Pending]:
        while not log.closed and log.landed < DETECTED_BYTES:
            if not self._hear(log):
                yield NOT_YET
        while (detection := self._detect(log)) is None and not log.closed:
            while not log.closed:
                if not self._hear(log):
                    yield NOT_YET
        if detection is None:
            return
        index = len(self.sources)
        begins = self._enter(log.source(index), detection)

        def look() -> tuple[int, int | None]:
            while not log.closed and self._hear(log):
                pass
            self.sources[index] = log.source(index)
            return log.landed, log.landed if log.closed else None

        for chunk in landing_chunks(self.sources[index], chunk_bytes, look, begins):
            yield self._numbered(chunk) if isinstance(chunk, Chunk) else chunk

    def _detect(self, log: _Log) -> Detection | None:
        """The format by what has landed; None where that does not tell. Where all is there and
        still nothing tells, a member of an archive is skipped, and anything else is an error."""
        source = log.source(len(self.sources))
        try:
            return detection_for(source, self._options)
        except NothingParsed as error:
            if not log.closed:
                return None
            os.unlink(source.path)
            if not log.opened.member:
                raise NothingParsed(" ".join([str(error), *self._lost_sentences()])) from None
            reason = str(error).removeprefix(f"{source.name} ").rstrip(".")
            self.losses.skipped.append(Unread(source.name, f"it {reason}"))
            return None

    def _enter(self, source: Source, detection: Detection) -> Begins:
        dialect = dialect_of(source, detection, self._options)
        self.sources.append(source)
        self.detections.append(detection)
        self.dialects.append(dialect)
        return record_test(dialect)

    def _numbered(self, chunk: Chunk) -> Chunk:
        self._chunks += 1
        return replace(chunk, index=self._chunks - 1)

    def _hear(self, log: _Log) -> bool:
        """Takes in what the decoder says next of the log; whether it said anything."""
        message = self._next(log.opened.name)
        if isinstance(message, Landed):
            self.spans.append(_span(message, log.landed))
            self._consumed += message.consumed
            self._decoded += message.bytes - log.landed
            log.landed = message.bytes
            self._masked += message.masked - log.masked
            log.masked = message.masked
        elif isinstance(message, Closed):
            log.closed, log.sha256 = True, message.sha256
        elif isinstance(message, Finished):  # the decoder died
            os.truncate(log.opened.path, log.landed)
            log.closed = True
        elif message is not None:
            self._note(message)
        return message is not None

    def _note(self, message: Message) -> None:
        if isinstance(message, Damage):
            self.losses.damaged.append(Unread(message.name, message.cause))
        elif isinstance(message, Skipped):
            self.losses.skipped.append(Unread(message.name, message.cause))

    def _next(self, name: str) -> Message | None:
        """The decoder's next message. Should it have died, what it was at is damaged, and over."""
        if self._growth:
            self._growth.landed()
        try:
            return self._decoder.next()
        except DecoderDied as death:
            self.losses.damaged.append(Unread(name, str(death)))
            return Finished()

    def _lost_sentences(self) -> list[str]:
        lost = [*self.losses.damaged, *self.losses.skipped]
        return [f"{one.source}: {one.cause}." for one in lost]


def _span(message: Landed, before: int) -> Span:
    return Span(
        DECODER,
        -1,
        "decode",
        message.started_ns,
        message.ended_ns,
        bytes=message.bytes - before,
        cpu_ns=message.cpu_ns,
    )


def roomy_folder() -> str | None:
    """Where large temporary files belong: /tmp may be memory."""
    roomy = Path("/var/tmp")  # noqa: S108 - the folder made in it is ours alone
    chosen = tempfile.tempdir or "TMPDIR" in os.environ
    return str(roomy) if roomy.is_dir() and not chosen else None
