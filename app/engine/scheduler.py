"""Which analysis runs when: takes what the catalog has queued, oldest first, and gives each a
supervisor process. One place is for logs of any size, one for small ones, so that a small analysis
never waits behind a huge one."""

from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

from app.catalog.catalog import Analysis, Catalog
from app.config import Config
from app.engine.registry import Registry
from app.engine.supervisor import Order, supervise
from app.storage import Storage

SMALL_BYTES = 16 << 20
_MOST_ATTEMPTS = 3
_TICK_SECONDS = 1.0
_LAST_WORDS_SECONDS = 5.0
_CONTEXT = get_context("forkserver")


@dataclass(slots=True)
class _Running:
    """An analysis, its supervisor, and the pipe its messages come through."""

    analysis: Analysis
    process: BaseProcess
    reports: Connection
    ended: bool = False


class Scheduler:
    """Runs analyses until ``close``. ``run`` belongs to one thread; ``wake`` and ``stop`` may be
    called from any other."""

    def __init__(self, config: Config, storage: Storage, catalog: Catalog) -> None:
        self._config, self._storage, self._catalog = config, storage, catalog
        self.registry = Registry(self.wake, self.stop)
        self._bell, self._ear = Pipe()
        self._lock = Lock()
        self._running: dict[str, _Running] = {}
        self._closed = False

    def wake(self) -> None:
        """Something changed: look again."""
        self._bell.send(None)

    def run(self) -> None:
        """Until ``close``: starts what is queued, passes on what supervisors say."""
        for analysis in self._catalog.in_state("running"):
            self._catalog.queue_again(analysis.id)
        while not self._closed:
            with self._lock:
                self._start_queued()
                watched = list(self._running.values())
            sentinels = [one.process.sentinel for one in watched]
            ready = wait([self._ear, *(one.reports for one in watched), *sentinels], _TICK_SECONDS)
            if self._ear in ready:
                self._ear.recv()
            with self._lock:
                for one in watched:
                    self._hear(one)

    def stop(self, id: str) -> None:
        """Ends an analysis at once: it is cancelled, and its processes are gone."""
        with self._lock:
            one = self._running.pop(id, None)
            self._catalog.cancel(id)
            if one is not None:
                self._kill(one)
        self.wake()

    def close(self) -> None:
        """Ends everything; what ran is queued again for the next start."""
        with self._lock:
            self._closed = True
            for one in self._running.values():
                self._kill(one)
                self._catalog.queue_again(one.analysis.id)
            self._running.clear()
        self.wake()

    def _start_queued(self) -> None:
        for analysis in self._catalog.in_state("queued"):
            if self._has_place(analysis):
                self._start(analysis)

    def _has_place(self, analysis: Analysis) -> bool:
        small = [one.analysis.bytes <= SMALL_BYTES for one in self._running.values()]
        if analysis.bytes <= SMALL_BYTES:
            return len(small) < 2
        return all(small) and len(small) < 2

    def _start(self, analysis: Analysis) -> None:
        if analysis.attempts >= _MOST_ATTEMPTS:
            self._catalog.fail(
                analysis.id,
                f"The analysis ended unexpectedly {_MOST_ATTEMPTS} times, most likely for want of"
                " memory. Upload the log in parts, or give this host more memory.",
            )
            return
        reader, writer = Pipe(duplex=False)
        order = Order(
            analysis.id,
            self._storage.root,
            [(source.name, source.bytes, source.sha256) for source in analysis.sources],
            analysis.options.get("format"),
            self._config.workers,
        )
        process = _CONTEXT.Process(target=supervise, args=(writer, order), name=analysis.id)
        process.start()
        writer.close()
        self._catalog.start(analysis.id)
        self._running[analysis.id] = _Running(analysis, process, reader)

    def _hear(self, one: _Running) -> None:
        """All that a supervisor has said, and its death."""
        dead = not one.process.is_alive()
        try:
            while not one.ended and one.reports.poll():
                self._note(one, *one.reports.recv())
        except (EOFError, OSError):
            dead = True
        if dead and not one.ended:
            self._catalog.queue_again(one.analysis.id)
            one.ended = True
        if one.ended and one.analysis.id in self._running:
            del self._running[one.analysis.id]
            self._end(one)

    def _note(self, one: _Running, kind: str, content: Any) -> None:
        id = one.analysis.id
        if kind == "progress":
            self.registry.update(id, content)
        elif kind == "done":
            self._catalog.finish(id, content)
            one.ended = True
        else:
            self._catalog.fail(id, content)
            one.ended = True

    def _kill(self, one: _Running) -> None:
        one.ended = True
        one.process.kill()
        self._end(one)

    def _end(self, one: _Running) -> None:
        one.process.join(_LAST_WORDS_SECONDS)
        one.process.kill()
        one.reports.close()
        self._storage.clear_scratch(one.analysis.id)
        self.registry.forget(one.analysis.id)
