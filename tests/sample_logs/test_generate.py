"""The generator of sample logs, and the samples it made."""

import importlib
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "sample_logs"
SMALL = ["--clients", "200", "--paths", "150", "--agents", "40"]

COMMON = (
    r"[0-9a-f.:]+ - \S+ \[(?P<time>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "
    r'"(?:GET|POST|HEAD|OPTIONS|PUT|DELETE) /\S* HTTP/[12]\.[01]" (?P<status>\d{3}) (?:\d+|-)'
)
COMBINED = COMMON + r' "(?P<referrer>[^"\s]+)" "[^"]+"'
LINES = {
    "combined": re.compile(COMBINED),
    "common": re.compile(COMMON),
    "vhost_combined": re.compile(
        r"(?:www\.example\.com|blog\.example\.org|api\.example\.net):(?:80|443) " + COMBINED
    ),
}

Make = Callable[..., bytes]


@pytest.fixture(scope="module")
def main() -> Iterator[Callable[[list[str]], int]]:
    """The generator's main(), imported as `python sample_logs/generate.py` would find it."""
    before = set(sys.modules)
    sys.path.insert(0, str(FOLDER))
    yield importlib.import_module("generate").main
    sys.path.remove(str(FOLDER))
    for name in set(sys.modules) - before:
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(FOLDER)):
            del sys.modules[name]


@pytest.fixture
def make(main: Callable[[list[str]], int], tmp_path: Path) -> Make:
    """A function from arguments to the bytes of the log they make."""

    def run(*arguments: str) -> bytes:
        target = tmp_path / "made.log"
        assert main([*arguments, str(target)]) == 0
        return target.read_bytes()

    return run


def times_of(log: bytes) -> list[datetime]:
    """The time of each line."""
    stamps = re.findall(r"\[([^]]+)\]", log.decode("ascii"))
    return [datetime.strptime(stamp, "%d/%b/%Y:%H:%M:%S %z") for stamp in stamps]


@cache
def small_logs() -> dict[str, bytes]:
    """What `make_small.py` writes, made by a process of its own, by path."""
    script = "import json, make_small; print(json.dumps(make_small.small_texts()))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=FOLDER, capture_output=True, check=True
    )
    return {name: text.encode() for name, text in json.loads(done.stdout).items()}


