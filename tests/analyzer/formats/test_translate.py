"""Log format strings become definitions, which read what the strings describe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import UsageError
from analyzer.formats.dialect import format_named
from analyzer.formats.directives import APACHE, GOACCESS, NGINX
from analyzer.formats.translate import LONGEST, translated

COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"'


def read(log_format: str, line: str) -> dict[str, bytes | None]:
    """The raw values of the line; empty where it is not read."""
    table = format_named(translated(log_format)).shape.read([line.encode()])
    return {name: values[0] for name, values in table.columns.items()} if table.rows else {}


@pytest.mark.parametrize(
    "log_format",
    [
        COMBINED,
        COMBINED.replace('"', '\\"'),
        (
            '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent'
            ' "$http_referer" "$http_user_agent"'
        ),
        '%h %^ %e [%d:%t %^] "%r" %s %b "%R" "%u"',
    ],
)
def test_three_languages_describe_the_same_line(log_format: str) -> None:
    line = '1.2.3.4 - eve [10/Oct/2025:13:55:36 +0000] "GET /a HTTP/1.1" 200 5 "-" "a \\"b\\" c"'
    assert read(log_format, line) | {"ident": b"-"} == {
        "client_ip": b"1.2.3.4",
        "ident": b"-",
        "user": b"eve",
        "timestamp": b"10/Oct/2025:13:55:36 +0000",
        "request": b"GET /a HTTP/1.1",
        "status": b"200",
        "bytes_sent": b"5",
        "referrer": b"-",
        "user_agent": b'a \\"b\\" c',
    }


@pytest.mark.parametrize(
    ("log_format", "unit"),
    [("%h %D", "us"), ("%h %T", "s"), ("%h %{ms}T", "ms"), ("$remote_addr $request_time", "s")],
)
def test_a_durations_unit_is_that_of_its_directive(log_format: str, unit: str) -> None:
    assert format_named(translated(log_format)).duration_unit == unit


@pytest.mark.parametrize("directive", [*APACHE, *NGINX, *GOACCESS])
def test_every_directive_reads_its_own_example(directive: str) -> None:
    mark = " %^" if directive in GOACCESS and directive not in APACHE else ""
    format_named(translated(f"<{directive}>{mark}"))


def test_what_nobody_knows_by_name_is_read_over() -> None:
    assert read("%{X-Foo}i %h %{a}C", "x y z") == {"client_ip": b"y"}
    assert read("$my_own|${remote_addr}", "x|y") == {"client_ip": b"y"}


def test_of_two_directives_for_one_field_the_first_has_it() -> None:
    assert read("%a %h %>s", "1.1.1.1 2.2.2.2 200")["client_ip"] == b"1.1.1.1"


def test_text_stands_for_itself() -> None:
    assert read("(%h) 100%% [x] é.*", "(a) 100% [x] é.*") == {"client_ip": b"a"}
    assert read("(%h) .*", "(a) xx") == {}


def test_a_line_that_breaks_off_is_not_read() -> None:
    assert read(COMBINED, '1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "GET /a') == {}


@pytest.mark.parametrize(
    ("log_format", "problem"),
    [
        ("", "no directive"),
        ("plain words", "no directive"),
        ("%h %Z", "%Z is not known"),
        ("%{%Y}t", "is not known"),
        ("%h" * LONGEST, "characters"),
    ],
)
def test_what_cannot_be_translated_says_why(log_format: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        translated(log_format)


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="$["), max_size=30))
def test_any_text_around_a_directive_is_a_format(text: str) -> None:
    text = text.replace('\\"', "")
    found = read(f"{text} $status {text}", f"{text} 404 {text}")
    assert found == {"status": b"404"}
