"""Which analysis runs when: takes what the catalog has queued, the most urgent first, and gives
each a supervisor process. One place is for logs of any size, one for small ones, so that a small
analysis never waits behind a huge one."""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.process import BaseProcess
from threading import RLock
from typing import Any

from analyzer.engines.control import Control
from analyzer.engines.cpu_budget import cpu_budget
from analyzer.engines.recorder import Recorder
from app.catalog.catalog import AT_ONCE, IN_SLICES, Analysis, Catalog
from app.config import Config
from app.engine.arrival import is_abandoned, is_pausing
from app.engine.desks import Desks
from app.engine.lab_bench import LabBench
from app.engine.registry import Registry
from app.engine.retention import Retention
from app.engine.supervisor import Order, supervise
from app.errors import CatalogInTrouble, NotFound, StorageFull
from app.storage import Storage
from app.stored import Quota

SMALL_BYTES = 16 << 20
_PLACES = 2
_MOST_ATTEMPTS = 3
_TICK_SECONDS = 1.0
_LAST_WORDS_SECONDS = 5.0
_SWEEP_SECONDS = 60.0
_LOG = logging.getLogger(__name__)
_CONTEXT = get_context("forkserver")


@dataclass(slots=True)
class _Running:
    """An analysis, its supervisor, the pipe its messages come through, and its controls."""

    analysis: Analysis
    process: BaseProcess
    reports: Connection
    control: Control
    ended: bool = False


