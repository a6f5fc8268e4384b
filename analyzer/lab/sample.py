"""What the lab runs the engines on: the head of a log, decoded where it has to be."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory

from analyzer.decode.decoder import Input
from analyzer.decode.limits import DecodeLimits
from analyzer.decode.messages import Closed, Damage, Finished, Landed, Opened
from analyzer.decode.needed import must_be_decoded
from analyzer.decode.process import DecoderDied, DecoderProcess
from analyzer.errors import NothingParsed
from analyzer.formats.detection import detect
from analyzer.intake import roomy_folder
from analyzer.model import Source
from analyzer.source.chunks import record_start

_BLOCK = 1 << 20
_LOOK_SECONDS = 0.01


@contextmanager
def sample(source: Source, max_bytes: int) -> Iterator[Source]:
    """The first ``max_bytes`` of the source, or of the first log in it, cut after a record. It is
    hashed here, so that no run spends time on that, and its bytes are in the page cache.
    NothingParsed where there is no log in it."""
    if not must_be_decoded(source):
        yield _head(source, max_bytes)
        return
    with TemporaryDirectory(prefix="loglanes-lab-", dir=roomy_folder()) as folder:
        yield _head(_decoded(source, folder, max_bytes), max_bytes)


def _decoded(source: Source, folder: str, max_bytes: int) -> Source:
    """At least so much of the first log in the source, or all of that log."""
    cause = "there is no log in it"
    log = source
    file = Input(source.name, source.path, source.size)
    with closing(DecoderProcess([file], folder, DecodeLimits(), hashed=False)) as decoder:
        while True:
            try:
                message = decoder.next()
            except DecoderDied as death:
                raise NothingParsed(f"{source.name}: {death}.") from None
            if message is None:
                time.sleep(_LOOK_SECONDS)
            elif isinstance(message, Opened):
                log = replace(source, name=message.name, path=message.path, size=0, sha256="")
            elif isinstance(message, Damage):
                cause = message.cause
            elif isinstance(message, Landed):
                log = replace(log, size=message.bytes)
                if log.size > max_bytes and _is_log(log):
                    return log
            elif isinstance(message, Closed):
                if _is_log(log):
                    return log
            elif isinstance(message, Finished):
                raise NothingParsed(f"{source.name}: {cause}.")


def _is_log(source: Source) -> bool:
    try:
        detect(source)
    except NothingParsed:
        return False
    return True


def _head(source: Source, max_bytes: int) -> Source:
    digest = hashlib.sha256()
    with open(source.path, "rb") as file:
        size = source.size
        if size > max_bytes:
            size = record_start(file.fileno(), max_bytes, size)
        left = size
        while block := file.read(min(left, _BLOCK)):
            digest.update(block)
            left -= len(block)
    return replace(source, index=0, size=size, sha256=digest.hexdigest())
