"""Steps and hours by the clock of a zone, against walking through time and looking at it."""

from datetime import datetime, tzinfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.aggregate.timeline import LADDER, MOST_IN_REPORT
from analyzer.aggregate.wall_clock import Steps, offsets_between, steps_of
from analyzer.zones import offset_name, zone_named

ZONES = (
    "Europe/Berlin", "America/New_York", "America/St_Johns", "America/Havana", "Asia/Kathmandu",
    "Asia/Kolkata", "Australia/Lord_Howe", "Atlantic/Azores", "Africa/Casablanca", "Asia/Gaza",
    "America/Santiago", "+05:45", "-09:30",
)  # fmt: skip
HOUR, DAY = 3_600, 86_400


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


CHANGES = [
    moment(text)
    for text in (
        "2025-03-30T01:00Z", "2025-10-26T01:00Z", "2025-11-02T06:00Z", "2025-04-05T15:00Z",
        "2025-10-04T15:30Z", "2010-03-14T03:31Z", "2010-11-07T02:31Z", "2025-04-06T03:00Z",
    )
]  # fmt: skip
"""When clocks in some of the zones were put forward or back."""


def offset(zone: tzinfo, at: int) -> int:
    return int(datetime.fromtimestamp(at, zone).utcoffset().total_seconds())  # type: ignore[union-attr]


def walked(zone: tzinfo, width: int, first: int, last: int) -> list[int]:
    """Where steps begin, the one that ``first`` is in included."""
    tick = 1 if width < 60 else 60 if width < DAY else 900
    at = (first - 2 * width - 2 * HOUR) // tick * tick
    starts, reached, known = [], None, offset(zone, at)
    while at <= last:
        now = offset(zone, at)
        step = (at + now) // width
        short = width <= HOUR and (now != known or step != reached)
        if reached is None or step > reached or short:
            starts.append(at)
            reached = step
        known, at = now, at + tick
    return [*[start for start in starts if start <= first][-1:], *(s for s in starts if s > first)]


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(ZONES),
    near=st.sampled_from(CHANGES),
    before=st.integers(0, 2 * DAY),
    span=st.one_of(st.integers(0, 300), st.integers(0, 2 * DAY), st.integers(0, 60 * DAY)),
)
def test_steps_begin_where_the_clock_shows_it(name: str, near: int, before: int, span: int) -> None:
    zone, first = zone_named(name), near - before
    steps = steps_of(zone, first, first + span)
    assert steps.starts.tolist() == walked(zone, steps.width, first, first + span)
    assert len(steps.starts) <= MOST_IN_REPORT
    if steps.width > 1:
        narrower = LADDER[LADDER.index(steps.width) - 1]
        assert len(walked(zone, narrower, first, first + span)) > MOST_IN_REPORT


def days(zone: str, first: str, last: str) -> Steps:
    return steps_of(zone_named(zone), moment(first), moment(last))


@pytest.mark.parametrize(
    ("zone", "first", "last", "hours"),
    [
        ("Europe/Berlin", "2025-03-29T12:00+01:00", "2025-03-31T12:00+02:00", 23),
        ("Europe/Berlin", "2025-10-25T12:00+02:00", "2025-10-27T12:00+01:00", 25),
        ("Australia/Lord_Howe", "2025-04-05T12:00+11:00", "2025-04-07T12:00+10:30", 24.5),
        ("America/Santiago", "2025-09-06T12:00-04:00", "2025-09-08T12:00-03:00", 23),
    ],
)
def test_the_day_on_which_the_clock_is_changed_is_as_long_as_it_was(
    zone: str, first: str, last: str, hours: float
) -> None:
    """In Santiago it begins at one o'clock: there was no midnight."""
    begin, end = moment(first), moment(last)
    steps = steps_of(zone_named(zone), begin - 120 * DAY, end + 120 * DAY)
    assert steps.width == 86_400 * 10 or steps.width == DAY
    narrow = steps_of(zone_named(zone), begin - 100 * DAY, end + 100 * DAY)
    assert narrow.width == DAY
    place = int(np.searchsorted(narrow.starts, begin, side="right"))
    assert (narrow.starts[place + 1] - narrow.starts[place]) / HOUR == hours


def test_the_hour_that_the_clock_shows_twice_is_two_steps() -> None:
    steps = days("Europe/Berlin", "2025-10-25T12:00+02:00", "2025-10-26T12:00+01:00")
    zone = zone_named("Europe/Berlin")
    shown = [datetime.fromtimestamp(one, zone) for one in steps.starts.tolist()]
    assert steps.width == 900
    assert [one.isoformat() for one in shown if one.hour == 2] == [
        f"2025-10-26T02:{minute:02}:00+0{hours}:00"
        for hours in (2, 1)
        for minute in (0, 15, 30, 45)
    ]


def test_a_zone_of_one_offset_has_no_changes_and_others_have_all() -> None:
    first, last = moment("1900-01-01T00:00Z"), moment("2100-01-01T00:00Z")
    assert offsets_between(zone_named("+05:45"), first, last).seconds.tolist() == [20_700]
    for name in ZONES:
        zone = zone_named(name)
        found = offsets_between(zone, first, last)
        moments = np.arange(first, last, 11 * DAY + 12_345)
        assert found.at(moments).tolist() == [offset(zone, at) for at in moments.tolist()]
        for start, before, after in zip(
            found.starts[1:].tolist(),
            found.seconds.tolist(),
            found.seconds[1:].tolist(),
            strict=False,
        ):
            assert (offset(zone, start - 1), offset(zone, start)) == (before, after)


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    for zone in map(zone_named, ("Pacific/Kiritimati", "-12:00")):
        steps = steps_of(zone, -62_135_596_800, 253_402_300_799)
        assert steps.width == LADDER[-1]


@pytest.mark.parametrize(("seconds", "name"), [(0, "UTC"), (7_200, "+02:00"), (-12_600, "-03:30")])
def test_an_offset_has_a_name_that_is_a_zone(seconds: int, name: str) -> None:
    assert offset_name(seconds) == name
    assert offset(zone_named(name), 0) == seconds


@pytest.mark.parametrize("span", [0, 5_000, 40 * DAY, 9_000 * DAY])
def test_a_moment_is_in_the_step_that_began_last(span: int) -> None:
    first = CHANGES[1] - span // 2
    steps = steps_of(zone_named("Europe/Berlin"), first, first + span)
    odd = Steps(steps.width, steps.starts - np.arange(len(steps.starts)) % 7, steps.offsets)
    moments = np.linspace(first, first + span, 1000).astype(np.int64)
    for one in (steps, odd):
        places = np.searchsorted(one.starts, moments, side="right") - 1
        assert one.at(moments).tolist() == places.tolist()
