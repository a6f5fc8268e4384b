"""What a decoder announces, taken in: how far each log is, and what is lost of the inputs."""

import os
from dataclasses import dataclass

from analyzer.decode.messages import Closed, Damage, Finished, Landed, Message, Opened, Skipped
from analyzer.decode.process import DecoderDied, DecoderProcess
from analyzer.model import NOTHING_MASKED, Losses, Masked, Source, Span, Unread
from analyzer.source.growing import Growth
from analyzer.timing.spans import DECODER


@dataclass(slots=True)
class DecodedLog:
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


class Announced:
    """All that ``decoder`` has announced by now: ``decoded`` bytes of logs from ``consumed`` bytes
    of inputs, what of them is ``masked``, when, and what is lost. ``growth`` is of an input that is
    still arriving."""

    def __init__(self, decoder: DecoderProcess, growth: Growth | None) -> None:
        self._decoder, self._growth = decoder, growth
        self.spans: list[Span] = []
        self.losses = Losses()
        self.masked = NOTHING_MASKED
        self.consumed = self.decoded = 0

    def hear(self, log: DecodedLog) -> bool:
        """Takes in what the decoder says next of the log; whether it said anything."""
        message = self.next(log.opened.name)
        if isinstance(message, Landed):
            self.spans.append(_span(message, log.landed))
            self.consumed += message.consumed
            self.decoded += message.bytes - log.landed
            log.landed = message.bytes
            self.masked += message.masked - log.masked
            log.masked = message.masked
        elif isinstance(message, Closed):
            log.closed, log.sha256 = True, message.sha256
        elif isinstance(message, Finished):  # the decoder died
            os.truncate(log.opened.path, log.landed)
            log.closed = True
        elif message is not None:
            self.note(message)
        return message is not None

    def note(self, message: Message) -> None:
        """Takes in what belongs to no log, if it tells of a loss."""
        if isinstance(message, Damage):
            self.losses.damaged.append(Unread(message.name, message.cause))
        elif isinstance(message, Skipped):
            self.losses.skipped.append(Unread(message.name, message.cause))

    def next(self, name: str) -> Message | None:
        """The decoder's next message. Should it have died, what it was at is damaged, and over."""
        if self._growth:
            self._growth.landed()
        try:
            return self._decoder.next()
        except DecoderDied as death:
            self.losses.damaged.append(Unread(name, str(death)))
            return Finished()

    def told_of_losses(self, first: str = "") -> str:
        """Sentences about all that is lost, behind ``first``."""
        lost = [*self.losses.damaged, *self.losses.skipped]
        return " ".join([first, *(f"{one.source}: {one.cause}." for one in lost)]).strip()


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
