"""Why a chunk was slow: each reason from the facts that give it."""

from typing import Any

import pytest

from analyzer.model import Span
from analyzer.timing.notes import notes
from analyzer.timing.pieces import pieces_of
from analyzer.timing.summary import noted
from tests.analyzer.timing.made_up import MIB, S, span

FACTS = {"records": 1000, "rejected": 0, "distinct": 500}


def chunk(number: int, read: float = 0.1, parse: float = 0.9, **own: float) -> list[Span]:
    """A chunk of 1 MiB that has a processor all the time it parses, unless told otherwise."""
    cpu = own.get("cpu", parse)
    rows = [
        span("worker 1", number, "read", 10 * number, 10 * number + read, MIB, own.get("io", read)),
        span("worker 1", number, "parse", 10 * number + read, 10 * number + read + parse, MIB, cpu),
    ]
    return [Span(*row) for row in rows]


def note_of(odd: list[Span], **facts: Any) -> str | None:
    """The note of chunk 3 among three ordinary ones."""
    spans = [one for number in range(3) for one in chunk(number)] + odd
    known = {(number, MIB): dict(FACTS) for number in range(4)}
    known[3, MIB].update(facts)
    return notes(pieces_of(spans), known).get((3, MIB))


def test_an_ordinary_chunk_needs_no_word() -> None:
    assert note_of(chunk(3)) is None
    assert note_of(chunk(3, parse=1.3)) is None


@pytest.mark.parametrize(
    ("odd", "facts", "said"),
    [
        (
            chunk(3, parse=1.9, cpu=0.9),
            {},
            (
                "2.0x the median time per byte: it waited: it had a processor for only 50 % of its"
                " time"
            ),
        ),
        (
            chunk(3, read=1.1, io=0.1),
            {},
            "2.0x the median time per byte: it waited for the disk: reading took 1,100 ms",
        ),
        (
            chunk(3, parse=2.9),
            {"rejected": 120},
            "3.0x the median time per byte: 12.0 % of its lines are rejects, tried on every format",
        ),
        (
            chunk(3, parse=1.9),
            {"distinct": 9000},
            "2.0x the median time per byte: it holds more distinct values than others (9,000)",
        ),
        (
            chunk(3, parse=1.9),
            {"records": 2000},
            "2.0x the median time per byte: its lines are short, so it holds more of them (2,000)",
        ),
        (
            chunk(3, parse=1.9),
            {},
            "2.0x the median time per byte: most of the extra time went into parse",
        ),
    ],
)
def test_a_slow_chunk_has_the_reason_that_its_facts_give(
    odd: list[Span], facts: dict[str, int], said: str
) -> None:
    assert note_of(odd, **facts) == said


def test_a_few_rejects_are_no_reason() -> None:
    said = note_of(chunk(3, parse=1.9), rejected=2)
    assert said is not None
    assert "rejects" not in said


def test_two_chunks_have_no_median_to_speak_of() -> None:
    spans = chunk(0) + chunk(1, parse=9)
    assert notes(pieces_of(spans), {(n, MIB): FACTS for n in (0, 1)}) == {}


def test_notes_are_on_the_entries_of_chunks_in_the_order_of_the_log() -> None:
    spans = [one for number in range(3) for one in chunk(number)] + chunk(3, parse=1.9)
    entries = [
        {"chunk": n, "source": 0, "start": n * MIB, "end": (n + 1) * MIB, **FACTS}
        for n in (3, 1, 2, 0)
    ]
    made = noted(entries, spans)
    assert [entry["chunk"] for entry in made] == [0, 1, 2, 3]
    assert [entry["chunk"] for entry in made if "note" in entry] == [3]
    assert not any("note" in entry for entry in entries)


def test_of_the_halves_of_a_chunk_only_the_slow_one_is_noted() -> None:
    halves = [
        span("worker 2", 3, "parse", 0, 0.6, MIB * 6 // 10, 0.6),
        span("worker 2", 3, "parse", 1, 3, MIB * 5 // 10, 2),
    ]
    spans = [one for number in range(3) for one in chunk(number)]
    spans += [Span(*row) for row in halves]
    known = {(number, MIB): FACTS for number in range(3)}
    known |= {(3, row[5]): FACTS for row in halves}
    assert list(notes(pieces_of(spans), known)) == [(3, MIB * 5 // 10)]
    assert S == 10**9
