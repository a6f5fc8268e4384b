"""Definitions are held to their own samples."""

from importlib import resources

import pytest

from analyzer.errors import UsageError
from analyzer.formats.definition import BadDefinition
from analyzer.formats.dialect import format_named
from analyzer.formats.loader import check_built_in, formats, parse_definition
from analyzer.formats.shapes.delimited import Delimited

GOOD = r"""
name = "tiny"
title = "Two fields"
columns = ["client_ip", "status"]
pattern = '(?P<client_ip>\S+)\ (?P<status>\d{3})'
[[samples]]
line = "1.2.3.4 200"
fields = { client_ip = "1.2.3.4", status = "200" }
"""


def test_each_format_reads_its_samples_to_the_fields_they_name() -> None:
    check_built_in()


def test_a_definition_is_known_by_the_name_of_its_file() -> None:
    folder = resources.files("analyzer.formats") / "definitions"
    files = {file.name.removesuffix(".toml") for file in folder.iterdir()}
    assert files == set(formats())
    assert all(format.name == name for name, format in formats().items())


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no format 'apache'.*combined, "):
        format_named("apache")


def test_a_good_definition_is_accepted() -> None:
    format = parse_definition(GOOD, "tiny.toml")
    assert isinstance(format.shape, Delimited)
    assert format.shape.columns == ("client_ip", "status")


PATTERN = r"""
name = "tiny"
title = "A pattern"
shape = "pattern"
patterns = ['(?P<user>a)b+']
[[samples]]
line = "ab"
fields = { user = "a" }
"""

BAD = {
    "no TOML": ("name = ", "TOMLDecodeError"),
    "no name": (GOOD.replace('name = "tiny"', ""), "KeyError: 'name'"),
    "no columns": (GOOD.replace("columns", "colums"), "KeyError: 'columns'"),
    "no samples": (GOOD.partition("[[")[0] + "samples = []", "at least one sample"),
    "samples left out": (GOOD.partition("[[")[0], "KeyError: 'samples'"),
    "unknown column": (GOOD.replace("client_ip", "clientip"), r"vocabulary: \['clientip'\]"),
    "pattern that is none": (GOOD.replace(r"\S+)", r"\S+"), "missing \\)|unterminated"),
    "group missing": (GOOD.replace("(?P<status>", "("), "groups must be the columns"),
    "group left over": (
        GOOD.replace("pattern = '", "pattern = '(?P<user>)"),
        "groups must be the columns",
    ),
    "sample not read": (
        GOOD.replace('line = "1.2.3.4 200"', 'line = "1.2.3.4 x"'),
        "does not read its own sample b'1.2.3.4 x'",
    ),
    "sample read differently": (
        GOOD.replace('status = "200"', 'status = "404"'),
        "status is b'200', not b'404'",
    ),
    "sample with a field of no column": (
        GOOD.replace('status = "200"', 'user = "ann"'),
        "user is None, not b'ann'",
    ),
    "sample that is no text": (GOOD.replace('"1.2.3.4 200"', "7"), "AttributeError"),
    "a shape that is none": (GOOD.replace("title", 'shape = "round"\ntitle'), "KeyError: 'round'"),
    "a tier that is none": (GOOD.replace("title", 'tier = "top"\ntitle'), "KeyError: 'top'"),
    "a layout that is none": (
        GOOD.replace("title", 'layouts = ["noon"]\ntitle'),
        r"layouts that are not known: \['noon'\]",
    ),
    "a unit that is none": (
        GOOD.replace("title", 'duration_unit = "weeks"\ntitle'),
        "duration_unit is one of",
    ),
    "a pattern without a sample": (PATTERN.replace("b+", "b+', 'c+"), "no sample for the pattern"),
    "two patterns for one sample": (
        PATTERN.replace("b+", "b+', '(?P<user>a)b+"),
        "two patterns match the sample b'ab'",
    ),
    "a group without a name": (PATTERN.replace("b+", "(b+)"), "a group without a name"),
    "a hint that the sample is without": (
        GOOD.replace("columns =", 'hint = "x$"\ncolumns ='),
        "sample b'1.2.3.4 200' is without the hint",
    ),
    "columns that are no list": (GOOD.replace('["client_ip", "status"]', "7"), "TypeError"),
    "pattern that is no text": (
        GOOD.replace(r"'(?P<client_ip>\S+)\ (?P<status>\d{3})'", "7"),
        "AttributeError",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_definition_is_refused_with_its_file_and_the_place(case: str) -> None:
    text, message = BAD[case]
    with pytest.raises(BadDefinition, match=message) as error:
        parse_definition(text, "tiny.toml")
    assert str(error.value).startswith("tiny.toml: ")
