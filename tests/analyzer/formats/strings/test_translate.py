"""Log format strings become definitions, which read what the strings describe."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzer.errors import UsageError
from analyzer.formats.dialect import format_named
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.spec import IGNORED
from analyzer.formats.strings.directives import APACHE, GOACCESS, NGINX, PREDEFINED
from analyzer.formats.strings.translate import LONGEST, translated
from analyzer.parse.timestamps import Clock, moments

ESCAPED = '%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-agent}i\\"'
COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"'


def read(log_format: str, line: str) -> dict[str, bytes | None]:
    """The raw values of the line that have a name; empty where it is not read."""
    table = format_named(translated(log_format)).shape.read([line.encode()])
    named = {name: values for name, values in table.columns.items() if name[0] != IGNORED}
    return {name: values[0] for name, values in named.items()} if table.rows else {}


def moment(log_format: str, line: str) -> str:
    """When the line says that it was."""
    format = format_named(translated(log_format))
    text = format.shape.read([line.encode()]).columns["timestamp"]
    found = moments(pa.array(text, pa.binary()), format.layouts, Clock("UTC", 1_774_000_000))
    return datetime.fromtimestamp(int(found.utc[0]), UTC).isoformat()


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
        "clf_date": b"[10/Oct/2025:13:55:36",
        "clf_zone": b"+0000]",
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
        ("%{%Q}t", "is not known"),
        ("%{%z %Y}t", "is not known"),
        ("%d %h %^", "date-format"),
        ("%h" * LONGEST, "characters"),
    ],
)
def test_what_cannot_be_translated_says_why(log_format: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        translated(log_format)


@example(text='"')
@example(text='"a')
@example(text='"a\\')
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="$["), max_size=30))
def test_any_text_around_a_directive_is_a_format(text: str) -> None:
    text = text.replace('\\"', "")
    found = read(f"{text} $status {text}", f"{text} 404 {text}")
    assert found == {"status": b"404"}


@pytest.mark.parametrize(
    ("log_format", "line"),
    [
        ("[%{%d/%b/%Y:%T}t.%{msec_frac}t %{%z}t] %h", "[10/Oct/2025:13:55:36.250 +0200] a"),
        ("%h %{%Y-%m-%dT%H:%M:%S%z}t %>s", "a 2025-10-10T13:55:36+0200 200"),
        ("%h %{begin:%F %T %z}t %>s", "a 2025-10-10 13:55:36 +0200 200"),
        ("%h %{%m/%d/%Y %I:%M:%S %p}t %>s", "a 10/10/2025 11:55:36 AM 200"),
        ("%h %{%a %b %e %T %Y}t|%>s", "a Fri Oct 10 11:55:36 2025|200"),
        ("%{sec}t %h %>s", "1760097336 a 200"),
        ("%{msec}t %h %>s", "1760097336250 a 200"),
        ("%{usec}t %h %>s", "1760097336250999 a 200"),
        (
            "date-format %Y-%m-%d\ntime-format %H:%M:%S\nlog-format %d %t %h %^ %s",
            "2025-10-10 11:55:36 a - 200",
        ),
        ("date-format %s\nlog-format %d %h %^ %s", "1760097336 a - 200"),
        ("%x %h %^ %s", "2025-10-10T13:55:36+02:00 a - 200"),
        ("%x %h %^ %s", "1760097336 a - 200"),
        ("$msec $remote_addr $status", "1760097336.250 a 200"),
    ],
)
def test_a_time_is_read_as_its_directives_say(log_format: str, line: str) -> None:
    assert moment(log_format, line) == "2025-10-10T11:55:36+00:00"
    assert read(log_format, line)["client_ip"] == b"a"


@pytest.mark.parametrize(
    "log_format",
    [
        COMBINED,
        COMBINED + " %D",
        f'LogFormat "{ESCAPED}" combined',
        "log_format main '$remote_addr - $remote_user [$time_local] '\n    '\"$request\" $status';",
        "%^ %^ %h %x %s",
        '"%x","%h",%^,%^,"%m","%U","%s"',
    ],
)
def test_values_apart_by_one_character_have_the_fast_reading(log_format: str) -> None:
    assert isinstance(format_named(translated(log_format)).shape, Delimited)


OBJECT = '{"at":"%s","http":{"code":%s,"line":"%s"},"both":"%s"}'
OF_NGINX = OBJECT % ("$time_iso8601", "$status", "$request", "$scheme://$host")
OF_APACHE = OBJECT % ("%{%Y-%m-%dT%T%z}t", "%>s", "%r", "%p://%v")


@pytest.mark.parametrize(
    "log_format",
    [
        OF_NGINX,
        f"log_format json escape=json '{OF_NGINX[:40]}'\n  '{OF_NGINX[40:]}';",
        OF_APACHE,
        'LogFormat "' + OF_APACHE.replace('"', '\\"') + '" json',
    ],
)
def test_a_string_that_writes_objects_is_read_by_their_keys(log_format: str) -> None:
    line = OBJECT % ("2025-10-10T13:55:36+0200", 404, "GET / HTTP/1.1", "a://b")
    assert isinstance(format_named(translated(log_format)).shape, JsonLines)
    found = read(log_format, line)
    assert (found["status"], found["request"]) == (b"404", b"GET / HTTP/1.1")
    assert moment(log_format, line) == "2025-10-10T11:55:36+00:00"


def test_goaccess_reads_over_blanks_and_takes_what_proxies_say() -> None:
    assert read("%^ %~%s ~h{, } [%^]", "x    404 1.1.1.1 [z]") == {
        "status": b"404",
        "forwarded_for": b"1.1.1.1",
    }


@pytest.mark.parametrize("name", PREDEFINED)
def test_goaccess_own_names_stand_for_formats_that_there_are(name: str) -> None:
    assert format_named(translated(name.lower())).name == PREDEFINED[name]
