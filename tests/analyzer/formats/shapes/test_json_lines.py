"""One JSON object a line."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.formats.shapes.json_lines import MOST_FIELDS, JsonLines

SHAPE = JsonLines({"message": ("msg", "message"), "path": ("http.request.path",)}, ("msg|message",))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**18), 10**18), st.text(max_size=9))
OBJECTS = st.dictionaries(st.text(max_size=9), SCALARS, max_size=5)


def lines_of(*objects: Any) -> list[bytes]:
    return [json.dumps(one).encode() for one in objects]


def test_the_first_key_that_a_record_has_holds_the_value() -> None:
    table = SHAPE.read(lines_of({"message": "a"}, {"msg": "b", "message": "c"}))
    assert table.columns["message"] == [b"a", b"b"]


def test_a_dot_goes_deeper_where_no_key_has_that_name() -> None:
    table = SHAPE.read(
        lines_of({"msg": "", "http": {"request": {"path": "/a"}}}, {"msg": "", "http": "no"})
    )
    assert table.columns["path"] == [b"/a", None]
    assert SHAPE.read(lines_of({"msg": "", "http.request.path": "/b"})).columns["path"] == [b"/b"]


def test_how_a_record_is_read_does_not_depend_on_those_beside_it() -> None:
    deep = {"msg": "", "http": {"request": {"path": "/a"}}}
    table = SHAPE.read(lines_of({"msg": "", "http.request.path": "/b"}, deep))
    assert table.columns["path"] == [b"/b", b"/a"]
    informed = JsonLines({}, others=("k",))
    assert informed.read(lines_of({"k": ""})).columns == {}
    assert informed.read(lines_of({"k": ""}, {"k": 1})).columns["k"] == [None, b"1"]


def test_what_is_no_object_with_the_required_keys_is_left() -> None:
    lines = [b"", b"x", b"[1]", b'{"msg": 1', b'{"other": 1}', b'{"msg": null}', b' {"msg": 1}']
    assert SHAPE.read(lines).rows == [6]


def test_scalars_become_text_and_other_values_none() -> None:
    shape = JsonLines({"message": ("m",)})
    values = [True, 5, 1.5, "x", ["only"], ["two", "of them"], {"a": 1}, None]
    found = shape.read(lines_of(*({"m": one} for one in values))).columns["message"]
    assert found == [b"true", b"5", b"1.5", b"x", b"only", None, None, None]


@settings(max_examples=1 + settings().max_examples // 3)
@given(objects=st.lists(OBJECTS, max_size=6))
def test_every_scalar_of_the_sample_is_read_under_its_own_name(objects: list[Any]) -> None:
    shape = JsonLines({})
    sample = lines_of(*objects)
    informed = shape.with_header(shape.header(sample))
    table = informed.read(sample)
    assert table.rows == list(range(len(objects)))
    for row, one in enumerate(objects):
        for key, value in one.items():
            if isinstance(value, str):
                found = table.columns.get(key, [None] * len(objects))[row]
                assert found == (value.encode() or None)


def test_keys_invented_by_every_line_cost_nothing_beyond_the_most_frequent() -> None:
    sample = lines_of(*({f"k{row}": 1, "often": 2} for row in range(500)))
    names = json.loads(JsonLines({}).header(sample))
    assert len(names) == MOST_FIELDS
    assert names[0] == "often"


@given(lines=st.lists(st.binary(max_size=30), max_size=5))
def test_no_bytes_are_too_strange(lines: list[bytes]) -> None:
    SHAPE.read(lines)
    SHAPE.with_header(SHAPE.header(lines)).read(lines)
