"""Times in every layout, against the standard library."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.formats.layouts import LAYOUTS
from analyzer.parse.columns import NO_TIME
from analyzer.parse.timestamps import Clock, Moments, moments

LATEST = int(datetime(2026, 3, 20, tzinfo=UTC).timestamp())

WRITTEN = {
    "iso": "%Y-%m-%dT%H:%M:%S",
    "iso_in_brackets": "[%Y-%m-%d %H:%M:%S",
    "iso_padded": "%Y-%m-%d %k:%M:%S",
    "iso_loose": "%Y-%-m-%-d %-H:%M:%S",
    "ordinal": "%Y-%jT%H:%M:%S",
    "compact": "%Y%m%d-%H:%M:%S",
    "compact_time": "%Y%m%dT%H%M%S",
    "compact_loose": "%Y%m%d-%-H:%-M:%-S:7",
    "compact_short": "%y%m%d %H%M%S",
    "compact_whole": "%Y%m%d%H%M%S",
    "short_year_compact": "%y%m%d %k:%M:%S",
    "short_year": "%y-%m-%d %H:%M:%S",
    "clf": "%-d/%b/%Y:%H:%M:%S",
    "day_month": "%d-%b-%Y %H:%M:%S",
    "month_day_year": "%B - %-d, %Y:%H:%M:%S",
    "month_day_short_year": "%b-%d-%y %H:%M:%S",
    "year_month_day": "%Y %b %e %H:%M:%S",
    "asctime": "%a %b %-d %H:%M:%S %Y",
    "rfc1123": "%a, %d %b %Y %H:%M:%S",
    "month_first": "%-m/%-d/%Y %-H:%M:%S",
    "day_first": "%-d.%-m.%Y %H:%M:%S",
    "month_first_12": "%m/%d/%Y, %-I:%M:%S %p",
    "month_first_12_plain": "%m/%d/%Y %I:%M:%S %p",
    "month_first_comma": "%m/%d/%Y, %H:%M:%S",
    "day_first_comma": "%d.%m.%Y, %H:%M:%S",
    "month_day_year_12": "%b %d, %Y %I:%M:%S %p",
    "month_first_short": "%m/%d/%y %H:%M:%S",
    "month_first_dash": "%m/%d/%Y-%H:%M:%S",
    "dotted": "%Y-%m-%d-%H.%M.%S",
}
"""Layouts that hold the whole date and the seconds, as strftime writes them."""
YEARLESS = {
    "day_month_no_year": "%d %b %H:%M:%S",
    "syslog": "%b %-d %H:%M:%S",
    "no_year": "%m-%d %H:%M:%S",
    "klog": "%m%d %H:%M:%S",
}
UNITS = {"epoch_s": 1, "epoch_ms": 10**3, "epoch_us": 10**6, "epoch_ns": 10**9}


def wall(*parts: int) -> datetime:
    """What the log's clock showed."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


MOMENTS = st.datetimes(wall(1971, 1, 1), wall(2068, 12, 31)).map(
    lambda one: one.replace(microsecond=0)
)


def read(*texts: str, layout: str, zone: str = "UTC", latest: int = LATEST) -> Moments:
    return moments(pa.array([one.encode() for one in texts]), [layout], Clock(zone, latest))


def seconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())


def test_every_layout_is_tried_here() -> None:
    tried = {*WRITTEN, *YEARLESS, *UNITS, "epoch", "tai64", "iso_minute"}
    assert tried == set(LAYOUTS)


