"""The cost of one message between two processes, by transport and size."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Protocol

from analyzer.engines.manager_server import running_manager
from analyzer.engines.start_method import process_context
from analyzer.engines.worker_side import end_with_parent
from analyzer.lab.figures import MessageCost, Spread

SIZES = (1 << 10, 64 << 10, 1 << 20, 4 << 20)
_FEWEST, _MOST, _BYTES_EACH = 15, 200, 64 << 20
_WARM_UP = 3


class _Transport(Protocol):
    """One way from the sender to the receiver. It is made in the receiver and goes to the sender as
    an argument of its process."""

    def send(self, data: bytes) -> None: ...

    def receive(self) -> bytes: ...


class _PipeObjects:
    def __init__(self, context: BaseContext) -> None:
        self._reader, self._writer = context.Pipe(duplex=False)

    def send(self, data: bytes) -> None:
        self._writer.send(data)

    def receive(self) -> bytes:
        return bytes(self._reader.recv())


class _PipeBytes:
    def __init__(self, context: BaseContext) -> None:
        self._reader, self._writer = context.Pipe(duplex=False)

    def send(self, data: bytes) -> None:
        self._writer.send_bytes(data)

    def receive(self) -> bytes:
        return self._reader.recv_bytes()


class _AnyQueue:
    """A ``Queue``, a ``SimpleQueue`` or a manager's: they have the same two methods."""

    def __init__(self, queue: Any) -> None:
        self._queue = queue

    def send(self, data: bytes) -> None:
        self._queue.put(data)

    def receive(self) -> bytes:
        return bytes(self._queue.get())


class _Array:
    """The bytes through shared memory; that they are there, through a pipe."""

    def __init__(self, context: BaseContext) -> None:
        self._array: Any = context.RawArray("B", max(SIZES))
        self._reader, self._writer = context.Pipe(duplex=False)

    def send(self, data: bytes) -> None:
        memoryview(self._array).cast("B")[: len(data)] = data
        self._writer.send(len(data))

    def receive(self) -> bytes:
        return bytes(memoryview(self._array).cast("B")[: self._reader.recv()])


class _File:
    """The bytes through a file, which stays in the page cache; its name through a pipe."""

    def __init__(self, context: BaseContext) -> None:
        self._path = tempfile.mkdtemp(prefix="loglanes-") + "/message"
        self._reader, self._writer = context.Pipe(duplex=False)

    def send(self, data: bytes) -> None:
        Path(self._path).write_bytes(data)
        self._writer.send(self._path)

    def receive(self) -> bytes:
        file = Path(self._reader.recv())
        data = file.read_bytes()
        file.unlink()
        return data


def message_costs(sizes: Sequence[int] = SIZES) -> list[MessageCost]:
    """Of every transport and size (bytes, at most 4 MiB), in turn. Call it in a process of its
    own: what it starts ends with it."""
    context = process_context()
    with running_manager(context) as manager:
        transports: dict[str, _Transport] = {
            "Pipe.send": _PipeObjects(context),
            "Pipe.send_bytes": _PipeBytes(context),
            "Queue": _AnyQueue(context.Queue()),
            "SimpleQueue": _AnyQueue(context.SimpleQueue()),
            "Array": _Array(context),
            "Manager queue": _AnyQueue(manager.Queue()),
            "file": _File(context),
        }
        costs = []
        for name, transport in transports.items():
            with _sender(context, transport) as control:
                costs += [_cost(name, size, transport, control) for size in sizes]
        return costs


@contextmanager
def _sender(context: BaseContext, transport: _Transport) -> Iterator[Connection]:
    """A process that sends on demand: it is told a size and says when it began to send."""
    mine, theirs = context.Pipe()
    process = context.Process(  # type: ignore[attr-defined]
        target=_send_on_demand, args=(transport, theirs), daemon=True
    )
    process.start()
    try:
        yield mine
        mine.send(0)
        process.join()
    finally:
        process.kill()
        process.join()
        mine.close()
        theirs.close()


def _send_on_demand(transport: _Transport, control: Connection) -> None:
    end_with_parent()
    while size := control.recv():
        data = b"x" * size
        began = time.monotonic_ns()
        transport.send(data)
        control.send(began)


def _cost(name: str, size: int, transport: _Transport, control: Connection) -> MessageCost:
    times = min(_MOST, max(_FEWEST, _BYTES_EACH // size))
    taken = [_one_way_ns(size, transport, control) for _ in range(_WARM_UP + times)]
    spread = Spread.of(one / 1e3 for one in taken[_WARM_UP:])
    return MessageCost(name, size, spread, round(size / spread.median, 1))


def _one_way_ns(size: int, transport: _Transport, control: Connection) -> int:
    control.send(size)
    data = transport.receive()
    received = time.monotonic_ns()
    assert len(data) == size
    return received - int(control.recv())
