"""Whatever is written as a filter is a filter, or an error that points at a place in it; and what
is read can be written again."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzer.analysis import analyze
from analyzer.errors import UsageError
from analyzer.model import Options
from analyzer.views.desk import Desk
from analyzer.views.language import parse_filter, quoted
from analyzer.views.nodes import EVERYTHING, And, Bot, Condition, Node, Not, Or, Value
from analyzer.views.view import View

PIECES = [
    "and", "or", "not", "in", "contains", "bot", "(", ")", ",", "=", "!=", "<", "<=", ">", ">=",
    "~", "!", '"', "\\", '\\"', " ", "\n", "\t", "path", "status", "client", "time", "duration",
    "bytes", "line", "5xx", "404", "-", "(none)", "2025-03-01", "..", "16MiB", "1.5s", "/", "\\x00",
    "203.0.113.0/24", '"a b"', "\u2028", "\x1c", "é", "\0", "1e999s", "\udcff", "[", "*", "(?i)",
    "Mon", "T14", "Mon 14", "Fri 18..Mon 06",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.text(max_size=60),
)

WORDS = st.from_regex(r"""[^\s()",=!<>~]+""", fullmatch=True)
ANY = st.text(max_size=12)
KEYWORDS = {"and", "or", "not", "in", "contains", "bot"}
VALUES = st.one_of(
    WORDS.map(lambda word: Value(word, 0)), ANY.map(lambda text: Value(text, 0, quoted=True))
)
FIELDS = st.one_of(
    st.sampled_from(["path", "status", "client", "time", "duration", "bytes", "line", "method"]),
    ANY,
)
CONDITIONS = st.one_of(
    st.tuples(FIELDS, st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "~", "contains"]), VALUES)
    .map(lambda parts: Condition(parts[0], 0, parts[1], (parts[2],))),
    st.tuples(FIELDS, st.lists(VALUES, min_size=1, max_size=4))
    .map(lambda parts: Condition(parts[0], 0, "in", tuple(parts[1]))),
)  # fmt: skip
TREES: st.SearchStrategy[Node] = st.recursive(
    st.one_of(CONDITIONS, st.just(Bot(0))),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=12,
)


def written(node: Node) -> str:
    """A filter that is read as the node."""
    match node:
        case And(parts) | Or(parts):
            joint = " and " if isinstance(node, And) else " or "
            return joint.join(_inside(part) for part in parts)
        case Not(part):
            return f"not {_inside(part)}"
        case Bot():
            return "bot"
        case Condition(field=field, operator="in", values=values):
            return f"{quoted(field)} in ({', '.join(map(_value, values))})"
        case Condition(field=field, operator=operator, values=(value,)):
            return f"{quoted(field)} {operator} {_value(value)}"
    raise AssertionError(node)


def _inside(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, And | Or) else written(node)


def _value(value: Value) -> str:
    return quoted(value.text) if value.quoted else value.text


def points_into(text: str, error: UsageError) -> bool:
    """Whether it names a column that the text has in one of its lines, or its end, and repeats that
    line with a caret below."""
    found = re.search(
        r"\(column (\d+) of the filter\)\n  ([^\n]*)\n  ( *)\^$", str(error), re.DOTALL
    )
    if found is None:
        return False
    column, line, indent = int(found[1]), found[2], found[3]
    return line in text.split("\n") and len(indent) == column - 1 <= len(line)


def error_of(ask: Callable[[], object]) -> UsageError | None:
    """The error that the question ends with, if it does."""
    try:
        ask()
    except UsageError as error:
        return error
    return None


@given(TEXTS)
@example('path = "\\')
@example("status=200\nand status>")
def test_any_text_is_a_filter_or_an_error_that_points_into_it(text: str) -> None:
    if error := error_of(lambda: parse_filter(text)):
        assert points_into(text, error), str(error)
    elif (tree := parse_filter(text)) != EVERYTHING:
        assert parse_filter(written(tree)) == tree


@given(TREES)
def test_a_tree_that_is_written_is_read_as_itself(tree: Node) -> None:
    assert parse_filter(written(tree)) == tree


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Desk]:
    """Of a log in which every kind of field occurs."""
    from analyzer.source.chunks import open_source

    folder = str(tmp_path_factory.mktemp("columns"))
    source = open_source(0, str(samples / "combined_request_time" / "shop.log"))
    analyze([source], Options(columns=folder, engine="serial"))
    found = Desk(folder, 1)
    yield found
    found.close()


@given(TREES)
def test_any_filter_has_an_answer_or_an_error_that_points_into_it(desk: Desk, tree: Node) -> None:
    text = written(tree)
    error = error_of(lambda: desk.rows(View(text)))
    assert error is None or points_into(text, error), str(error)


@given(TEXTS, TEXTS, st.sampled_from(["=", "!=", "<", ">=", "~", "contains"]))
def test_any_value_of_any_field_has_an_answer_or_an_error_that_points_to_it(
    desk: Desk, value: str, other: str, operator: str
) -> None:
    for field in ("path", "client", "status", "bytes", "time", "duration", "line"):
        for text in (f"{field} {operator} {quoted(value)}", f"{field} in ({quoted(other)})"):
            error = error_of(lambda text=text: desk.rows(View(text)))  # type: ignore[misc]
            assert error is None or points_into(text, error), str(error)
