"""Formats that a user brings along."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyzer.cli import main
from analyzer.errors import UsageError
from analyzer.formats.dialect import LONGEST_DEFINITION, format_named
from analyzer.formats.strings.translate import translated
from tests.analyzer.support.files import findings_of

COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"'
OWN = """
name = "own"
title = "My own"
shape = "pattern"
layouts = ["iso"]
patterns = ['(?P<timestamp>\\S+)~(?P<level>\\w+)~(?P<message>.*)']
[[samples]]
line = "2025-03-01T10:00:00Z~WARN~a b"
fields = { level = "WARN", message = "a b" }
"""
WIDE = 'delimiter = "||"\ncolumns = ["level"]' + OWN.replace('"pattern"', '"delimited"')
LINES = "2025-03-01T10:00:00Z~ERROR~order 1\n" * 20


def test_a_translated_string_finds_what_the_built_in_format_finds(samples: Path) -> None:
    log = samples / "combined/shop.log"
    built_in = findings_of(log, engine="serial", format="combined")
    own = findings_of(log, engine="serial", format=translated(COMBINED))
    assert own["accounting"] == built_in["accounting"]
    assert own["totals"] == built_in["totals"]
    assert own["panels"] == built_in["panels"]
    assert own["sources"][0]["format"] == "custom"


@pytest.mark.parametrize("options", [{"engine": "pool", "workers": 2}, {"engine": "queue"}])
def test_a_definition_reaches_every_process(tmp_path: Path, options: dict[str, Any]) -> None:
    log = tmp_path / "own.log"
    log.write_text(LINES)
    whole = findings_of(log, engine="serial", format=OWN)
    assert whole["sources"][0]["format"] == "own"
    assert whole["panels"]["levels"]["rows"] == [["error", 20, 20]]
    assert findings_of(log, chunk_bytes=100, format=OWN, **options) == whole


def test_lines_that_it_does_not_read_are_tried_as_known_formats(tmp_path: Path) -> None:
    log = tmp_path / "mixed.log"
    clf = '1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5\n'
    log.write_text(LINES + clf * 10)
    assert findings_of(log, engine="serial", format=OWN)["accounting"]["parsed"] == 30


def test_the_command_line_takes_both_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, own = tmp_path / "own.log", tmp_path / "own.toml"
    log.write_text(LINES)
    own.write_text(OWN)
    assert main(["analyze", str(log), "--json", "--format-file", str(own)]) == 0
    assert json.loads(capsys.readouterr().out)["accounting"]["parsed"] == 20
    assert main(["analyze", str(log), "--json", "--log-format", "%x~%^~%^"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"]["first"] == "2025-03-01T10:00:00Z"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no definition"),
        ("x = 1", "KeyError"),
        ("name = ", "TOML"),
        (OWN.replace('"WARN"', '"INFO"'), "level is"),
        (OWN.replace("(?P<level>", "(?P<level>("), "missing"),
        (OWN.replace("level", "mood"), "vocabulary"),
        (WIDE, "ASCII"),
        ('extends = "../../secret"\n' + OWN, "FileNotFound"),
        (OWN + "#" * LONGEST_DEFINITION, "characters"),
    ],
)
def test_a_definition_that_is_wrong_ends_with_2_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str
) -> None:
    log, own = tmp_path / "own.log", tmp_path / "own.toml"
    log.write_text(LINES)
    own.write_text(text)
    try:
        code = main(["analyze", str(log), "--format-file", str(own)])
    except SystemExit as end:
        code = int(end.code or 0)
    assert code == 2
    assert problem in capsys.readouterr().err


def test_a_definition_in_place_of_a_name_is_checked() -> None:
    with pytest.raises(UsageError):
        format_named("name = 5")
