"""How one source speaks: the formats its lines are of, and what its chunks must know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analyzer.errors import UsageError
from analyzer.formats.loader import formats, parse_definition
from analyzer.formats.shapes.csv_header import CsvHeader
from analyzer.formats.shapes.joined import Joined
from analyzer.formats.shapes.pattern import Pattern
from analyzer.formats.shapes.wrapped import Wrapped
from analyzer.formats.spec import Format, Shape

WITHIN = "/"
"""Between the name of a wrapping format and that of the one inside it."""

LONGEST_DEFINITION = 20_000
"""Characters: what patterns cost grows with their length."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """``formats`` are names (or definitions: see ``format_named``), the expected one first;
    ``header`` is what the first one's shape must know. Times without a zone are of ``zone`` (an
    IANA name); times without a year are of the last year in which they are not after ``latest``
    (seconds since 1970)."""

    formats: tuple[str, ...]
    header: bytes = b""
    zone: str = "UTC"
    latest: int = 0


def format_named(name: str) -> Format:
    """The format of that name, or of two names joined; UsageError naming the known ones
    otherwise. The text of a definition stands for its format: so it reaches every process by the
    way that names take. UsageError for one that is wrong."""
    if is_definition(name):
        return _defined(name)
    outer, _, inner = name.partition(WITHIN)
    try:
        return _wrapped(formats()[outer], format_named(inner)) if inner else formats()[outer]
    except KeyError:
        known = ", ".join(formats())
        raise UsageError(f"There is no format {name!r}. Known formats: {known}.") from None


def is_definition(name: str) -> bool:
    """Whether that is the text of a definition; no format's name holds an equals sign."""
    return "=" in name


@lru_cache(maxsize=16)
def _defined(text: str) -> Format:
    if len(text) > LONGEST_DEFINITION:
        raise UsageError(
            f"The format definition has {len(text):,} characters; {LONGEST_DEFINITION:,} may be."
        )
    return parse_definition(text, "The format definition")


def _wrapped(outer: Format, inner: Format) -> Format:
    """Where both have a time, the inner one's layouts are tried first. A hint is one of whole
    lines: inside, quotes may be escaped."""
    inside = _line_by_line(inner.shape)
    year_first = isinstance(inside, Pattern | Wrapped)
    return replace(
        inner,
        name=f"{outer.name}{WITHIN}{inner.name}",
        title=f"{inner.title}, inside {outer.title}",
        shape=Wrapped(_line_by_line(outer.shape), inside, year_first=year_first),
        layouts=(*inner.layouts, *outer.layouts),
        levels={**outer.levels, **inner.levels},
        multiline=outer.multiline,
        comment=outer.comment,
        hint=outer.hint,
        remark=outer.remark,
        header_mark=None,
        samples=(),
    )


def informed(format: Format, header: bytes) -> Format:
    """The format with a shape that knows the header. One that is a line of the log is no record."""
    shape = format.shape.with_header(header)
    whole = _line_by_line(shape)
    comment = whole.heading if isinstance(whole, CsvHeader) and whole.heading else format.comment
    return replace(format, shape=shape, comment=comment)


@lru_cache(maxsize=64)
def formats_of(dialect: Dialect) -> Sequence[Format]:
    """The dialect's formats in order, the first one knowing its header. Only the first one joins
    lines: between records of another format nobody could say which lines belong together."""
    first, *others = map(format_named, dialect.formats)
    others = [replace(one, shape=_line_by_line(one.shape)) for one in others]
    return [informed(first, dialect.header), *others]


def _line_by_line(shape: Shape) -> Shape:
    return shape.whole if isinstance(shape, Joined) else shape


def record_test(dialect: Dialect) -> Callable[[bytes], bool] | None:
    """Tells of a line whether a record begins with it; None where every line is a record."""
    known = formats_of(dialect)
    if not known[0].multiline:
        return None
    return lambda line: any(format.shape.read([line]).rows for format in known)