@pytest.mark.parametrize("layout", WRITTEN)
@settings(max_examples=1 + settings().max_examples // 4)
@given(several=st.lists(MOMENTS, min_size=1, max_size=9))
def test_a_written_moment_is_read_as_the_standard_library_means_it(
    layout: str, several: list[datetime]
) -> None:
    found = read(*(one.strftime(WRITTEN[layout]) for one in several), layout=layout)
    assert found.utc.tolist() == found.local.tolist() == [seconds(one) for one in several]
    assert found.zoneless.all()
    assert not found.yearless.any()


def test_a_minute_without_its_seconds_begins_with_it() -> None:
    found = read("2025-10-28 19:15", layout="iso_minute")
    assert found.utc.tolist() == [seconds(wall(2025, 10, 28, 19, 15))]


@pytest.mark.parametrize("layout", YEARLESS)
@given(
    latest=MOMENTS,
    ago=st.timedeltas(timedelta(0), timedelta(days=363)),
)
def test_a_missing_year_is_that_of_the_last_such_day_before_the_latest_moment(
    layout: str, latest: datetime, ago: timedelta
) -> None:
    moment = (latest - ago).replace(microsecond=0)
    found = read(moment.strftime(YEARLESS[layout]), layout=layout, latest=seconds(latest))
    assert found.utc.tolist() == [seconds(moment)]
    assert found.yearless.all()


@pytest.mark.parametrize(
    ("text", "latest", "year"),
    [
        ("Dec 31 23:59:59", wall(2026, 1, 1, 0, 0, 5), 2025),
        ("Jan  1 00:00:00", wall(2026, 1, 1, 0, 0, 5), 2026),
        ("Jan  1 12:00:00", wall(2025, 12, 31, 23, 0, 0), 2026),  # within a day: another clock
        ("Jan  2 12:00:00", wall(2025, 12, 31, 23, 0, 0), 2025),
        ("Feb 29 12:00:00", wall(2026, 3, 1), 2024),
        ("Feb 29 12:00:00", wall(2024, 2, 20), 2020),
        ("Feb 28 12:00:00", wall(2026, 2, 1), 2025),
        ("Mar  1 12:00:00", wall(2024, 3, 1, 13), 2024),
    ],
)
def test_years_around_new_year_and_29_february(text: str, latest: datetime, year: int) -> None:
    found = read(text, layout="syslog", latest=seconds(latest))
    assert datetime.fromtimestamp(int(found.utc[0]), UTC).year == year


def test_29_february_without_a_leap_year_in_reach_is_no_time() -> None:
    found = read("Feb 29 12:00:00", layout="syslog", latest=seconds(wall(2103, 5, 1)))
    assert found.utc.tolist() == found.local.tolist() == [NO_TIME]


@given(moment=MOMENTS, minutes=st.integers(-14 * 60, 14 * 60))
def test_a_written_offset_counts(moment: datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    sign, (hours, rest) = "+-"[minutes < 0], divmod(abs(minutes), 60)
    texts = [f"{moment:%Y-%m-%d %H:%M:%S}{space}{sign}{hours:02}{colon}{rest:02}"
             for space in ("", " ") for colon in ("", ":")]  # fmt: skip
    found = read(*texts, layout="iso", zone="Asia/Tokyo")
    assert set(found.utc.tolist()) == {int(aware.timestamp())}
    assert set(found.local.tolist()) == {seconds(moment)}
    assert not found.zoneless.any()


@pytest.mark.parametrize(
    ("tail", "hours"),
    [("Z", 0), (" UTC", 0), (" GMT", 0), (" EST", -5), (" CEST", 2), (" UTC+02:00", 2), ("+03", 3)],
)
def test_a_named_zone_counts(tail: str, hours: int) -> None:
    found = read(f"2025-10-28 12:00:00{tail}", layout="iso", zone="Asia/Tokyo")
    assert found.utc.tolist() == [seconds(wall(2025, 10, 28, 12)) - hours * 3600]


ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]


@given(
    zone=st.sampled_from(ZONES),
    several=st.lists(MOMENTS, min_size=1, max_size=5),
    dst=st.booleans(),
)
def test_a_missing_zone_is_the_one_assumed(zone: str, several: list[datetime], dst: bool) -> None:
    """Hours around both changes of the clock included: of two called the same, the first."""
    if dst:
        several += [
            wall(2025, 3, 30, 3),
            wall(2025, 10, 26, 2, 30),
            wall(2025, 4, 6, 2),
        ]
    texts = [one.strftime("%Y-%m-%d %H:%M:%S") for one in several]
    expected = [int(one.replace(tzinfo=ZoneInfo(zone)).timestamp()) for one in several]
    assert read(*texts, layout="iso", zone=zone).utc.tolist() == expected


def test_a_missing_year_and_a_missing_zone_go_together() -> None:
    found = read("Jul  1 12:00:00", layout="syslog", zone="Europe/Berlin")
    assert found.utc.tolist() == [seconds(wall(2025, 7, 1, 10))]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin"])
@pytest.mark.parametrize(
    "text",
    ["0000-00-00 00:00:00", "2025-02-30 12:00:00", "2025-13-01 12:00:00", "2025-01-01 24:00:00",
     "2025-01-01 12:60:00", "2025-01-01 12:00:61", "2025-01-01", "", "2025-01-01 12:00:00 XYZ",
     "2025-01-01 12:00:00.", "9999-99-99 99:99:99", "2025-01-01 12:00:00+02:00 more"],
)  # fmt: skip
def test_what_is_no_moment_is_no_time(zone: str, text: str) -> None:
    found = read(text, layout="iso", zone=zone)
    assert found.utc.tolist() == found.local.tolist() == [NO_TIME]
    assert not found.zoneless.any()


@given(
    moment=MOMENTS,
    mark=st.sampled_from(".,"),
    fraction=st.text("0123456789", min_size=1, max_size=9),
    zone=st.sampled_from(["", "Z", " +0000"]),
)
def test_a_fraction_is_cut_off(moment: datetime, mark: str, fraction: str, zone: str) -> None:
    found = read(f"{moment:%Y-%m-%d %H:%M:%S}{mark}{fraction}{zone}", layout="iso")
    assert found.utc.tolist() == [seconds(moment)]


def test_a_leap_second_is_the_first_second_of_the_next_minute() -> None:
    found = read("2016-12-31T23:59:60Z", layout="iso")
    assert found.utc.tolist() == [seconds(wall(2017, 1, 1))]


@pytest.mark.parametrize("layout", UNITS)
@given(number=st.integers(10**9, 4 * 10**9), rest=st.floats(0, 0.999))
def test_an_epoch_counts_in_its_unit(layout: str, number: int, rest: float) -> None:
    unit = UNITS[layout]
    texts = [str(number * unit + int(rest * unit)), f"{number * unit}.{'9' * 9}"]
    assert read(*texts, layout=layout).utc.tolist() == [number, number]


@pytest.mark.parametrize("unit", UNITS.values())
@given(number=st.integers(10**9, 4 * 10**9))
def test_the_unit_of_an_epoch_follows_from_its_digits(unit: int, number: int) -> None:
    assert read(str(number * unit), layout="epoch").utc.tolist() == [number]


@pytest.mark.parametrize("layout", [*UNITS, "epoch"])
@pytest.mark.parametrize("text", ["9" * 19, "1" * 20, "x", "-5", "1e9", "12345678", ""])
def test_a_number_that_is_no_moment_before_the_year_10000_is_no_time(
    layout: str, text: str
) -> None:
    (found,) = read(text, layout=layout).utc.tolist()
    assert found == NO_TIME or 0 <= found < 253_402_300_800


def test_a_tai64_label_is_ten_seconds_behind() -> None:
    found = read("@4000000037c219bf2ef02e94", "@400000000000000a", "@40", layout="tai64")
    assert found.utc.tolist() == [935_467_455 - 10 - 0, 0, NO_TIME]


def test_each_text_counts_by_the_first_layout_that_fits_it() -> None:
    texts = pa.array([b"2025-03-01 10:00:00", b"Mar  1 10:00:00", b"neither", None])
    found = moments(texts, ["iso", "syslog"], Clock("UTC", LATEST))
    moment = seconds(wall(2025, 3, 1, 10))
    assert found.utc.tolist() == [moment, seconds(wall(2026, 3, 1, 10)), NO_TIME, NO_TIME]
    assert found.yearless.tolist() == [False, True, False, False]
    assert found.zoneless.tolist() == [True, True, False, False]
