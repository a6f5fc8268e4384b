"""Pause and cancel: one shared byte that every process of a run reads, without a lock."""

import time
from multiprocessing.sharedctypes import RawValue
from typing import Any

_RUN, _PAUSE, _CANCEL = range(3)
_LOOK_SECONDS = 0.02


class Control:
    """Travels to child processes as an argument; the byte behind it is shared."""

    def __init__(self) -> None:
        self._state: Any = RawValue("b", _RUN)

    def pause(self) -> None:
        """Workers finish the task they are on and take no other."""
        if self._state.value == _RUN:
            self._state.value = _PAUSE

    def resume(self) -> None:
        """Undoes ``pause``."""
        if self._state.value == _PAUSE:
            self._state.value = _RUN

    def cancel(self) -> None:
        """The run ends now; what is merged by then is kept."""
        self._state.value = _CANCEL

    @property
    def paused(self) -> bool:
        """Whether workers are to take no new task."""
        return bool(self._state.value == _PAUSE)

    @property
    def cancelled(self) -> bool:
        """Whether the run is to end."""
        return bool(self._state.value == _CANCEL)

    def wait_while_paused(self) -> None:
        """Returns at once unless paused."""
        while self.paused:
            time.sleep(_LOOK_SECONDS)
