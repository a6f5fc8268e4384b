"""Inputs of which some must be decoded first: from what the decoder announces to sources, each with
its format, and their chunks as they land."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from analyzer.announced import Announced, DecodedLog
from analyzer.choice import choose
from analyzer.decode.decoder import Input
from analyzer.decode.limits import DecodeLimits
from analyzer.decode.messages import Finished, Opened
from analyzer.decode.needed import must_be_decoded
from analyzer.decode.process import DecoderProcess
from analyzer.errors import NothingParsed
from analyzer.formats.detection import Detection, detection_for
from analyzer.formats.dialect import Dialect, record_test
from analyzer.model import (
    NOT_YET,
    Chunk,
    Options,
    Pending,
    Redacted,
    Source,
    Unread,
)
from analyzer.planning import HEAD_BYTES as DETECTED_BYTES
from analyzer.planning import Plan, check_choices, dialect_of
from analyzer.source.chunks import Begins, plan
from analyzer.source.growing import Growth, landing_chunks

_USUAL_RATIO = 8
"""What logs shrink to, while nothing is known of these."""


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
        self._inputs, self._options = inputs, options
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
        self._decoder = DecoderProcess(
            files, self._folder, limits, options.redaction, hashed=options.sha256
        )
        self._announced = Announced(self._decoder, growth)
        self.sources: list[Source] = []
        self.detections: list[Detection] = []
        self.dialects: list[Dialect] = []
        self._of_whole: dict[int, Detection] = {}
        self._chunks = 0
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
            self._announced.spans,
            self._announced.losses,
            self._outstanding,
            self._redacted,
        )

    def plan_again(self) -> Plan | None:
        """When all is decoded: the plan for the whole logs, where one of them looks like another
        format than its head did; else None."""
        before = list(self.dialects)
        for index, detection in self._of_whole.items():
            self.detections[index] = detection
            self.dialects[index] = dialect_of(self.sources[index], detection, self._options)
        if self.dialects == before:
            return None
        again = self.plan()
        tests = [record_test(dialect) for dialect in self.dialects]
        return replace(again, chunks=plan(self.sources, again.choice.chunk_bytes, tests))

    def _redacted(self) -> Redacted | None:
        """What has been masked by now."""
        wanted = self._options.redaction
        return Redacted(wanted, self._announced.masked) if wanted else None

    def _outstanding(self) -> int:
        """About how many bytes of logs will still come."""
        if self._done:
            return 0
        told, size = self._announced, sum(one.size for one in self._packed)
        ratio = told.decoded / told.consumed if told.consumed else _USUAL_RATIO
        packed = max(int(size * ratio) - told.decoded, 0)
        known = {source.path for source in self.sources}
        plain = (one for one in self._inputs if one not in self._packed)
        return packed + sum(one.size for one in plain if one.path not in known)

    def _all_chunks(self, chunk_bytes: int) -> Iterator[Chunk | Pending]:
        for input in self._inputs:
            found = self._decoded_chunks if input in self._packed else self._plain_chunks
            yield from found(input, chunk_bytes)
        self._done = True
        if not self.sources:
            raise NothingParsed(self._announced.told_of_losses() or "There is no log in it.")

    def _plain_chunks(self, input: Source, chunk_bytes: int) -> Iterator[Chunk]:
        source = replace(input, index=len(self.sources))
        begins = self._enter(source, detection_for(source, self._options.format))
        for chunk in plan([source], chunk_bytes, [begins]):
            yield self._numbered(chunk)

    def _decoded_chunks(self, input: Source, chunk_bytes: int) -> Iterator[Chunk | Pending]:
        while not isinstance(message := self._announced.next(input.name), Finished):
            if isinstance(message, Opened):
                yield from self._log_chunks(DecodedLog(message), chunk_bytes)
            elif message is None:
                yield NOT_YET
            else:
                self._announced.note(message)

    def _log_chunks(self, log: DecodedLog, chunk_bytes: int) -> Iterator[Chunk | Pending]:
        while not log.closed and log.landed < DETECTED_BYTES:
            if not self._announced.hear(log):
                yield NOT_YET
        while (detection := self._detect(log)) is None and not log.closed:
            while not log.closed:
                if not self._announced.hear(log):
                    yield NOT_YET
        if detection is None:
            return
        index, whole = len(self.sources), log.closed
        begins = self._enter(log.source(index), detection)

        def look() -> tuple[int, int | None]:
            nonlocal whole
            while not log.closed and self._announced.hear(log):
                pass
            self.sources[index] = log.source(index)
            if log.closed and not whole:  # while workers still have chunks: at the end they wait
                self._of_whole[index] = detection_for(self.sources[index], self._options.format)
                whole = True
            return log.landed, log.landed if log.closed else None

        for chunk in landing_chunks(self.sources[index], chunk_bytes, look, begins):
            yield self._numbered(chunk) if isinstance(chunk, Chunk) else chunk

    def _detect(self, log: DecodedLog) -> Detection | None:
        """The format by what has landed; None where that does not tell. Where all is there and
        still nothing tells, a member of an archive is skipped, and anything else is an error."""
        source = log.source(len(self.sources))
        try:
            return detection_for(source, self._options.format)
        except NothingParsed as error:
            if not log.closed:
                return None
            os.unlink(source.path)
            if not log.opened.member:
                raise NothingParsed(self._announced.told_of_losses(str(error))) from None
            reason = str(error).removeprefix(f"{source.name} ").rstrip(".")
            self._announced.losses.skipped.append(Unread(source.name, f"it {reason}"))
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


def roomy_folder() -> str | None:
    """Where large temporary files belong: /tmp may be memory."""
    roomy = Path("/var/tmp")  # noqa: S108 - the folder made in it is ours alone
    chosen = tempfile.tempdir or "TMPDIR" in os.environ
    return str(roomy) if roomy.is_dir() and not chosen else None
