"""Definitions are held to their own samples."""

import pytest

from analyzer.errors import UsageError
from analyzer.formats.grammar import read_line
from analyzer.formats.loader import BadDefinition, format_named, formats, parse_definition

GOOD = r"""
name = "tiny"
title = "Two fields"
columns = ["client_ip", "status"]
pattern = '(?P<client_ip>\S+)\ (?P<status>\d{3})'
[[samples]]
line = "1.2.3.4 200"
fields = { client_ip = "1.2.3.4", status = "200" }
"""

SAMPLES = [(name, sample) for name, one in formats().items() for sample in one.samples]


@pytest.mark.parametrize(("name", "sample"), SAMPLES)
def test_each_format_reads_its_samples_to_the_fields_they_name(name: str, sample: object) -> None:
    format = formats()[name]
    read = read_line([format], sample.line)  # type: ignore[attr-defined]
    assert read is not None
    assert read[0] is format
    assert set(read[1]) == set(format.columns)
    assert read[1].items() >= sample.fields.items()  # type: ignore[attr-defined]


def test_a_definition_is_known_by_the_name_of_its_file() -> None:
    assert list(formats()) == ["combined", "common", "vhost_combined", "vhost_common"]
    assert all(format.name == name for name, format in formats().items())


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no format 'apache'.*combined, common"):
        format_named("apache")


def test_a_good_definition_is_accepted() -> None:
    format = parse_definition(GOOD, "tiny.toml")
    assert format.columns == ("client_ip", "status")


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
