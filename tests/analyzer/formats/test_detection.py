"""Which format is this?"""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from analyzer.errors import NothingParsed, UsageError
from analyzer.formats import scoring
from analyzer.formats.detection import detect, share_of
from analyzer.formats.dialect import format_named
from analyzer.formats.loader import formats, parse_definition
from analyzer.formats.sampling import sample_lines
from analyzer.formats.scoring import Score
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.spec import Format, Sample
from tests.analyzer.support.files import write_log
from tests.analyzer.support.lines import FORMATS, GOOD, good_line
from tests.analyzer.support.reading import lines_with_header
from tests.analyzer.support.wrapping import WRAPPERS

SAMPLES = [(name, sample) for name, one in formats().items() for sample in one.samples]


@pytest.mark.parametrize(("name", "sample"), SAMPLES)
def test_each_sample_is_detected_as_its_own_format(
    tmp_path: Path, name: str, sample: Sample
) -> None:
    lines = lines_with_header(sample)
    found = detect(write_log(tmp_path, b"\n".join(lines) + b"\n"))
    assert (found.format.partition("/")[0], found.confidence) == (name, 1.0)


@pytest.mark.parametrize("name", FORMATS)
def test_a_log_of_good_lines_is_detected_with_full_confidence(tmp_path: Path, name: str) -> None:
    dice = Random(3)
    hosts = [line for line in (good_line(dice, name) for _ in range(300)) if line[:2] != b"- "]
    found = detect(write_log(tmp_path, b"\r\n".join(hosts)))
    assert (found.format, found.confidence) == (name, 1.0)


def test_confidence_is_the_share_of_sampled_records_that_the_format_reads(tmp_path: Path) -> None:
    found = detect(write_log(tmp_path, GOOD * 3 + b"\n\nnonsense\n"))
    assert (found.format, found.confidence, found.sampled) == ("combined", 0.75, 4)


def test_the_other_formats_of_a_mixed_log_are_named(tmp_path: Path) -> None:
    common = GOOD.partition(b' "-"')[0] + b"\n"
    found = detect(write_log(tmp_path, GOOD * 2 + common))
    assert found.format == "combined"
    assert found.others["common"] == pytest.approx(1 / 3)


def test_head_middle_and_tail_are_sampled(tmp_path: Path) -> None:
    filler = b"x" * 999 + b"\n"
    log = b"head\n" + filler * 200 + b"middle\n" + filler * 200 + b"tail"
    lines = sample_lines(write_log(tmp_path, log))
    assert {b"head", b"tail"} <= set(lines)
    log = filler * 100 + b"middle\n" * 30_000 + filler * 100
    assert b"middle" in sample_lines(write_log(tmp_path, log))


def test_lines_are_sampled_whole_once_and_without_line_ends(tmp_path: Path) -> None:
    lines = [f"line {number}".encode() for number in range(150)]
    source = write_log(tmp_path, b"\xef\xbb\xbf" + b"\r\n".join(lines) + b"\r\n\r\n")
    assert sample_lines(source) == lines


def test_the_callers_choice_is_kept_and_its_share_measured(tmp_path: Path) -> None:
    source = write_log(tmp_path, GOOD)
    chosen = share_of(source, "vhost_common")
    assert (chosen.format, chosen.confidence) == ("vhost_common", 0.0)
    assert chosen.others["combined"] == 1.0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "some.log is empty: it holds 0 bytes"),
        (b"\n\r\n \n" * 50, "some.log holds only blank lines"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a text log .*picture"),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "not a text log .*picture"),
        (b"GIF89a" + b"x" * 50, "not a text log .*picture"),
        (b"PK\x03\x04" + b"x" * 50, "not a text log .*archive"),
        (b"%PDF-1.7\n", "not a text log .*document"),
        (b"\xff\xfeD\x00e\x00c\x00", "not a text log"),
    ],
)
def test_what_is_no_text_ends_with_a_clear_message(
    tmp_path: Path, data: bytes, message: str
) -> None:
    with pytest.raises(NothingParsed, match=message):
        detect(write_log(tmp_path, data))


def test_a_chosen_format_must_exist() -> None:
    with pytest.raises(UsageError, match="Known formats"):
        format_named("nope")


OPEN = r"""
name = "more"
title = "Two fields and more"
columns = ["client_ip", "status"]
open = true
[[samples]]
line = "1.2.3.4 200 - x"
fields = { client_ip = "1.2.3.4", status = "200" }
"""


def test_an_open_format_has_as_many_columns_as_most_lines_of_the_sample() -> None:
    shape = parse_definition(OPEN, "more.toml").shape
    lines = [b"1.2.3.4 200 x y", b'1.2.3.4 200 "a b" y', b"1.2.3.4 404", b'1.2.3.4 200 "open']
    knowing = shape.with_header(shape.header(lines))
    assert knowing.read(lines).rows == [0, 1]
    rest = knowing.forgive(lines[2:])
    assert (rest.rows, rest.columns["status"]) == ([0], [b"404"])


def test_a_json_format_may_ask_for_one_of_several_keys() -> None:
    shape = JsonLines({"status": ["status", "code"]}, required=("status|code", "ip"))
    lines = [b'{"ip":"::1","code":200}', b'{"ip":"::1"}', b'{"ip":"::1","status":404}']
    assert shape.read(lines).rows == [0, 2]


def test_a_format_of_few_lines_in_a_long_log_is_named(tmp_path: Path) -> None:
    error = b"2025/01/21 10:56:10 [error] 2833#0: *16336 open() failed (2: No such file)\n"
    found = detect(write_log(tmp_path, GOOD * 150 + error + GOOD * 500))
    assert (found.format, "nginx_error" in found.others) == ("combined", True)


