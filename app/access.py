"""The token that opens Loglanes to those who know it: made, kept, compared, and not to be guessed.

A server on the loopback address asks for none unless one is set. A server that other hosts can
reach always has one, unless LOGLANES_OPEN says otherwise.
"""

import hmac
import os
import secrets
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from app.config import Config
from app.errors import TooManyFailures
from app.storage import Storage

_TOKEN_BYTES = 16
_WINDOW_SECONDS = 60.0
_FAILURES = 10
"""Wrong tokens that one address may send in a window, to all web processes together."""
_MOST_ADDRESSES = 10_000


def secret_in(file: Path) -> str:
    """The secret that ``file`` holds; makes both, of 128 random bits, where it is missing. However
    many processes begin at once, they agree on one."""
    with suppress(FileNotFoundError):
        return file.read_text(encoding="ascii").strip()
    descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.draft-")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(_TOKEN_BYTES) + "\n")
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        os.unlink(draft)
    return file.read_text(encoding="ascii").strip()


def token_of(config: Config, storage: Storage) -> str | None:
    """What a client must know; None where anyone who reaches the server may ask."""
    if config.token:
        return config.token
    if config.is_local or config.open:
        return None
    return secret_in(storage.token)


@dataclass(frozen=True)
class Access:
    """Who holds the token. A browser holds, in its place, a cookie whose value follows from it and
    from a key of this server, and so helps nobody to guess it."""

    token: str
    key: str
    cookie_name: str
    failures: "Failures"

    @property
    def cookie(self) -> str:
        """The value of a logged-in browser's cookie, in hexadecimal."""
        return hmac.digest(self.key.encode(), self.token.encode(), "sha256").hex()

    def is_logged_in(self, cookie: str) -> bool:
        """Whether it is the cookie of someone who gave the token."""
        return hmac.compare_digest(cookie.encode(), self.cookie.encode())

    def accepts(self, token: str, address: str) -> bool:
        """Whether it is the token. TooManyFailures, right or wrong, for an address that has lately
        been wrong too often."""
        self.failures.check(address)
        right = hmac.compare_digest(token.encode(), self.token.encode())
        if not right:
            self.failures.add(address)
        return right


def access_of(config: Config, storage: Storage) -> Access | None:
    """The access rules of this server; None where everyone may ask."""
    token = token_of(config, storage)
    if token is None:
        return None
    # Browsers send a cookie to every port of a host: two servers must not overwrite each other's.
    name = f"loglanes_{config.port}"
    limit = max(1, _FAILURES // config.web_workers)
    return Access(token, secret_in(storage.cookie_key), name, Failures(limit))


class Failures:
    """Wrong tokens of the last minute by address, of this process. ``clock`` gives seconds."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._clock = limit, clock
        self._moments: dict[str, deque[float]] = {}
        self._lock = Lock()

    def check(self, address: str) -> None:
        """TooManyFailures where the address has to wait."""
        with self._lock:
            moments = self._moments.get(address, deque())
            self._forget_old(moments)
            if len(moments) >= self._limit:
                wait = moments[0] + _WINDOW_SECONDS - self._clock()
                raise TooManyFailures(f"Too many wrong tokens. Try again in {wait:.0f} seconds.")

    def add(self, address: str) -> None:
        """One more wrong token. The address that has been quiet longest is forgotten when there
        are too many to remember."""
        with self._lock:
            moments = self._moments.pop(address, deque(maxlen=self._limit))
            self._forget_old(moments)
            moments.append(self._clock())
            self._moments[address] = moments
            if len(self._moments) > _MOST_ADDRESSES:
                del self._moments[next(iter(self._moments))]

    def _forget_old(self, moments: deque[float]) -> None:
        while moments and moments[0] + _WINDOW_SECONDS <= self._clock():
            moments.popleft()
