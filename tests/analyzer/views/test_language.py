"""The language of filters: what it means, and how it says that something is wrong."""

from collections.abc import Iterable

import numpy as np
import pytest

from analyzer.errors import UsageError
from analyzer.views.language import filter_of, parse_filter
from analyzer.views.moments import range_of, span_of
from analyzer.views.nodes import EVERYTHING, And, Bot, Condition, Not, Or
from analyzer.views.week import hour_in_week, hours_meant


def test_and_binds_closer_than_or_and_not_closest():
    tree = parse_filter("not bot and status=200 or bot")
    assert isinstance(tree, Or)
    first, second = tree.parts
    assert isinstance(first, And)
    assert isinstance(first.parts[0], Not)
    assert isinstance(second, Bot)


def test_nothing_is_everything():
    assert parse_filter("  ") is EVERYTHING


def test_quotes_may_hold_quotes_and_backslashes():
    tree = parse_filter(r'path="a \"b\" \\x"')
    assert isinstance(tree, Condition)
    assert tree.values[0].text == r'a "b" \x'


@pytest.mark.parametrize("field", ["path", "time taken", "not", 'a"b', "a=b", "ünï"])
@pytest.mark.parametrize("value", ["/x", "", 'say "\\hi\\"', "a), b", "line\nfeed", "\\"])
def test_the_filter_of_a_value_is_read_as_that_value(field: str, value: str):
    tree = parse_filter(filter_of(field, value))
    assert isinstance(tree, Condition)
    assert (tree.field, tree.operator) == (field, "in")
    assert [one.text for one in tree.values] == [value]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("status>=", 9), ("status 500", 8), ("(bot", 5), ("bot bot", 5), ('path="x', 6),
        ("and bot", 1), ("status in (1,", 14), ("a=b)", 4), ("not", 4), ("=5", 1),
    ],
)  # fmt: skip
def test_an_error_points_at_the_column(text: str, column: int):
    with pytest.raises(UsageError) as caught:
        parse_filter(text)
    message, line, caret = str(caught.value).split("\n")
    assert f"(column {column} of the filter)" in message
    assert line == f"  {text}"
    assert caret == " " * (column + 1) + "^"


def test_a_filter_that_nests_without_end_is_refused():
    with pytest.raises(UsageError, match="nests"):
        parse_filter("(" * 5000 + "bot")


def test_a_time_covers_what_it_leaves_open():
    assert span_of("1970-01-02", "UTC") == (86_400, 172_800)
    assert span_of("1970-01-01T01", "UTC") == (3600, 7200)
    assert span_of("1970-01-01T01:00+01:00", "UTC") == (0, 60)
    assert range_of("1970-01-01..1970-01-02", "UTC") == (0, 86_400)
    start, end = span_of("2025-03-30", "Europe/Berlin")
    assert end - start == 23 * 3600  # the clocks go forward


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mon", range(24)),
        ("tuesday", range(24, 48)),
        ("Tue 09", [33]),
        ("SunT23", [167]),
        ("T03", range(3, 168, 24)),
        ("Mon..Sat", range(120)),
        ("Sun 22..Mon 02", [0, 1, 166, 167]),
        ("Sat .. Mon", range(120, 168)),
        ("T23..T01", [hour for hour in range(168) if hour % 24 in (23, 0)]),
        ("T05..T05", []),
    ],
)
def test_a_time_without_a_date_comes_every_week(text: str, hours: Iterable[int]):
    meant = hours_meant(text)
    assert meant is not None
    assert np.flatnonzero(meant).tolist() == list(hours)


def test_an_hour_of_the_week_is_read_as_it_is_written():
    for hour in range(168):
        meant = hours_meant(hour_in_week(*divmod(hour, 24)))
        assert meant is not None
        assert np.flatnonzero(meant).tolist() == [hour]


@pytest.mark.parametrize(
    "text", ["Mo", "Mon 24", "Mon 9", "14", "T1", "", "..", "Mon..", "2025-03-01"]
)
def test_what_is_no_time_of_a_week_is_none(text: str):
    assert hours_meant(text) is None


def test_a_range_names_a_weekday_at_both_ends_or_at_none():
    with pytest.raises(UsageError, match="at one end"):
        hours_meant("Mon 09..T17")


@pytest.mark.parametrize("text", ["yesterday", "2025-13-01", "2025-03-01T25:00", "1", ""])
def test_what_is_no_time_is_refused(text: str):
    with pytest.raises(UsageError, match="is no time"):
        span_of(text, "UTC")
