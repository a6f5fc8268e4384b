"""Write a big, believable access log of an imaginary shop: the same arguments, the same bytes."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

# isort: split
from clock import DAY, Clock, build_clock, times_of_day
from dice import Bools, Dice, Ints
from odd_lines import ODD_LINES
from shop_site import host_of
from traffic import (
    METHODS,
    Requests,
    World,
    add_retries,
    add_scan,
    build_world,
    draw_answers,
    draw_visits,
)

BLOCK = 100_000  # lines made at a time; part of the result, so never an option
FORMATS = ("combined", "common", "vhost_combined")

Texts = NDArray[np.object_]
Columns = dict[str, list[Any]]


def _texts(items: Sequence[str]) -> Texts:
    """An array of Python strings, shape (len(items),)."""
    made = np.empty(len(items), dtype=np.object_)
    made[:] = items
    return made


class Log:
    """One log, made block by block."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        dice = Dice(options.seed, 0)
        self.world: World = build_world(
            dice, options.clients, options.paths, options.agents, options.users
        )
        self.clock: Clock = build_clock(options.start, options.days, dice)
        paths = self.world.site.paths
        split = options.format == "vhost_combined"
        self._hosts = [host_of(path) if split else "www.example.com" for path in paths]
        links = [f"https://{host}{path}" for host, path in zip(self._hosts, paths, strict=True)]
        self._days = _texts(self.clock.day_names(options.days))
        self._times = _texts(times_of_day())
        self._who = _texts(self.world.who)
        self._agents = _texts(self.world.agent)
        self._protocols = _texts(self.world.protocol)
        self._methods = _texts([f"{method} " for method in METHODS])
        self._paths = _texts(paths)
        self._queries = _texts(self.world.queries)
        self._referrers = _texts([*self.world.referrers, *links])
        # A permanent redirect is what the unencrypted port is for.
        ports = np.where(self.world.site.status == 301, 80, 443)
        self._sites = _texts([f"{h}:{p}" for h, p in zip(self._hosts, ports, strict=True)])

    def blocks(self) -> Iterator[bytes]:
        """The log's bytes, up to BLOCK lines at a time."""
        for number, first in enumerate(range(0, self.options.lines, BLOCK)):
            count = min(BLOCK, self.options.lines - first)
            yield self._block(Dice(self.options.seed, 1, number), first, count)

    def _block(self, dice: Dice, first: int, count: int) -> bytes:
        options, clock = self.options, self.clock
        times = clock.seconds(dice, options.lines, first, count)
        outage, scan = _within(times, clock.outage), _within(times, clock.scan)
        a_day = max(1, options.lines // options.days)
        made = draw_visits(dice, self.world, count, options.bots, a_day)
        add_retries(dice, self.world, made, outage)
        add_scan(dice, self.world, made, scan)
        status, size = draw_answers(dice, self.world, made, outage)
        columns = self._columns(made, times, status, size)
        _add_odd(columns, dice, dice.chance(options.hostile, count))
        return _lines(columns, options.format, clock.zone()).encode("ascii")

    def _columns(self, made: Requests, times: Ints, status: Ints, size: Ints) -> Columns:
        """The fields as they are written, each a list with one entry for a line."""
        days, seconds = np.divmod(times + self.clock.second_of_day(), DAY)
        columns: Columns = {
            "site": self._sites[made.path].tolist(),
            "who": self._who[made.client].tolist(),
            "day": self._days[days].tolist(),
            "time": self._times[seconds].tolist(),
            "method": self._methods[made.method].tolist(),
            "path": self._paths[made.path].tolist(),
            "query": self._queries[made.query].tolist(),
            "protocol": self._protocols[made.client].tolist(),
            "status": status.tolist(),
            "size": size.tolist(),
            "referrer": self._referrers[made.referrer].tolist(),
            "agent": self._agents[made.client].tolist(),
        }
        # %b, the size of the common format, writes "-" for an empty answer.
        unknown = size <= 0 if self.options.format == "common" else size < 0
        for row in np.flatnonzero(unknown).tolist():
            columns["size"][row] = "-"
        return columns


def _within(times: Ints, moment: tuple[int, int]) -> Bools:
    """Which times (seconds since the start) fall into the moment."""
    return (times >= moment[0]) & (times < moment[1])


def _add_odd(columns: Columns, dice: Dice, odd: Bools) -> None:
    """Replace fields of the lines marked odd, in place."""
    for row in np.flatnonzero(odd).tolist():
        for field, text in dice.choice(ODD_LINES).items():
            columns[field][row] = text


def _lines(columns: Columns, form: str, zone: str) -> str:
    """The finished lines; an f-string for each is several times as fast as joining columns."""
    site = columns.pop("site")
    if form == "common":
        del columns["referrer"], columns["agent"]
        return "".join(
            f'{who} {day}{time}{zone} "{method}{path}{query}{protocol}" {status} {size}\n'
            for who, day, time, method, path, query, protocol, status, size in zip(
                *columns.values(), strict=True
            )
        )
    fronts = (f"{name} " for name in site) if form == "vhost_combined" else repeat("", len(site))
    return "".join(
        f'{front}{who} {day}{time}{zone} "{method}{path}{query}{protocol}" {status} {size} '
        f'"{ref}" "{agent}"\n'
        for front, who, day, time, method, path, query, protocol, status, size, ref, agent in zip(
            fronts, *columns.values(), strict=True
        )
    )


def _between(low: int, high: int) -> Any:
    """A reader of whole numbers from low to high, for argparse."""

    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"{text} is not between {low:_} and {high:_}")
        return number

    read.__name__ = "whole number"  # what argparse calls the type in "invalid ... value"
    return read


