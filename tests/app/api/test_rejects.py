"""Rejected lines over REST: shapes, patterns, download, and reading the log with a pattern."""

import pytest

from app.services.rejects import masked
from tests.app.web import Client

GOOD = '203.0.113.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "curl"\n'
ODD = "job {} took {} ms\n"
PATTERN = r"job (?P<event>\d+) took (?P<message>.*)"


@pytest.fixture
def done(client: Client) -> str:
    """Path of a finished analysis with rejects."""
    log = GOOD * 50 + "".join(ODD.format(n, 7 * n) for n in range(20)) + "caf\xe9\n"
    location: str = client.upload("own.log", log.encode("latin-1"), wait=30).headers["Location"]
    return location


def test_lines_that_look_alike_are_one_shape_with_its_place(client: Client, done: str):
    found = client.get(f"{done}/rejects/shapes").json()
    assert (found["total"], found["looked_at"]) == (21, 21)
    first, second = found["shapes"]
    assert (first["shape"], first["count"]) == ("a 0 a 0 a", 20)
    assert first["share"] == round(20 / 71, 6)
    assert 0 < first["first"] < first["last"] < 1
    assert second["count"] == 1


def test_the_download_is_every_rejected_line_as_it_is_in_the_log(client: Client, done: str):
    answer = client.get(f"{done}/rejects/lines")
    assert "attachment" in answer.headers["Content-Disposition"]
    lines = answer.body.splitlines()
    assert len(lines) == 21
    assert (lines[3], lines[20]) == (b"job 3 took 21 ms", b"caf\xe9")


@pytest.mark.parametrize("pattern", [PATTERN, "job %k took %D ms"])
def test_a_pattern_tells_which_lines_it_reads(client: Client, done: str, pattern: str):
    tried = client.post(f"{done}/rejects/try", {"pattern": pattern}).json()
    assert (tried["read"], tried["of"], tried["total"]) == (20, 21, 21)
    assert set(tried["samples"][2]["fields"]) == set(tried["fields"]) != set()


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(?P<message>(", "none of RE2"),
        ("(?P<mood>job.*)", "vocabulary"),
        ("(?P<message>nothing)", "none of the lines"),
        ("words", "no directive"),
        ("(?P<message>a)" * 200, "characters"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why(client: Client, done: str, pattern: str, said: str):
    answer = client.post(f"{done}/rejects/try", {"pattern": pattern})
    assert answer.status == 400
    assert said in answer.json()["detail"]


def test_an_expression_that_would_never_end_elsewhere_ends_here(client: Client):
    log = (GOOD * 9 + "a" * 60_000 + "!\n").encode()
    done = client.upload("own.log", log, wait=30).headers["Location"]
    answer = client.post(f"{done}/rejects/try", {"pattern": "(?P<message>(?:a+)+$)"})
    assert answer.status == 400


def test_the_log_is_read_with_the_pattern_as_well(client: Client, done: str):
    answer = client.post(f"{done}/reading?wait=30", {"pattern": PATTERN})
    assert answer.status in (200, 201, 202)
    report = client.get(f"{done}/report").json()
    assert report["accounting"]["rejected"] == 1
    assert report["accounting"]["parsed"] == 70
    assert report["sources"][0]["format"] == "combined"


def test_a_shape_is_short_and_has_neither_numbers_nor_words():
    assert masked("2025-03-01\tERROR  x=17 café") == "0-0-0 a a=0 a"
    assert len(masked("+-" * 500)) == 161
