"""What was made of the latest reports, kept in the memory of the web process while the analyses
are there: any web process may have deleted one."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_LOOKS_EVERY_SECONDS = 1.0


class Remembered:
    """A text for each of the ``most`` analyses that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._texts: OrderedDict[str, tuple[object, str]] = OrderedDict()
        self._lock = Lock()
        self._looked = 0.0

    def text(self, id: str, made_from: object, make: Callable[[], str]) -> str:
        """Of one analysis; made anew where it was made from something else."""
        with self._lock:
            known = self._texts.get(id)
            if known and known[0] == made_from:
                self._texts.move_to_end(id)
                return known[1]
        text = make()
        with self._lock:
            self._texts[id] = made_from, text
            self._texts.move_to_end(id)
            if len(self._texts) > self._most:
                self._texts.popitem(last=False)
        return text

    def forget_gone(self, is_there: Callable[[str], bool]) -> None:
        """Drops the texts of analyses that are no longer there; looks once a second at most."""
        now = time.monotonic()
        if not self._texts or now - self._looked < _LOOKS_EVERY_SECONDS:
            return
        self._looked = now
        gone = [id for id in list(self._texts) if not is_there(id)]
        with self._lock:
            for id in gone:
                self._texts.pop(id, None)

    def __len__(self) -> int:
        return len(self._texts)
