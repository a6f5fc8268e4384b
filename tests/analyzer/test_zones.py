"""Times that name no zone or no year: which were taken, and that the report says so."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyzer.cli import main
from analyzer.errors import UsageError
from analyzer.store.index import read_index
from analyzer.zones import zone_names
from tests.analyzer.support.files import findings_of

BARE = "2025-07-01 12:00:00 INFO started\n"
ZONED = "2025-07-01T12:00:00+02:00 INFO started\n"
SYSLOG = "Jul  1 12:00:00 host cron[7]: started\n"
CLF = '1.2.3.4 - - [01/Jul/2025:12:00:00 +0200] "GET / HTTP/1.1" 200 5\n'


def source_of(folder: Path, text: str, **options: Any) -> tuple[dict[str, Any], str]:
    """What the report says of the log, and when its first record is."""
    log = folder / "some.log"
    log.write_text(text)
    found = findings_of(log, engine="serial", **options)
    return found["sources"][0], found["totals"]["first"]


@pytest.mark.parametrize(
    ("text", "zone", "year"),
    [
        (BARE, "Europe/Berlin", "as written"),
        (ZONED, "as written", "as written"),
        (CLF, "as written", "as written"),
        (SYSLOG, "Europe/Berlin", "inferred"),
        (BARE + ZONED, "as written, else Europe/Berlin", "as written"),
        ("no time\n", "", ""),
    ],
)
def test_the_report_says_which_zone_and_year_were_taken(
    tmp_path: Path, text: str, zone: str, year: str
) -> None:
    source, first = source_of(tmp_path, text * 30, zone="Europe/Berlin")
    assert (source["zone"], source["year"]) == (zone, year)
    assert first is None or first.endswith("-07-01T10:00:00Z"), "summer time counts"


W3C = "#Fields: date time c-ip cs-method cs-uri sc-status\n"
W3C_ROW = "2025-07-01 10:00:00 203.0.113.7 GET /index.html 200\n"


@pytest.mark.parametrize("before", ["", "#GMT-Offset: +0200\n"])
def test_a_format_that_is_utc_by_specification_stays_so(tmp_path: Path, before: str) -> None:
    """https://www.w3.org/TR/WD-logfile: dates and times are given in GMT."""
    log = before + W3C + W3C_ROW * 30
    source, first = source_of(tmp_path, log, zone="Asia/Tokyo")
    assert (source["format"], source["zone"]) == ("w3c", "as written")
    assert first == ("2025-07-01T08:00:00Z" if before else "2025-07-01T10:00:00Z")
    assert source_of(tmp_path, log) == (source, first)


def test_the_windows_firewall_writes_local_times_in_its_extended_log(tmp_path: Path) -> None:
    """Its header says so: #Time Format: Local."""
    log = "#Fields: date time action protocol src-ip dst-ip\n"
    log += "2025-07-01 12:00:00 DROP TCP 192.0.2.1 192.0.2.2\n" * 30
    source, first = source_of(tmp_path, log, zone="Europe/Berlin")
    assert (source["zone"], first) == ("Europe/Berlin", "2025-07-01T10:00:00Z")


def test_times_without_a_zone_are_of_utc_where_nobody_says_otherwise(tmp_path: Path) -> None:
    source, first = source_of(tmp_path, BARE * 9)
    assert (source["zone"], first) == ("UTC", "2025-07-01T12:00:00Z")


@pytest.mark.parametrize("chunk_bytes", [1, 100, 1_000])
def test_what_is_said_of_zones_does_not_depend_on_the_chunks(
    tmp_path: Path, chunk_bytes: int
) -> None:
    text = BARE * 20 + ZONED * 20 + "2025-02-31 12:00:00 INFO never\n"
    whole = source_of(tmp_path, text)
    assert whole[0]["zone"] == "as written, else UTC"
    assert source_of(tmp_path, text, chunk_bytes=chunk_bytes) == whole


def test_each_source_is_spoken_of_by_itself(tmp_path: Path) -> None:
    for name, text in {"bare": BARE, "zoned": ZONED}.items():
        (tmp_path / name).write_text(text * 20)
    found = findings_of(tmp_path / "bare", tmp_path / "zoned", engine="serial")
    assert [source["zone"] for source in found["sources"]] == ["UTC", "as written"]


def test_the_command_line_takes_a_zone_and_says_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "some.log"
    log.write_text(BARE * 9)
    assert main(["analyze", str(log), "--json", "--timezone", "Asia/Tokyo"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"]["first"] == "2025-07-01T03:00:00Z"
    assert main(["analyze", str(log), "--timezone", "Asia/Tokyo"]) == 0
    assert "  times without a zone, read as Asia/Tokyo\n" in capsys.readouterr().out
    question = ["view", str(log), "--timezone", "Asia/Tokyo", "--until", "2025-07-01T03:01"]
    assert main(question) == 0
    assert json.loads(capsys.readouterr().out)["matched"] == 9
    assert main(["analyze", str(log), "--timezone", "Mars/Base"]) == 2
    assert "no time zone 'Mars/Base'" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc/passwd", "Europe", "a\0b", "x" * 5_000])
def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no time zone"):
        source_of(tmp_path, BARE, zone=name)


def test_every_zone_that_is_offered_exists() -> None:
    assert {"UTC", "Europe/Berlin", "America/New_York"} <= set(zone_names())


OTHER = CLF.replace("+0200", "-0330")
EPOCH = '{"time": 1751364000, "level": "info"}\n'


def own_zones(folder: Path, *texts: str, **options: Any) -> list[str | None]:
    """What is kept with the columns of logs of these texts."""
    columns = folder / "columns"
    columns.mkdir()
    for number, text in enumerate(texts):
        (folder / str(number)).write_text(text * 20)
    paths = [folder / str(number) for number in range(len(texts))]
    findings_of(*paths, engine="serial", columns=str(columns), **options)
    return [log.zone for log in read_index(str(columns)).logs]


@pytest.mark.parametrize("chunk_bytes", [None, 300])
def test_the_zone_that_a_logs_times_were_written_in_is_known_where_it_is_one(
    tmp_path: Path, chunk_bytes: int | None
) -> None:
    known = {
        CLF: "+02:00", OTHER: "-03:30", ZONED: "+02:00", CLF + OTHER: "", EPOCH: "UTC",
        BARE: "Europe/Berlin", SYSLOG: "Europe/Berlin", BARE + ZONED: "", W3C + W3C_ROW: "UTC",
        "no time\n": None, CLF.replace("GET", "G\\x22ET") + CLF: "+02:00",
    }  # fmt: skip
    found = own_zones(tmp_path, *known, zone="Europe/Berlin", chunk_bytes=chunk_bytes)
    assert dict(zip(known, found, strict=True)) == known


def test_what_names_no_zone_may_be_of_the_one_that_the_others_name(tmp_path: Path) -> None:
    assert own_zones(tmp_path, BARE + ZONED, zone="+02:00") == ["+02:00"]