class Scheduler:
    """Runs analyses until ``close``. ``run`` belongs to one thread; the other methods may be called
    from any."""

    def __init__(self, config: Config, storage: Storage, catalog: Catalog) -> None:
        self._config, self._storage, self._catalog = config, storage, catalog
        self.registry = Registry(self)
        self._bell, self._ear = Pipe()
        self._lock = RLock()
        self._running: dict[str, _Running] = {}
        self._closed = False
        self._lab = LabBench(storage, catalog)
        self._desks = Desks(storage, config.workers or cpu_budget())
        self._retention = Retention(storage, catalog, config.keep_days, config.keep_stored)
        self._next_sweep = time.monotonic()

    def wake(self) -> None:
        """Something changed: look again."""
        with self._lock:
            self._bell.send(None)

    def run(self) -> None:
        """Until ``close``: starts what is queued, passes on what supervisors say."""
        for analysis in self._catalog.in_state("running"):
            self._catalog.queue_again(analysis.id)
        trouble = ""
        while not self._closed:
            try:
                self._turn()
            except (CatalogInTrouble, StorageFull) as error:
                if str(error) != trouble:
                    _LOG.error("%s: %s", error.title, error)
                trouble = str(error)
                time.sleep(_TICK_SECONDS)
        with self._lock:  # ``close`` may still be at it
            return

    def _turn(self) -> None:
        """Starts what is queued, waits until something happens, hears what it was."""
        with self._lock:
            self._sweep()
            self._start_queued()
            watched = list(self._running.values())
            handles: list[Any] = [self._ear, *self._lab.handles()]
        for one in watched:
            handles += [one.reports, one.process.sentinel]
        ready = wait(handles, _TICK_SECONDS)
        if self._ear in ready:
            self._ear.recv()
        with self._lock:
            for one in watched:
                self._hear(one)
            self._lab.hear()
        self._desks.reap()

    def _sweep(self) -> None:
        if time.monotonic() >= self._next_sweep:
            self._next_sweep = time.monotonic() + _SWEEP_SECONDS
            self._retention.sweep(self._lab.cancel)

    def act(self, id: str, action: str) -> None:
        """See ``Registry.act``."""
        with self._lock:
            one = self._running.get(id)
            if action == "remove":
                self._remove(id)
            elif action == "cancel lab":
                self._lab.cancel(id)
            elif one is None:
                if action == "cancel":
                    self._catalog.cancel(id, "It was cancelled before it began.")
                    self._clear(self._catalog.get(id))
            elif action == "pause":
                one.control.pause()
            elif action == "resume":
                one.control.resume()
            elif action == "cancel":
                one.control.cancel()
        self.wake()

    def close(self) -> None:
        """Ends everything; what ran is queued again for the next start."""
        with self._lock:
            self._closed = True
            for one in list(self._running.values()):
                self._catalog.queue_again(one.analysis.id, blameless=True)
                self._kill(one)
            self._lab.close()
            self._desks.close_all()
        self.wake()

    def lab_progress(self, id: str) -> dict[str, Any]:
        """See ``Registry.lab_progress``."""
        with self._lock:
            return self._lab.progress_of(id)

    def ask(self, id: str, question: dict[str, Any]) -> tuple[bool, Any]:
        """See ``Desks.ask``."""
        return self._desks.ask(id, question)

    def _remove(self, id: str) -> None:
        self._desks.close(id)
        if one := self._running.get(id):
            self._kill(one)
        with suppress(StorageFull):  # its files go next, its row last
            self._lab.cancel(id)
            self._catalog.cancel(id, "It was deleted.")

    def _start_queued(self) -> None:
        if self._closed:
            return
        queued = [one for one in self._catalog.in_state("queued") if self._is_due(one)]
        if queued:
            self._lab.close()  # it begins anew when there is nothing else to do
        for analysis in queued:
            if self._has_place(analysis):
                self._start(analysis)
        if not self._running and not self._lab.busy:
            self._lab.start_queued()

    def _is_due(self, analysis: Analysis) -> bool:
        """Not while the slices of its upload pause; after a day without one it is given up."""
        if analysis.arriving != IN_SLICES or not is_pausing(analysis.id, self._storage):
            return True
        if is_abandoned(analysis.id, self._storage):
            self._catalog.fail(
                analysis.id, "Its upload was not continued within a day. Upload the log again."
            )
            self._clear(analysis)
            self._storage.source(analysis.id, 0).unlink(missing_ok=True)
        return False

    def _has_place(self, analysis: Analysis) -> bool:
        small = [one.analysis.bytes <= SMALL_BYTES for one in self._running.values()]
        return len(small) < _PLACES and (analysis.bytes <= SMALL_BYTES or all(small))

    def _start(self, analysis: Analysis) -> None:
        if analysis.attempts >= _MOST_ATTEMPTS:
            self._catalog.fail(
                analysis.id,
                f"The analysis ended unexpectedly {_MOST_ATTEMPTS} times, most likely for want of"
                " memory. Upload the log in parts, or give this host more memory.",
            )
            self._clear(analysis)
            return
        self._desks.close(analysis.id)  # it may hold what an earlier reading found
        reader, writer = Pipe(duplex=False)
        order = Order(
            analysis.id,
            self._storage.root,
            [(source.name, source.bytes, source.sha256) for source in analysis.sources],
            analysis.options.get("format"),
            analysis.options.get("also"),
            analysis.options.get("timezone"),
            analysis.options.get("redact"),
            analysis.arriving,
            int(datetime.fromisoformat(analysis.created).timestamp()),
            self._config.workers,
            self._config.worker_memory,
            self._config.decode_limits,
            Quota(self._storage.root, most) if (most := self._config.max_stored) else None,
            Recorder(self._config.workers or cpu_budget()),
            Control(),
        )
        process = _CONTEXT.Process(target=supervise, args=(writer, order), name=analysis.id)
        process.start()
        writer.close()
        self._catalog.start(analysis.id)
        self.registry.enter(analysis.id, order.recorder, order.control)
        self._running[analysis.id] = _Running(analysis, process, reader, order.control)

    def _hear(self, one: _Running) -> None:
        """All that a supervisor has said, and its death."""
        dead = not one.process.is_alive()
        try:
            while not one.ended and one.reports.poll():
                self._note(one, *one.reports.recv())
        except (EOFError, OSError):
            dead = True
        if one.ended:
            return
        if dead:
            self._catalog.queue_again(one.analysis.id)
            self._kill(one)

    def _note(self, one: _Running, kind: str, content: Any) -> None:
        id = one.analysis.id
        if kind == "progress":
            self.registry.update(id, content)
            return
        if kind == "paused" and not one.control.cancelled:
            self._catalog.queue_again(id, blameless=True)
            self._end(one)
            return
        if kind == "done":
            self._catalog.finish(id, *content)
        elif kind == "cancelled":
            self._catalog.cancel(id, content)
        elif kind == "paused":
            self._catalog.cancel(id, "It was cancelled while its upload paused.")
        else:
            self._catalog.fail(id, content)
        self._clear(one.analysis)
        self._end(one)

    def _clear(self, analysis: Analysis) -> None:
        """It has ended: what only a run needs goes, and a log that was to be masked, however it
        ended. One that is still being received goes when it has come, by whoever receives it."""
        self._storage.clear_run(analysis.id)
        if "redact" in analysis.options and not self._is_being_received(analysis.id):
            self._storage.remove_sources(analysis.id)

    def _is_being_received(self, id: str) -> bool:
        try:
            return self._catalog.get(id).arriving == AT_ONCE
        except NotFound:
            return False

    def _kill(self, one: _Running) -> None:
        one.process.kill()
        self._end(one)

    def _end(self, one: _Running) -> None:
        """It has said its last word, or never will."""
        one.ended = True
        one.process.join(_LAST_WORDS_SECONDS)
        one.process.kill()
        one.reports.close()
        self._storage.clear_scratch(one.analysis.id)
        self.registry.leave(one.analysis.id)
        self._running.pop(one.analysis.id, None)