def test_a_header_is_found_wherever_in_the_sample_it_stands(tmp_path: Path) -> None:
    header = b"#Remark: x\n" * 150 + b"#Fields: time c-ip sc-status\n"
    found = detect(write_log(tmp_path, header + b"10:00:00 192.0.2.1 200\n" * 300))
    assert found.format == "w3c"


def test_no_format_is_tried_on_a_long_sample_of_lines_it_cannot_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    score = scoring.score

    def noted(name: str, format: Format, lines: Sequence[bytes]) -> Score:
        tried.append(name)
        return score(name, format, lines)

    monkeypatch.setattr(scoring, "score", noted)
    detect(write_log(tmp_path, GOOD * 500))
    assert "combined" in tried
    assert len(tried) < len(formats()) / 4


def test_lines_of_time_and_text_among_records_of_one_line_are_read_where_there_are_many(
    tmp_path: Path,
) -> None:
    record = b'{"time":"2025-03-01T10:00:00Z","level":"info","msg":"placed"}\n'
    text = b"2025-03-01 10:00:01 ERROR no stock\n"
    assert detect(write_log(tmp_path, record * 9 + text)).formats == ("json_lines", "iso_text")
    assert detect(write_log(tmp_path, record * 99 + text)).formats == ("json_lines",)


def test_a_time_behind_a_few_words_counts_where_most_lines_have_one(tmp_path: Path) -> None:
    timed = b"worker 2025-03-01 10:00:00: order was placed\n"
    assert detect(write_log(tmp_path, timed * 3 + b"more\n")).format == "timed_text"
    assert detect(write_log(tmp_path, timed + b"more\n" * 3)).format == "plain_text"


@pytest.mark.parametrize(
    ("line", "format"),
    [
        ("2025-03-01T10:00:00.123Z [INFO] order 17 was placed", "iso_text"),
        ("2025-03-01T10:00:00.123Z [AUTH] WARN: no such user", "iso_text"),
        ('2025-03-01 10:00:00.781 Order "A-17": no stock', "iso_text"),
        ("2025-03-01T10:00:00.521Z ACCEPT host=2001:db8::7 port=35630", "iso_text"),
        (
            '2025-03-01 10:00:00.112 UTC,"ann","shop",p17,"192.0.2.7",2025-03-01 09:59:24',
            "iso_text",
        ),
        (
            "2025-03-01 10:00:00,762 INFO  [http-3:smtp://shop/] [ip=192.0.2.7;] Soap - sent",
            "log4j",
        ),
        ("Mar 01, 2025 @ 10:00:00.000\tsent", "dated_text"),
        ("20250301-10:0:7:804|Step|17|sent", "dated_text"),
        ("[03.01 10:00:03] shop.exe - sent", "dated_text"),
        ("03-01-25,10:00:08.882,0,1348,sent", "dated_text"),
    ],
)
def test_a_time_and_text_is_not_taken_for_what_it_resembles(
    tmp_path: Path, line: str, format: str
) -> None:
    found = detect(write_log(tmp_path, f"{line}\n".encode()))
    assert (found.format, found.confidence) == (format, 1.0)


def test_access_log_lines_of_several_shapes_are_read_as_far_as_they_are_alike(
    tmp_path: Path,
) -> None:
    start = '203.0.113.7 - ann [10/Oct/2025:13:55:36 -0700] "GET / HTTP/1.1" 200 2326'
    tails = ["", ' for="1.2.3.4, 5.6.7.8"', ' 192.0.2.1 by="a, b" +', ' took "4 s']
    lines = "".join(f"{start}{tail}\n" for tail in tails)
    found = detect(write_log(tmp_path, lines.encode()))
    assert (found.format, found.confidence) == ("access_tail", 1.0)


def test_the_order_of_day_and_month_is_that_which_all_dates_of_a_log_allow(tmp_path: Path) -> None:
    def found(*dates: str) -> str:
        return detect(
            write_log(tmp_path, "".join(f"{one} 10:00:00 x\n" for one in dates).encode())
        ).format

    assert found("10/11/2025", "10/28/2025") == "dated_text"
    assert found("10/11/2025", "28/11/2025") == "date_day_first"
    assert found("10.11.2025") == "date_day_first"


def test_the_answer_has_a_runner_up_a_reason_and_its_first_records(tmp_path: Path) -> None:
    found = detect(write_log(tmp_path, GOOD * 9 + b"nonsense\n"))
    assert found.runner_up[0] == "combined_extra"
    assert found.why == "it is the more specific format"
    assert len(found.records) == 5
    assert found.records[0]["request"] == b"GET / HTTP/1.1"
    assert all(not name.startswith("_") for name in found.records[0])


@pytest.mark.parametrize("outer", WRAPPERS)
@pytest.mark.parametrize("inner", ["combined", "json_lines", "logfmt"])
def test_what_lies_in_the_log_of_a_container_is_told_by_itself(
    tmp_path: Path, outer: str, inner: str
) -> None:
    dice = Random(1)
    line = {
        "combined": GOOD.rstrip(b"\n"),
        "json_lines": b'{"level":"info","msg":"order placed","order":17}',
        "logfmt": b'level=info msg="order placed" order=17',
    }[inner]
    other = b"2025/03/01 10:00:00 [error] 29#29: *1 open() failed"
    log = b"".join(WRAPPERS[outer](dice, one, 1.0) + b"\n" for one in [*[line] * 9, other])
    assert detect(write_log(tmp_path, log)).format == f"{outer}/{inner}"
