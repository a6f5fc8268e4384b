"""What the kernels read where it lies is what the reading of whole columns makes of the texts."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.loader import formats
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.spec import Format
from analyzer.parse.dictionary import Codes, Dictionary
from analyzer.parse.durations import durations
from analyzer.parse.in_place import durations_at, hosts_at, request_parts, requests_at
from analyzer.parse.lines import BlockLines
from analyzer.parse.times import Meaning, Times, written
from analyzer.parse.times_in_place import date_and_clock_at, times_at
from analyzer.parse.timestamps import Clock
from analyzer.parse.typed import typed
from analyzer.parse.value_texts import Values

Texts = list[bytes]

CLOCKS = [Clock("UTC", 1_900_000_000), Clock("Europe/Berlin", 1_900_000_000)]
LAYOUTS = [["iso"], ["iso_in_brackets"], ["epoch"], ["epoch_s"], ["epoch_us"], ["iso", "epoch"],
           ["compact", "iso"], ["day_month"], ["dotted"], ["clf"], ["iso_minute", "iso"],
           ["template:DD.MM.YYYY hh:mm:ss"], ["template:ss:mm:hh DD/MM/YYYY"],
           ["template:YYYY-DD hh:mm:ss"], ["syslog", "iso"]]  # fmt: skip
DATES = st.sampled_from(
    ["2025-03-01", "2024-02-29", "2023-02-29", "1900-01-01", "1899-12-31", "9999-01-01",
     "2025-13-01",
     "2025-00-10", "2025-04-31", "20250301", "[2025-03-01", "01-Mar-2025", "1-Mar-2025",
     "2025/03/01", "2025- 3- 1", "01.03.2025", "\0\0\0\0\0\0\0\0\0\0", "", "x"]
)  # fmt: skip
MARKS = st.sampled_from([" ", "T", "-", ":", "\0", "", "  "])
HOURS = st.sampled_from(
    ["10:00:00", "23:59:60", "23:59:61", "24:00:00", " 9:05:07", "10.00.00", "10:60:00", "1:2:3",
     "10:0", "\0\0\0\0\0\0:10", "10:00:0x"]
)  # fmt: skip
TAILS = st.sampled_from(
    ["", ".1", ",123", ".123456789", ".1234567890", ".", ":5", ".5.5", "Z", " Z", "z", ".5Z]", "]",
     " ]", "+01:00", "-0730", " +0530", "+99:99", "+01", "+1:00", "+010", " UTC", ".5 CET", " XYZ",
     "+01:0x", "  +0100", " GMT+1", "-07:30]", "x"]
)  # fmt: skip
EPOCHS = st.from_regex(r"\A[0-9]{8,20}(\.[0-9]{0,10})?\Z")
TIMES = st.one_of(
    st.builds(lambda *parts: "".join(parts), DATES, MARKS, HOURS, TAILS),
    EPOCHS,
    st.text(max_size=24),
).map(lambda text: text.encode())
NUMBERS = st.one_of(
    st.from_regex(r"\A-?[0-9]{0,20}(\.[0-9]{0,24})?([eE][+-]?[0-9]{1,3})?\Z"),
    st.from_regex(r"\A[0-9]{1,9}\.[0-9]{1,6}\Z"),
    st.text(max_size=8),
).map(lambda text: text.encode())
HOSTS = st.text("[]:0129a.-", max_size=16).map(str.encode)


def laid(texts: Texts) -> tuple[BlockLines, Codes, Codes]:
    """The texts in a block, and where each lies."""
    data = b"".join(b"%b\n" % text for text in texts)
    lengths = np.array([len(text) for text in texts], np.int32)
    begins = (np.cumsum(lengths + 1) - lengths - 1).astype(np.int32)
    return BlockLines.of(data), begins, lengths


def meaning_of(layouts: list[str], clock: Clock, utc: bool = False) -> Meaning:
    shape = Delimited(("timestamp",))
    return Meaning(Format("made", "Made", shape, layouts=tuple(layouts), utc=utc), clock)


def assert_equal_times(found: Times, wanted: Times) -> None:
    for name in ("utc", "day", "bad", "zoneless", "yearless"):
        assert getattr(found, name).tolist() == getattr(wanted, name).tolist(), name
    assert found.offsets == wanted.offsets


@given(
    texts=st.lists(TIMES, min_size=1, max_size=12),
    layouts=st.sampled_from(LAYOUTS),
    clock=st.sampled_from(CLOCKS),
    utc=st.booleans(),
)
def test_times_in_place_are_those_of_the_texts(
    texts: Texts, layouts: list[str], clock: Clock, utc: bool
) -> None:
    meaning = meaning_of(layouts, clock, utc)
    wanted = written(pa.array(texts, pa.binary()), len(texts), meaning)
    lines, *spans = laid(texts)
    assert_equal_times(times_at(lines, Values(*spans, changed=False), meaning), wanted)


@given(
    texts=st.lists(st.tuples(DATES, HOURS, st.sampled_from([1, 1, 1, 2])), min_size=1, max_size=8),
    layouts=st.sampled_from(LAYOUTS),
    blank=st.sampled_from([b" ", b"\t"]),
)
def test_a_date_and_the_clock_behind_it_are_read_together(
    texts: list[tuple[str, str, int]], layouts: list[str], blank: bytes
) -> None:
    rows = [date.encode() + blank * apart + clock.encode() for date, clock, apart in texts]
    lines, begins, _ = laid(rows)
    dates, clocks = ([one[which].encode() for one in texts] for which in (0, 1))
    apart = np.array([one[2] for one in texts], np.int32)
    lengths, more = (np.array([*map(len, one)], np.int32) for one in (dates, clocks))
    meaning = meaning_of(layouts, CLOCKS[0])
    joined = [b"%b %b" % one for one in zip(dates, clocks, strict=True)]
    found = date_and_clock_at(lines, begins, lengths, begins + lengths + apart, more, meaning)
    assert_equal_times(found, written(pa.array(joined, pa.binary()), len(joined), meaning))


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@given(texts=st.lists(NUMBERS, min_size=1, max_size=12))
def test_lengths_of_time_in_place_are_those_of_the_texts(unit: str, texts: Texts) -> None:
    lines, *spans = laid(texts)
    found = durations_at(lines, Values(*spans, changed=False), unit)
    assert found.tolist() == durations(pa.array(texts, pa.binary()), unit).tolist()


@given(texts=st.lists(HOSTS, min_size=1, max_size=12))
def test_hosts_in_place_are_those_of_the_endpoints(texts: Texts) -> None:
    lines, *spans = laid(texts)
    found = lines.texts(*hosts_at(lines, *spans)).to_pylist()
    raw = {"client_endpoint": pa.array(texts, pa.binary())}
    block, _, _ = typed(raw, len(texts), Meaning(formats()["aws_elb"], CLOCKS[0]))
    wanted = block.text["client_ip"]
    assert isinstance(wanted, pa.Array)
    assert found == wanted.to_pylist()


@given(
    values=st.lists(
        st.tuples(*[st.sampled_from([b"-", b"", b"GET", b"/a", b"b=c", b"x" * 40])] * 4), min_size=1
    ),
    names=st.sampled_from(
        [("method", "target", "query", "protocol"), ("target",), ("query", "target"),
         ("protocol", "target", "method"), ("target", "method", "query")]
    ),
)  # fmt: skip
def test_requests_put_together_in_place_are_those_of_the_columns(
    values: list[tuple[bytes, ...]], names: tuple[str, ...]
) -> None:
    data = b"".join(b" ".join(row[: len(names)]) + b"\n" for row in values)
    begins, lengths = np.zeros((2, len(names), len(values) + 3), np.int32)
    at = 0
    for number, row in enumerate(values):
        for column, value in enumerate(row[: len(names)]):
            begins[column, number], lengths[column, number] = at, len(value)
            at += len(value) + 1
    parts = request_parts({name: place for place, name in enumerate(names)})
    rows = len(values)
    found = requests_at(BlockLines.of(data), begins, lengths, rows, parts, Dictionary())
    raw = {
        name: pa.array([row[place] for row in values], pa.binary())
        for place, name in enumerate(names)
    }
    block, _, _ = typed(raw, rows, Meaning(formats()["iis"], CLOCKS[0]))
    wanted = block.text["request"]
    assert isinstance(wanted, pa.Array)
    assert found.array().to_pylist() == wanted.to_pylist()
