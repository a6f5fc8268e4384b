"""Counts a combined log line by line with a compiled regular expression."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from tests.benchmarks.answer import BUCKET_SECONDS, TOP
from tests.benchmarks.programs.printing import print_answer

_LINE = re.compile(
    r'(\S+) \S+ \S+ \[(.{14}):(\d\d):(\d\d) ([+-]\d{4})\] "(\S+) ([^\s"?]*)[^"]*"'
    r' (\d{3}) (\d+|-) "([^"]*)" "([^"]*)"',
    re.ASCII,
)
_MONDAY_H = 72
"""1970 began three days after a Monday, in hours."""


class Request(NamedTuple):
    """One line; time in seconds since 1970, size in bytes."""

    client: str
    seconds: int
    method: str
    path: str
    status: int
    size: int
    referrer: str
    agent: str


class Sums:
    """Requests, bytes and errors by key."""

    def __init__(self) -> None:
        self.by_key: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, key: str, size: int, error: bool) -> None:
        """One request."""
        sums = self.by_key[key]
        sums[0] += 1
        sums[1] += size
        sums[2] += error

    def top(self, measures: int) -> list[list[str | int]]:
        """The most requested, ties in the order of their keys, with the first measures."""
        order = sorted(self.by_key.items(), key=lambda one: (-one[1][0], one[0]))[:TOP]
        return [[key, *sums[:measures]] for key, sums in order]


@lru_cache(maxsize=1024)
def _hour(text: str, zone: str) -> int:
    """When that hour begins; strptime for each line would take longer than all the rest."""
    return int(datetime.strptime(f"{text} {zone}", "%d/%b/%Y:%H %z").timestamp())


def _requests(log: str) -> Iterator[Request]:
    with open(log, encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            if match := _LINE.match(line):
                client, hour, minute, second, zone, *words, size, referrer, agent = match.groups()
                seconds = _hour(hour, zone) + 60 * int(minute) + int(second)
                method, path, status = words
                length = 0 if size == "-" else int(size)
                yield Request(client, seconds, method, path, int(status), length, referrer, agent)


def main(log: str) -> None:
    """Prints the answer."""
    methods, paths, clients, referrers, agents = (Sums() for _ in range(5))
    cells: defaultdict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0])
    missing: Counter[str] = Counter()
    week: Counter[int] = Counter()
    sizes: Counter[int] = Counter()
    visitors: set[tuple[str, int, str]] = set()
    for one in _requests(log):
        error = one.status >= 400
        methods.add(one.method, one.size, error)
        paths.add(one.path, one.size, error)
        clients.add(one.client, one.size, error)
        referrers.add(one.referrer, one.size, error)
        agents.add(one.agent, one.size, error)
        cell = cells[one.seconds // BUCKET_SECONDS, one.status // 100, one.status]
        cell[0] += 1
        cell[1] += one.size
        if one.status == 404:
            missing[one.path] += 1
        week[(one.seconds // 3600 + _MONDAY_H) % 168] += 1
        sizes[one.size.bit_length()] += 1
        visitors.add((one.client, one.seconds // 86_400, one.agent))
    print_answer(
        visitors=len(visitors),
        status=[[status, *sums] for (status,), sums in _added(cells, 2, 3)],
        panels={
            "over_time": [
                [at * BUCKET_SECONDS, *k, *sums] for (at, *k), sums in _added(cells, 0, 2)
            ],
            "methods": methods.top(2),
            "paths": paths.top(3),
            "clients": clients.top(3),
            "referrers": referrers.top(2),
            "agents": agents.top(2),
            "not_found": sorted(missing.items(), key=lambda one: (-one[1], one[0]))[:TOP],
            "week": sorted(week.items()),
            "sizes": sorted(sizes.items()),
        },
    )


def _added(
    cells: dict[tuple[int, int, int], list[int]], first: int, last: int
) -> list[tuple[tuple[int, ...], list[int]]]:
    """Requests and bytes by the parts ``first`` to ``last`` of the key, in its order."""
    sums: defaultdict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0])
    for key, (requests, size) in cells.items():
        total = sums[key[first:last]]
        total[0] += requests
        total[1] += size
    return sorted(sums.items())


if __name__ == "__main__":
    main(sys.argv[1])
