"""Patterns of users."""

import time

from analyzer.formats.shapes.linear import Linear


def test_each_line_is_read_by_the_first_pattern_that_is_the_whole_of_it() -> None:
    shape = Linear((rb"(?P<level>[A-Z]+) (?P<message>.*)", rb"(?P<message>\w+)(?P<pid>\d)?"))
    table = shape.read([b"WARN no stock\xff", b"one", b"two words", b"a7", b"WARN x\ny"])
    assert table.rows == [0, 1, 3, 4]
    assert table.columns == {
        "level": [b"WARN", None, None, b"WARN"],
        "message": [b"no stock\xff", b"one", b"a7", b"x\ny"],
        "pid": [None, None, None, None],
    }


def test_what_would_never_end_elsewhere_ends_here() -> None:
    began = time.process_time()
    assert Linear((rb"(?P<message>(?:a+)+b)",)).read([b"a" * 50_000]).rows == []
    assert time.process_time() - began < 5
