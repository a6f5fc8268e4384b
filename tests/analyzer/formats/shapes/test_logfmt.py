"""``key=value`` pairs."""

from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.shapes.logfmt import Logfmt

SHAPE = Logfmt({"message": ("msg", "message"), "level": ("level",)})
KEYS = st.from_regex(r"[A-Za-z_@][\w.@/-]{0,20}", fullmatch=True).filter(str.isascii)
VALUES = st.text(st.characters(codec="utf-8", exclude_characters='"\\'), max_size=12)


def test_values_stand_bare_or_in_quotes() -> None:
    table = SHAPE.read([b'level=info msg="two words" empty=', b"level=warn message=one x=1"])
    assert table.rows == [0, 1]
    assert table.columns == {"message": [b"two words", b"one"], "level": [b"info", b"warn"]}


def test_a_line_with_anything_else_is_left() -> None:
    lines = [b"a=1", b"words a=1 b=2", b'a=1 b="open', b"", b"a=1 b=2 words", b"a=1  b=2 "]
    assert SHAPE.read(lines).rows == [5]


def test_a_value_with_blanks_but_no_quotes_is_read_where_nothing_reads_it_better() -> None:
    lines = [
        b"level=info y=1 x=2 msg=two words  ",
        b"words level=info msg=one",
        b"level=info x=1 words",
    ]
    table = SHAPE.with_header(b'["x"]').forgive(lines)
    assert table.rows == [0]
    assert table.columns == {"level": [b"info"], "message": [b"two words"], "x": [b"2"]}


def test_required_keys_tell_a_format() -> None:
    shape = Logfmt({}, required=("ts",))
    assert shape.read([b"a=1 b=2", b"ts=1 b=2"]).rows == [1]


@given(pairs=st.dictionaries(KEYS, VALUES, min_size=2, max_size=6))
def test_every_pair_of_the_sample_is_read_under_its_own_name(pairs: dict[str, str]) -> None:
    line = " ".join(f'{key}="{value}"' for key, value in pairs.items()).encode()
    shape = Logfmt({})
    table = shape.with_header(shape.header([line])).read([line])
    assert table.rows == [0]
    for key, value in pairs.items():
        if value:
            assert table.columns[key] == [value.encode()]


@given(lines=st.lists(st.binary(max_size=40), max_size=5))
def test_no_bytes_are_too_strange(lines: list[bytes]) -> None:
    SHAPE.with_header(SHAPE.header(lines)).read(lines)


def test_a_line_that_almost_fits_is_left_without_trying_every_way_to_cut_it() -> None:
    """It ends at once or, with a pattern that goes back, not within the age of the universe."""
    assert SHAPE.read([b"a=1 " * 20_000 + b'"', b'a="' + b"\\a" * 50_000]).rows == []
    SHAPE.forgive(
        [
            b"a=1 b=2 c=3 " + b"c" * 100_000,
            b"a=1 b=2 c=3 " + b" " * 100_000 + b"x",
            b"a=1 " * 50_000,
        ]
    )