def share(text: str) -> float:
    """A part of one, from 0 to 1."""
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a share between 0 and 1")
    return number


def moment(text: str) -> datetime:
    """An ISO date and time; without an offset it is taken as UTC."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not an ISO date and time") from error
    if not 1970 <= start.year <= 2999:
        raise argparse.ArgumentTypeError(f"{text!r} is not between the years 1970 and 2999")
    return start if start.tzinfo else start.replace(tzinfo=UTC)


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line, checked; argparse ends the program with code 2 if it is wrong."""
    parser = argparse.ArgumentParser(prog="generate.py", description=__doc__)
    add = parser.add_argument
    add("output", help="the file to write, or - for standard output")
    add("--lines", type=_between(0, 10**9), default=2_000_000, help="how many (%(default)s)")
    add("--seed", type=_between(0, 2**63), default=7, help="another seed, another log")
    add("--format", choices=FORMATS, default="combined")
    add("--start", type=moment, default=moment("2026-03-02T00:00:00+00:00"), metavar="ISO")
    add("--days", type=_between(1, 3650), default=14, help="the period the lines spread over")
    add("--clients", type=_between(10, 10**6), default=60_000, help="possible clients")
    add("--paths", type=_between(100, 10**6), default=20_000, help="possible paths")
    add("--agents", type=_between(10, 10**5), default=1_500, help="possible user agents")
    add("--users", type=share, default=0.02, help="share of people who are logged in")
    add("--bots", type=share, default=0.15, help="share of lines from robots")
    add("--hostile", type=share, default=0.0, help="share of odd lines")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the log; 0 when it is written, 2 when it cannot be."""
    options = read_options(arguments)
    try:
        if options.output == "-":
            _write(options, sys.stdout.buffer)
        else:
            with open(options.output, "wb") as output:
                _write(options, output)
    except BrokenPipeError:
        # The reader has seen enough (`| head`); keep Python from complaining as it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"generate.py: cannot write {options.output}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _write(options: argparse.Namespace, output: IO[bytes]) -> None:
    for block in Log(options).blocks():
        output.write(block)
    output.flush()


if __name__ == "__main__":
    sys.exit(main())
