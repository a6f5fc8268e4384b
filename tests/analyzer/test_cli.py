"""``python -m analyzer``: exit codes, what goes to which stream, and what never reaches it."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.analyzer.support.lines import GOOD

ROOT = Path(__file__).resolve().parents[2]
REPORT = {
    "schema", "sources", "accounting", "totals", "panels", "rejects", "timing",
}  # fmt: skip
TOP = ["requests", "bytes", "errors"]
CLASSES = ["1xx", "2xx", "3xx", "4xx", "5xx", "other"]
PANELS = {
    "requests_over_time": ["time", *CLASSES],
    "bytes_over_time": ["time", *CLASSES],
    "status_codes": ["status", "requests", "bytes"],
    "methods": ["method", "requests", "bytes"],
    "protocols": ["protocol", "requests", "bytes"],
    "paths": ["path", *TOP],
    "not_found": ["path", "requests"],
    "clients": ["client", *TOP],
    "referrers": ["referrer", "requests", "bytes"],
    "referring_sites": ["site", "requests", "bytes"],
    "browsers": ["browser", "requests", "visitors"],
    "operating_systems": ["system", "requests", "visitors"],
    "agents": ["kind", "requests", "visitors", "bytes"],
    "bots": ["bot", "requests", "visitors"],
    "weekly_pattern": ["weekday", "hour", "requests"],
    "response_sizes": ["from_bytes", "to_bytes", "requests"],
    "users": ["user", "requests", "errors"],
}


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "analyzer", *map(os.fspath, arguments)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, timeout=60, check=False, **options
    )  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "some.log"
    path.write_bytes(GOOD * 30)
    return path


def test_a_table_goes_to_stdout_and_progress_to_stderr(log: Path) -> None:
    done = run("analyze", log)
    assert done.returncode == 0
    assert b"some.log" in done.stdout
    assert b"requests                      30" in done.stdout
    assert b"100.0%" in done.stderr
    assert b"records/s\n" in done.stderr


def test_the_files_hash_is_in_the_report_unless_spared(samples: Path) -> None:
    log = samples / "combined/hostile.log"
    for option, hash in ([], hashlib.sha256(log.read_bytes()).hexdigest()), (["--no-sha256"], ""):
        (source,) = json.loads(run("analyze", log, "--json", *option).stdout)["sources"]
        assert source["sha256"] == hash


def test_json_alone_goes_to_stdout_and_keeps_the_contract(samples: Path) -> None:
    done = run("analyze", samples / "combined/shop.log", "--json", "--workers", "2")
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert set(report) >= REPORT
    assert report["schema"] == 1
    assert set(report["sources"][0]) == {
        "name", "bytes", "format", "confidence", "sha256", "compression", "encoding", "zone",
        "year",
    }  # fmt: skip
    assert set(report["accounting"]) == {
        "bytes", "records", "parsed", "rejected", "blank", "continued",
    }  # fmt: skip
    assert set(report["totals"]) == {
        "requests", "unique_visitors", "bytes_sent", "errors", "first", "last",
    }  # fmt: skip
    assert {name: one["columns"] for name, one in report["panels"].items()} == PANELS
    for one in report["panels"].values():
        assert set(one) == {"title", "columns", "rows", "rows_total"}
        assert one["rows_total"] >= len(one["rows"])
        assert all(len(row) == len(one["columns"]) for row in one["rows"])
    timing = report["timing"]
    assert set(timing) >= {
        "workers", "engine", "chunk_bytes", "wall_ns", "spans", "chunks", "lanes", "summary",
        "verdict",
    }  # fmt: skip
    assert set(timing["lanes"][0]) >= {
        "lane", "pid", "busy_ns", "idle_ns", "boot_ns", "chunks", "bytes", "records",
        "records_per_s", "megabytes_per_s", "phases",
    }  # fmt: skip
    assert set(timing["summary"]) >= {
        "speed_up", "efficiency", "imbalance", "idle_share", "merge_share", "transfer_share",
        "records_per_s", "megabytes_per_s", "serial_ns",
    }  # fmt: skip
    assert set(timing["chunks"][0]) >= {"chunk", "source", "start", "end", "records", "rejected"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "required"),
        (["nonsense"], "invalid choice"),
        (["analyze"], "required: FILE"),
        (["analyze", "{log}", "--workers", "0"], "not a number of workers"),
        (["analyze", "{log}", "--workers", "x"], "not a number of workers"),
        (["analyze", "{log}", "--chunk-size", "big"], "not a size"),
        (["analyze", "{log}", "--chunk-size", "9" * 400], "not a size"),
        (["analyze", "{log}", "--format", "nope"], "Known formats: "),
        (["analyze", "{log}", "--engine", "steam"], "Engines: serial, pool"),
        (["analyze", "missing.log"], "missing.log does not exist"),
        (["analyze", "{folder}"], "is a directory"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_one_line_that_says_why(
    log: Path, arguments: list[str], message: str
) -> None:
    places = {"log": str(log), "folder": str(log.parent)}
    done = run(*(one.format(**places) for one in arguments))
    assert done.returncode == 2
    assert done.stdout == b""
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\0\1\2\3 no log\n", b"\x89PNG\r\n\x1a\n\0\1\2"])
def test_where_nothing_can_be_parsed_it_ends_with_3_and_says_so(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "odd.log").write_bytes(data)
    done = run("analyze", tmp_path / "odd.log")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"Nothing could be parsed: odd.log")
    assert done.stderr.count(b"\n") == 1


def hostile_log(folder: Path) -> Path:
    """Everything that could move a cursor, change a colour or turn text around."""
    nasty = "".join(map(chr, [*range(1, 10), *range(11, 32), *range(0x7F, 0xA1), 0x202E, 0x2028]))
    hostile = GOOD.replace(b"curl", f"\x1b[2J\x9b31m{nasty}".encode() + b"\x80\x9b\xff")
    hostile = hostile.replace(b"/ HTTP", f"/\x1b]0;title\x07\x9b{nasty} HTTP".encode())
    hostile = hostile.replace(b"\r", b"")
    path = folder / "bad\x1b[31m\u202ename.log"
    path.write_bytes(GOOD + hostile * 3 + b"\x1b[31m no log \x9b\n" + GOOD)
    return path


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_no_control_character_of_a_log_or_its_name_reaches_stdout(
    tmp_path: Path, more: list[str]
) -> None:
    done = run("analyze", hostile_log(tmp_path), *more)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    harmful = {c for c in text if c < " " or "\x7f" <= c <= "\x9f" or c in "\u202e\u2028"} - {"\n"}
    assert harmful == set()


def test_no_control_character_of_a_log_reaches_stderr(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31m.log").write_bytes(b"\x1b[31m\0\0\0no log\x9b\n")
    done = run("analyze", tmp_path / "\x1b[31m.log")
    assert done.returncode == 3
    assert not {c for c in done.stderr.decode() if c < " " or "\x7f" <= c <= "\x9f"} - {"\n"}


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_name_that_is_no_text_is_no_trouble(tmp_path: Path, more: list[str]) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.log")
    Path(path).write_bytes(GOOD)
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    assert run("analyze", path, *more, env=environment).returncode == 0


def test_a_reader_that_leaves_early_is_no_error(samples: Path) -> None:
    command = f'"{sys.executable}" -m analyzer analyze "{samples}/combined/shop.log" --json'
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 10; exit ${{PIPESTATUS[0]}}"],
        cwd=ROOT, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_help_goes_to_stdout_and_ends_with_0() -> None:
    done = run("analyze", "--help")
    assert done.returncode == 0
    assert b"--chunk-size" in done.stdout
