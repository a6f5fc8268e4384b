"""Settings, read from the environment once and strictly."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.errors import UsageError
from analyzer.sizes import parse_size

_PREFIX = "LOGLANES_"


@dataclass(frozen=True)
class Config:
    """All settings. Each is set by the environment variable LOGLANES_ and its name in capitals."""

    host: str = "127.0.0.1"
    port: int = 8000
    data: Path = Path("data")
    workers: int = 1
    web_workers: int = 2
    max_upload: int = 64 << 30
    worker_memory: int = 2 << 30
    allowed_hosts: tuple[str, ...] = ()

    @property
    def trusted_hosts(self) -> list[str]:
        """Host headers that are answered: loopback names, the bound host and those allowed."""
        return ["127.0.0.1", "localhost", "[::1]", self.host, *self.allowed_hosts]


def config_from(environment: Mapping[str, str] = os.environ) -> Config:
    """The settings; UsageError naming the variable, its value and what it takes."""
    known = {_PREFIX + field.name.upper() for field in fields(Config)}
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

    hosts = environment.get(_PREFIX + "ALLOWED_HOSTS", "")
    return Config(
        host=environment.get(_PREFIX + "HOST", Config.host),
        port=number("PORT", Config.port, 1, 65_535),
        data=Path(environment.get(_PREFIX + "DATA", str(Config.data))).absolute(),
        workers=number("WORKERS", cpu_budget(), 1, 256),
        web_workers=number("WEB_WORKERS", Config.web_workers, 1, 64),
        max_upload=parse_size(environment.get(_PREFIX + "MAX_UPLOAD", "64GiB")),
        worker_memory=parse_size(environment.get(_PREFIX + "WORKER_MEMORY", "2GiB")),
        allowed_hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
    )
