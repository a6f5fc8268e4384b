"""Settings, read from the environment once and strictly."""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from analyzer.decode.limits import DecodeLimits
from analyzer.errors import UsageError
from analyzer.sizes import parse_size

_PREFIX = "LOGLANES_"
_DECODING = DecodeLimits()
_SHORTEST_TOKEN = 16
_LONGEST_DATA = 107 - len("/run/engine.sock")
"""Linux takes 107 bytes as the address of a unix socket."""


@dataclass(frozen=True)
class Config:
    """All settings. Each is set by the environment variable LOGLANES_ and its name in capitals.
    ``workers`` None: as many as pay for a log, no more than there are processors."""

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = field(default=None, repr=False)
    open: bool = False
    data: Path = Path("data")
    workers: int | None = None
    web_workers: int = 2
    max_upload: int = 64 << 30
    max_stored: int | None = None
    keep_free: int = 256 << 20
    keep_days: int | None = None
    keep_stored: int | None = None
    worker_memory: int = 2 << 30
    max_decoded: int = _DECODING.total_bytes
    max_ratio: int = _DECODING.ratio
    max_members: int = _DECODING.members
    allowed_hosts: tuple[str, ...] = ()

    @property
    def decode_limits(self) -> DecodeLimits:
        """What compressed logs and archives may become."""
        return DecodeLimits(
            self.max_decoded,
            self.max_ratio,
            members=self.max_members,
            free_bytes=self.keep_free,
        )

    @property
    def is_local(self) -> bool:
        """Whether only this host can reach the server."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def trusted_hosts(self) -> list[str]:
        """Host headers that are answered: loopback names, the bound host and those allowed."""
        return ["127.0.0.1", "localhost", "[::1]", self.host, *self.allowed_hosts]


def config_from(environment: Mapping[str, str] = os.environ) -> Config:
    """The settings; UsageError naming the variable, its value and what it takes."""
    known = {_PREFIX + one.name.upper() for one in fields(Config)}
    unknown = {name for name in environment if name.startswith(_PREFIX)} - known
    if unknown:
        raise UsageError(f"Unknown settings: {', '.join(sorted(unknown))}.")

    def number(name: str, default: int, lowest: int, highest: int) -> int:
        text = environment.get(_PREFIX + name, str(default))
        if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
            raise UsageError(
                f"{_PREFIX}{name} is {text!r}; it takes a number from {lowest} to {highest}."
            )
        return int(text)

    def size(name: str, default: int) -> int:
        try:
            return parse_size(environment.get(_PREFIX + name, str(default)))
        except UsageError as error:
            raise UsageError(f"{_PREFIX}{name}: {error}") from None

    def optional(name: str, read: Callable[[str], int]) -> int | None:
        return read(name) if _PREFIX + name in environment else None

    data = Path(environment.get(_PREFIX + "DATA", str(Config.data))).absolute()
    if len(os.fsencode(data)) > _LONGEST_DATA:
        raise UsageError(
            f"{_PREFIX}DATA is {str(data)!r}; its path takes at most {_LONGEST_DATA} bytes, because"
            " a socket lies in it."
        )
    hosts = environment.get(_PREFIX + "ALLOWED_HOSTS", "")
    return Config(
        host=environment.get(_PREFIX + "HOST", Config.host),
        port=number("PORT", Config.port, 1, 65_535),
        token=_token(environment.get(_PREFIX + "TOKEN")),
        open=bool(number("OPEN", 0, 0, 1)),
        data=data,
        workers=number("WORKERS", 1, 1, 256) if _PREFIX + "WORKERS" in environment else None,
        web_workers=number("WEB_WORKERS", Config.web_workers, 1, 64),
        max_upload=size("MAX_UPLOAD", Config.max_upload),
        max_stored=optional("MAX_STORED", lambda name: size(name, 0)),
        keep_free=size("KEEP_FREE", Config.keep_free),
        keep_days=optional("KEEP_DAYS", lambda name: number(name, 0, 1, 36_500)),
        keep_stored=optional("KEEP_STORED", lambda name: size(name, 0)),
        worker_memory=size("WORKER_MEMORY", Config.worker_memory),
        max_decoded=size("MAX_DECODED", Config.max_decoded),
        max_ratio=number("MAX_RATIO", Config.max_ratio, 1, 10**9),
        max_members=number("MAX_MEMBERS", Config.max_members, 1, 10**9),
        allowed_hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
    )


def _token(text: str | None) -> str | None:
    if text is not None and not (
        len(text) >= _SHORTEST_TOKEN and text.isascii() and text.isprintable() and " " not in text
    ):
        raise UsageError(
            f"{_PREFIX}TOKEN takes at least {_SHORTEST_TOKEN} printable ASCII characters without"
            " spaces. Leave it out to have one made."
        )
    return text
