"""Fields with more values than are kept: what is shown is exact, the same for any chunks in any
order, and nothing that should be shown is missing."""

from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.aggregate import distinct, excess, visitors
from analyzer.aggregate.merger import Merger
from analyzer.aggregate.partial import Partial
from analyzer.analysis import analyze
from analyzer.exports.markdown import markdown_summary
from analyzer.model import Options, Source
from analyzer.panels.build import panels, totals
from analyzer.report import report_json
from analyzer.source.reading import Block
from analyzer.terminal import render
from tests.analyzer.support.canonical import partial_of

KEPT = 40
FULLEST = 6
AGENTS = ("curl/8.0", "Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0", "Googlebot/2.1")


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excess, "MOST_KEYS", KEPT)
    monkeypatch.setattr(excess, "MOST_VISITORS", KEPT)
    monkeypatch.setattr(visitors, "MOST_VISITORS", KEPT)
    monkeypatch.setattr(distinct, "MOST_HASHES", 16)
    monkeypatch.setattr(excess, "FULLEST", FULLEST)
    monkeypatch.setattr(excess, "_CELLS", 64)


def lines_of(seed: int, count: int, spread: int) -> list[bytes]:
    """Half of the lines are of a few clients and paths, the others of ``spread`` different ones."""
    dice = Random(seed)
    lines = []
    for _ in range(count):
        client, path = (
            dice.randrange(spread) if dice.random() < 0.5 else dice.choice([1, 1, 1, 2, 2, 3])
            for _ in range(2)
        )
        time = f"{dice.randint(10, 12)}/Jan/2026:10:00:{dice.randint(10, 59)} +0000"
        status = dice.choice([200, 200, 404, 500])
        lines.append(
            f'10.0.{client // 250}.{client % 250} - - [{time}] "GET /p/{path} HTTP/1.1" {status}'
            f' {dice.randint(1, 999)} "https://{path % 7}.example/{path}" "{dice.choice(AGENTS)}"'
            f" {dice.random():.3f}\n".encode()
        )
    return lines


def merged(lines: list[bytes], size: int, order: Random) -> Partial:
    """Of chunks of so many lines, in any order."""
    chunks = [lines[at : at + size] for at in range(0, len(lines), size)]
    order.shuffle(chunks)
    gatherer = Merger()
    for chunk in chunks:
        block = Block(0, b"".join(chunk))
        gatherer.add(partial_of(("combined_seconds",), [block], fast=True))
    return gatherer.result()


def shown(partial: Partial) -> dict[str, Any]:
    assert partial.aggregates is not None
    found = {name: one.to_json() for name, one in panels(partial.aggregates).items()}
    return {"totals": dict(totals(partial.aggregates)), "panels": found}


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(2, 400), st.sampled_from([1, 3, 50]), st.randoms(), st.data()
)
def test_any_chunks_in_any_order_give_the_same_report(
    seed: int, count: int, size: int, order: Random, data: st.DataObject
) -> None:
    lines = lines_of(seed, count, spread=data.draw(st.sampled_from([5, 100, 1000])))
    assert shown(merged(lines, size, order)) == shown(merged(lines, 17, Random(0)))


@pytest.mark.parametrize("seed", range(5))
def test_all_keys_above_the_limit_are_listed_with_exact_figures_and_no_others(seed: int) -> None:
    lines = lines_of(seed, 600, spread=500)
    report = shown(merged(lines, 20, Random(seed)))["panels"]
    note = report["paths"]["approximate"]["note"]
    above = int(note.partition("more than ")[2].split()[0])
    assert 0 < above < 60
    requests: Counter[str] = Counter()
    sent: dict[str, int] = defaultdict(int)
    missing: Counter[str] = Counter()
    for text in (line.decode().split() for line in lines):
        requests[text[6]] += 1
        sent[text[6]] += int(text[9])
        missing[text[6]] += text[8] == "404"
    expected = {path: count for path, count in requests.items() if count > above}
    assert expected
    rows = report["paths"]["rows"]
    assert {path: (count, size) for path, count, size, _ in rows} == {
        path: (count, sent[path]) for path, count in expected.items()
    }
    for path, count in report["not_found"]["rows"]:
        assert count == missing[path]
    assert {row[0] for row in report["slow_paths"]["rows"]} == set(expected)
    for path, count, *_ in report["slow_paths"]["rows"]:
        assert count == requests[path]
    assert (
        "of referrers, only those of more than" in report["referring_sites"]["approximate"]["note"]
    )


def test_distinct_values_and_visitors_are_estimated_and_say_so() -> None:
    lines = lines_of(1, 2_000, spread=1_000)
    report = shown(merged(lines, 100, Random(0)))
    paths = len({line.split()[6] for line in lines})
    panel = report["panels"]["paths"]
    within = panel["approximate"]["rows_total_within"]
    assert 0 < within < paths
    assert abs(panel["rows_total"] - paths) <= 2 * within
    visitors = len({(b.split()[0], b.split()[3][:12], b.split(b'"')[5]) for b in lines})
    within = report["totals"]["unique_visitors_within"]
    assert 0 < within < visitors
    assert abs(report["totals"]["unique_visitors"] - visitors) <= 2 * within
    assert "estimated from one in" in report["panels"]["bots"]["approximate"]["note"]
    counted = sum(row[2] for row in report["panels"]["agents"]["rows"])
    assert counted == report["totals"]["unique_visitors"]


def test_up_to_the_limit_all_is_exact_and_nothing_is_said() -> None:
    lines = lines_of(3, 36, spread=20)
    report = shown(merged(lines, 5, Random(0)))
    assert "unique_visitors_within" not in report["totals"]
    assert len({line.split()[6] for line in lines}) == report["panels"]["paths"]["rows_total"]
    assert all("approximate" not in panel for panel in report["panels"].values())


def test_a_result_asked_for_in_between_changes_nothing() -> None:
    lines = lines_of(4, 400, spread=300)
    gatherer = Merger()
    for at in range(0, len(lines), 10):
        block = Block(0, b"".join(lines[at : at + 10]))
        gatherer.add(partial_of(("combined_seconds",), [block], fast=True))
        if at % 50 == 0:
            gatherer.result()
    assert shown(gatherer.result()) == shown(merged(lines, 400, Random(0)))


@pytest.mark.parametrize(("workers", "chunk"), [(1, 1 << 20), (2, 3_000), (3, 700)])
def test_workers_and_chunk_size_do_not_change_a_report_of_many_values(
    workers: int, chunk: int, tmp_path: Path
) -> None:
    log = tmp_path / "many.log"
    log.write_bytes(b"".join(lines_of(5, 500, spread=400)))

    def found(workers: int, chunk: int) -> dict[str, Any]:
        options = Options(workers=workers, chunk_bytes=chunk, format="combined_seconds")
        report = report_json(
            analyze([Source(0, "many.log", str(log), log.stat().st_size)], options)
        )
        return {name: part for name, part in report.items() if name != "timing"}

    report = found(workers, chunk)
    assert report == found(2, 20_000)
    assert "approximate" in report["panels"]["clients"]


def test_page_terminal_and_markdown_say_what_is_approximate(tmp_path: Path) -> None:
    log = tmp_path / "many.log"
    log.write_bytes(b"".join(lines_of(5, 500, spread=400)))
    source = Source(0, "many.log", str(log), log.stat().st_size)
    report = report_json(analyze([source], Options(workers=1, format="combined_seconds")))
    note = report["panels"]["paths"]["approximate"]["note"]
    within = f"± {report['totals']['unique_visitors_within']:,}"
    assert note in render(report)
    assert within in render(report)
    assert within in markdown_summary(report)
