"""Which formats have a fast reading."""

from collections.abc import Callable
from functools import lru_cache, partial

from analyzer.formats.dialect import Dialect, format_named, formats_of
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.logfmt import Logfmt
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.shapes.wrapped import TIMESTAMP, WRAPPED, Wrapped
from analyzer.formats.spec import FIELDS, IGNORED, Format, Shape
from analyzer.parse.delimited import DelimitedReader
from analyzer.parse.delimited_layout import Layout
from analyzer.parse.fast_block import FastReader
from analyzer.parse.key_tree import KeyTree
from analyzer.parse.keyed import KeyedReader
from analyzer.parse.keyed_lines import KeyedLines
from analyzer.parse.times import Meaning
from analyzer.parse.timestamps import Clock
from analyzer.parse.unwrap_cri import CriUnwrapper
from analyzer.parse.unwrap_json import JsonUnwrapper
from analyzer.parse.unwrapped import Unwrapper
from analyzer.parse.wrapped import WrappedReader

_CRI = "cri"
_MakeReader = Callable[[], FastReader]
_MakeUnwrapper = Callable[[], Unwrapper]


def reader_for(dialect: Dialect) -> FastReader | None:
    """A fast reading of the dialect's first format, for one chunk; None where it has none."""
    make = _maker(dialect)
    return make() if make else None


@lru_cache(maxsize=64)
def _maker(dialect: Dialect) -> _MakeReader | None:
    """Whatever readers of different chunks share is worked out once."""
    format = formats_of(dialect)[0]
    meaning = Meaning(format, Clock(dialect.zone, dialect.latest))
    if isinstance(format.shape, Wrapped):
        return _wrapped(format, format.shape, meaning)
    shape = format.shape.complete_rows if isinstance(format.shape, W3c) else format.shape
    return _unwrapped(shape, meaning)


def _unwrapped(shape: Shape | None, meaning: Meaning) -> _MakeReader | None:
    if isinstance(shape, Delimited):
        return partial(DelimitedReader, Layout.of(shape, meaning))
    if type(shape) in (JsonLines, Logfmt) and not meaning.format.multiline:
        assert isinstance(shape, JsonLines | Logfmt)
        lines = _keyed_lines(shape)
        return lambda: KeyedReader(lines(), meaning)
    return None


def _keyed_lines(shape: JsonLines | Logfmt) -> Callable[[], KeyedLines]:
    groups = [one.split("|") for one in shape.required]
    keys = [*shape.roles.values(), shape.others, *groups]
    names = dict.fromkeys(key for some in keys for key in some)
    return partial(KeyedLines, shape, KeyTree.of(names, paths=isinstance(shape, JsonLines)))


def _wrapped(format: Format, shape: Wrapped, meaning: Meaning) -> _MakeReader | None:
    """Where the inner record has one, and nothing of the outer one but its time can stand for what
    the inner one lacks."""
    if shape.column != WRAPPED or shape.year_first:
        return None
    if format.multiline or format.comment or format.remark:
        return None
    inner, outer = _unwrapped(shape.inner, meaning), _unwrapper(shape)
    if inner is None or outer is None:
        return None
    return lambda: WrappedReader(outer(), inner(), meaning)


def _unwrapper(shape: Wrapped) -> _MakeUnwrapper | None:
    inside = _columns(shape.inner)
    if {"date", "clock"} & inside:
        return None
    if shape.outer == format_named(_CRI).shape:
        return CriUnwrapper
    outer = shape.outer
    if type(outer) is not JsonLines:
        return None
    text = _columns(outer) - {WRAPPED, TIMESTAMP}
    if text & (inside | FIELDS.keys()) or any(name.startswith(IGNORED) for name in text):
        return None
    lines = _keyed_lines(outer)
    return lambda: JsonUnwrapper(lines())


def _columns(shape: Shape) -> set[str]:
    """Raw columns that the shape may give; those of a fast reading."""
    if isinstance(shape, Delimited):
        return set(shape.columns)
    if isinstance(shape, JsonLines | Logfmt):
        return {*shape.roles, *shape.others}
    return set()
