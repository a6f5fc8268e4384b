"""Questions to a finished analysis, as the page asks them: over HTTP, of a server that stands."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.app.product import Product, started_product
from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.page import analysed
from tests.benchmarks.questions import BERLIN, KINDS, SEARCHES
from tests.benchmarks.table import markdown_table

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_PAGES = 10
_PAGE_LINES = 100
_FILTERED = {'path~"^/api"': 0.03, "status=200": 0.5, "": 1.0}
"""Filters of pages, and the share of the log that surely matches."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; seconds by the clock until its answer, and of all processors together."""

    kind: str
    call: str
    query: Mapping[str, Any]
    wall: float
    processor: float


def run(bench: Bench) -> Section:
    """Filters and zooms for all panels, in UTC and by another clock; raw lines at any place;
    facets; and searches of whole lines. So many are asked in turn that no answer is remembered."""
    log = bench.log()
    with started_product(workers=bench.workers) as product:
        id = analysed(product, str(log.path))
        asked = _ask_all(product, f"/api/v1/analyses/{id}", log.lines, bench.rounds)
        kept = sum(file.stat().st_size for file in product.data.rglob("*.arrow"))
    calls = dict.fromkeys(one.call for one in asked)
    kinds = {f"all: {call}": [one for one in asked if one.call == call] for call in calls}
    kinds |= {kind: [one for one in asked if one.kind == kind] for kind in _kinds_of(asked)}
    slowest = max(kinds["all: view"], key=lambda one: one.processor)
    explained = (
        f"Milliseconds for {log.lines:,} lines at the API, warm: by the clock, and of all"
        f" processors together to the nearest {_TICK_S * 1e3:.0f}; median, 95th of 100, and the"
        f" slowest. The columns take {kept / log.bytes:.1%} of the log. The dearest view is"
        f" {dict(slowest.query)}."
    )
    heads = ["", "questions", "wall", "95 %", "slowest", "processor", "95 %", "slowest"]
    table = markdown_table(heads, [_row(kind, some) for kind, some in kinds.items()])
    data = {
        "columns_share": kept / log.bytes,
        "asked": [[one.call, dict(one.query), one.wall, one.processor] for one in asked],
    }
    return Section("Questions", f"{explained}\n\n{table}", data)


def _kinds_of(asked: Sequence[Asked]) -> dict[str, None]:
    return dict.fromkeys(one.kind for one in asked)


def _row(kind: str, some: Sequence[Asked]) -> list[str]:
    cells = [kind, f"{len(some):,}"]
    for taken in ([one.wall for one in some], [one.processor for one in some]):
        ordered = sorted(taken)
        places = (len(ordered) // 2, len(ordered) * 95 // 100, len(ordered) - 1)
        cells += [f"{ordered[place] * 1e3:,.0f}" for place in places]
    return cells


def _ask_all(product: Product, path: str, lines: int, rounds: int) -> list[Asked]:
    product.client.get(f"{path}/view")  # which loads the columns
    processes = [Path(f"/proc/{pid}/stat") for pid in product.processes()]
    asked = []
    dice = Random(1)
    for number in range(1, rounds + 1):
        for kind, call, query in _questions(lines, dice):
            spent, begun = _spent(processes), time.perf_counter()
            answer = product.client.get(f"{path}/{call}", **query)
            wall = time.perf_counter() - begun
            assert answer.status == 200, answer.text
            asked.append(Asked(kind, call, query, wall, _spent(processes) - spent))
        say(f"views: round {number} of {rounds}")
    return asked


def _questions(lines: int, dice: Random) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Kind, call and query of each question of a round."""
    for name, questions in KINDS.items():
        for query in questions:
            yield f"view: {name}", "view", query
            yield f"view: {name}, by another clock", "view", {**query, "tz": BERLIN}
    for where, share in _FILTERED.items():
        for _ in range(_PAGES):
            cursor = dice.randrange(int(lines * share))
            query = {"where": where, "cursor": cursor, "limit": _PAGE_LINES}
            yield f"lines: {where or 'all'}", "lines", query
    for query in KINDS["status"]:
        yield "facets", "facets", query
    for pattern in SEARCHES:
        yield "search", "search", {"q": pattern, "as": "regex"}


def _spent(processes: Sequence[Path]) -> float:
    """Seconds of processor time, of those that still live."""
    ticks = 0
    for process in processes:
        try:
            fields = process.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks * _TICK_S