def sample_commands() -> list[list[str]]:
    """The command lines of the README that made the committed samples, without `python`."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^python (sample_logs/generate\.py .* sample_logs/\S+\.log)$", text, re.M)
    return [shlex.split(command) for command in found]


def test_the_same_seed_gives_the_same_bytes(make: Make) -> None:
    assert make("--lines", "500", *SMALL) == make("--lines", "500", "--seed", "7", *SMALL)


def test_another_seed_gives_another_log(make: Make) -> None:
    assert make("--lines", "500", *SMALL) != make("--lines", "500", "--seed", "8", *SMALL)


@pytest.mark.parametrize("count", ["0", "1", "2", "1_234"])
def test_a_log_has_as_many_lines_as_asked_for(make: Make, count: str) -> None:
    log = make("--lines", count, *SMALL)
    assert log.count(b"\n") == int(count)
    assert log == b"" or log.endswith(b"\n")


@pytest.mark.parametrize("form", sorted(LINES))
def test_every_ordinary_line_follows_its_format(make: Make, form: str) -> None:
    log = make("--lines", "3000", "--format", form, *SMALL)
    odd = [line for line in log.decode("ascii").splitlines() if not LINES[form].fullmatch(line)]
    assert odd == []


def test_times_never_go_back_even_where_two_blocks_meet(make: Make) -> None:
    log = make("--lines", "100_500", "--days", "1", *SMALL)
    stamps = re.findall(rb"\[\d\d/Mar/2026:([\d:]+) ", log)
    assert len(stamps) == 100_500
    assert stamps == sorted(stamps)


def test_times_fill_the_period_in_the_offset_of_its_start(make: Make) -> None:
    start = datetime.fromisoformat("2025-12-30T18:00:00+05:30")
    times = times_of(make("--lines", "4000", "--start", start.isoformat(), "--days", "3", *SMALL))
    since = [(time - start).total_seconds() for time in times]
    assert times[0].utcoffset() == start.utcoffset()
    assert 0 <= since[0] < 3600
    assert 3 * 86_400 - 3600 < since[-1] < 3 * 86_400


def test_nights_are_quieter_than_days(make: Make) -> None:
    hours = [time.hour for time in times_of(make("--lines", "4000", *SMALL))]
    assert 3 * sum(hour < 6 for hour in hours) < sum(9 <= hour < 15 for hour in hours)


def test_the_cart_fails_for_forty_minutes(make: Make) -> None:
    log = make("--lines", "6000", "--days", "3", *SMALL).decode("ascii")
    failed = re.findall(r'\[03/Mar/2026:(\d\d:\d\d).* /api/v1/cart/\S* HTTP/\S+" 50[234] ', log)
    assert len(failed) > 20
    assert "14:10" <= min(failed) <= max(failed) < "14:50"


def test_a_scanner_meets_many_missing_pages_at_night(make: Make) -> None:
    log = make("--lines", "6000", "--days", "3", *SMALL).decode("ascii")
    missed = re.findall(r'\[02/Mar/2026:(\d\d:\d\d).*/(?:wp-|\.env|phpmy)\S* HTTP/\S+" 404', log)
    assert len(missed) > 5
    assert "03:20" <= min(missed) <= max(missed) < "03:35"


def test_the_share_of_robots_is_kept(make: Make) -> None:
    without = make("--lines", "3000", "--bots", "0", *SMALL)
    only = make("--lines", "3000", "--bots", "1", *SMALL)
    assert b"Googlebot" not in without
    assert b"(X11; Linux x86_64; rv:" not in only


def test_odd_lines_come_only_when_asked_for(make: Make) -> None:
    assert b"\\" not in make("--lines", "3000", *SMALL)
    odd = make("--lines", "3000", "--hostile", "0.5", *SMALL)
    for mark in (b'"\\x16\\x03\\x01', b'\\"quoted\\"', b"2001:db8:", b'"-" 408 -'):
        assert mark in odd
    assert odd.count(b"\n") == 3000


def test_all_addresses_are_for_documentation_tests_or_private_use(make: Make) -> None:
    log = make("--lines", "5000", "--clients", "5000", "--paths", "150", "--agents", "40")
    clients = {line.split(" ", 1)[0] for line in log.decode("ascii").splitlines()}
    ranges = r"192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|198\.1[89]\.|10\.|2001:db8:"
    assert len(clients) > 300
    assert [client for client in clients if not re.match(ranges, client)] == []


def test_the_readme_names_a_command_for_each_generated_sample() -> None:
    made = {command[-1].removeprefix("sample_logs/") for command in sample_commands()}
    held = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.log")}
    assert held - made - set(small_logs()) == {"combined/hostile.log"}


def test_the_committed_small_logs_are_what_their_program_makes_now() -> None:
    differing = [
        name for name, data in small_logs().items() if (FOLDER / name).read_bytes() != data
    ]
    assert differing == [], "run python sample_logs/make_small.py"


@pytest.mark.parametrize("command", sample_commands(), ids=lambda command: command[-1])
def test_a_committed_sample_is_what_its_command_makes_now(make: Make, command: list[str]) -> None:
    _, *arguments, target = command
    # Not a plain comparison: a failing one would print megabytes.
    same = make(*arguments) == (FOLDER.parent / target).read_bytes()
    assert same, f"{target} differs from what its command makes"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--lines", "-1", "-"], "--lines: -1 is not between"),
        (["--lines", "many", "-"], "--lines: invalid whole number value: 'many'"),
        (["--bots", "1.5", "-"], "--bots: 1.5 is not a share"),
        (["--hostile", "nan", "-"], "--hostile: nan is not a share"),
        (["--start", "soon", "-"], "--start: 'soon' is not an ISO date"),
        (["--format", "xml", "-"], "--format: invalid choice: 'xml'"),
        ([], "required: output"),
    ],
)
def test_a_wrong_argument_ends_with_code_2_and_says_why(
    main: Callable[[list[str]], int],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert message in capsys.readouterr().err


def test_a_path_that_cannot_be_written_ends_with_code_2_and_says_why(
    main: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "no such folder" / "made.log"
    assert main(["--lines", "1", *SMALL, str(target)]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_the_command_line_writes_to_standard_output(make: Make) -> None:
    command = [sys.executable, str(FOLDER / "generate.py"), "--lines", "1_0", *SMALL, "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout == make("--lines", "10", *SMALL)
    assert done.stderr == b""
