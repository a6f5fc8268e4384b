"""Hostile access log lines, by a random source: good lines, and good lines gone wrong in the ways
in which a grammar of quotes, spaces and backslashes can go wrong."""

from collections.abc import Callable
from random import Random

CLIENTS = [
    b"203.0.113.7", b"203.0.113.8", b"2001:db8::7", b"::1", b"host.example.org", b"-", b"",
    b'"203.0.113.7"', b'20"3', b"10.0.0.1,10.0.0.2", b"\xff\xfe", b"shop.example.com:443",
]  # fmt: skip
IDENTS = [b"-", b"-", b"-", b"ident", b"", b'"i d"', b'"-"']
USERS = [
    b"-", b"-", b"-", b"ann", b"Ann Lee", b'"Ann Lee"', b'""', b"", b'an"n', b"a\\b", b"[x]", b" -",
]  # fmt: skip
DATES = [
    b"[10/Oct/2025:13:55:36", b"[10/Oct/2025:13:55:37", b"[29/Feb/2024:00:00:00",
    b"[31/Dec/2025:23:59:60", b"[01/jan/1999:00:00:00", b"[29/Feb/2023:00:00:00",
    b"[31/Apr/2025:01:02:03", b"[00/Jan/2025:00:00:00", b"[10/Foo/2025:00:00:00",
    b"[10/Oct/2025:24:00:00", b"[10/Oct/2025:23:60:00", b"[10/Oct/2025:23:59:61",
    b"[10/Oct/0000:00:00:00", b"[10/Oct/1900:00:00:00", b"[10/Oct/1899:00:00:00",
    b"[10/Oct/9998:00:00:00", b"[10/Oct/9999:00:00:00", b"[1/Oct/2025:00:00:00",
    b'"[10/Oct/2025:13:55:36"', b"10/Oct/2025:13:55:36", b"[10/J`n/2025:13:55:36", b"-",
    b"[10/O\xe9t/2025:13:55:36",
]  # fmt: skip
ZONES = [
    b"+0000]", b"-0700]", b"+0530]", b"-0000]", b"+1400]", b"+2359]", b"+2400]", b"+0060]",
    b"0000]", b"+0000", b"+00:00]", b'"+0000]"', b"-", b"Z]",
]  # fmt: skip
REQUESTS = [
    b"GET / HTTP/1.1", b"GET /index.html?a=b&c=d HTTP/1.0", b"POST /api HTTP/2.0", b"-", b"", b" ",
    b"GET  /two  spaces HTTP/1.1", b"GET /", b"get / http/1.1", b'GET /say "hi" HTTP/1.1',
    b'GET /say \\"hi\\" HTTP/1.1', b"\\x16\\x03\\x01", b"\x16\x03\x01\x00", b'GET /" 200 5 "x',
    b"GET /trailing\\", b"GET /trailing\\\\", b"GET /\xff\xfe HTTP/1.1", b'"', b'""', b'\\"',
    b"GET /a?b?c HTTP/1.1", b"?", b"GET /] \"[ HTTP/1.1", b"HTTP/1.1", b"GET HTTP/1.1", b'" ',
    b'" 200 5 "-" "x', b'\\', b"GET /\tTab HTTP/1.1", b"GET /\x00 HTTP/1.1",
]  # fmt: skip
STATUSES = [
    b"200", b"200", b"404", b"301", b"500", b"-", b"999", b"000", b"099", b"20", b"2000", b"2x0",
    b'"200"', b'"20"0', b'20"0"', b"", b"\xb2\xb2\xb2", b"+20",
]  # fmt: skip
SIZES = [
    b"0", b"512", b"2326", b"-", b"0000000000001", b"9999999999999", b"99999999999999", b"5.0",
    b"-5", b"+5", b"", b'"512"', b'"5"12', b"1e3", b"--", b"0x10", b"1 2",
]  # fmt: skip
TEXTS = [
    b"-", b"", b"https://example.org/a?b", b"Mozilla/5.0 (X11; Linux x86_64)", b"curl/8.5.0",
    b'He said "no"', b'He said \\"no\\"', b'"', b'""', b'"x', b'x"', b"ends\\", b"ends\\\\",
    b'\\"', b"a  b", b" ", b" x ", b"\xff\xfe\xfd", b"\xef\xbb\xbf", b"\x00", b'" "', b'"-" "-"',
    b"<script>alert(1)</script>", b"=cmd|' /C calc'!A0", b"\x1b[31mred", b'x" 200 5 "y',
    b"\xe2\x80\xae", b'a" "b" "c',
]  # fmt: skip
HOSTS = [b"www.example.com", b"shop.example.com:443", b"-", b'"quoted host"', b"", b"a b"]
PIECES = [
    b'"', b'"', b'"', b" ", b" ", b"\\", b"\\", b'\\"', b"[", b"]", b"-", b"\t", b"\0", b"\xff",
    b"\xef\xbb\xbf", b'" "', b"\x85", b"\x0b", b"\x0c", b"\xc2\xa0", b"5", b",",
]  # fmt: skip
WHOLE = [
    b"", b"", b" ", b"   ", b"\t", b"-", b'"', b'""', b"\\", b"\\\\", b'\\"', b"\xef\xbb\xbf",
    b"\0", b"\0" * 40, b"\x0b\x0c", b"java.lang.Error: no", b"\tat a.b.C(D.java:1)", b'{"a": 1}',
    b"\x89PNG\x1a", bytes(range(14, 256)), b" " * 9, b" " * 7, b" " * 10, b'"" ' * 10, b'- ' * 10,
    b"\xff" * 5, b"\x85", b"\xc2\xa0",
]  # fmt: skip
LINE_ENDS = [b"\n"] * 6 + [b"\r\n"] * 3

FORMATS = ("combined", "common", "vhost_combined", "vhost_common")


def good_line(dice: Random, format: str) -> bytes:
    """A line that every reading understands."""
    fields = [
        dice.choice(CLIENTS[:5]),
        b"-",
        dice.choice(USERS[:4]),
        dice.choice(DATES[:5]),
        dice.choice(ZONES[:5]),
        b'"' + dice.choice(REQUESTS[:4]) + b'"',
        dice.choice(STATUSES[:6]),
        dice.choice(SIZES[:5]),
    ]
    return _finish(dice, format, fields, TEXTS[:5], HOSTS[:3])


def odd_line(dice: Random, format: str) -> bytes:
    """A line of any of the values above."""
    fields = [dice.choice(some) for some in (CLIENTS, IDENTS, USERS)]
    fields += [
        dice.choice(DATES) if dice.random() < 0.3 else DATES[0],
        dice.choice(ZONES) if dice.random() < 0.3 else ZONES[0],
        b'"' + dice.choice(REQUESTS) + b'"',
        dice.choice(STATUSES),
        dice.choice(SIZES),
    ]
    return _finish(dice, format, fields, TEXTS, HOSTS)


def _finish(
    dice: Random, format: str, fields: list[bytes], texts: list[bytes], hosts: list[bytes]
) -> bytes:
    if format.endswith("combined"):
        fields += [b'"' + dice.choice(texts) + b'"', b'"' + dice.choice(texts) + b'"']
    if format.startswith("vhost"):
        fields.insert(0, dice.choice(hosts))
    return b" ".join(fields)


def _insert(dice: Random, line: bytes) -> bytes:
    at = dice.randint(0, len(line))
    return line[:at] + dice.choice(PIECES) + line[at:]


def _beside_mark(dice: Random, line: bytes) -> bytes:
    """Something beside a quote, space, bracket or backslash: where grammars differ."""
    marks = [i for i, letter in enumerate(line) if letter in b'" []\\']
    at = dice.choice(marks) + dice.randint(0, 1) if marks else 0
    return line[:at] + dice.choice(PIECES) + line[at:]


def _delete(dice: Random, line: bytes) -> bytes:
    at = dice.randint(0, max(0, len(line) - 1))
    return line[:at] + line[at + 1 :]


def _delete_mark(dice: Random, line: bytes) -> bytes:
    marks = [i for i, letter in enumerate(line) if letter in b'" []\\']
    at = dice.choice(marks) if marks else 0
    return line[:at] + line[at + 1 :]


def _double(dice: Random, line: bytes) -> bytes:
    at = dice.randint(0, max(0, len(line) - 1))
    return line[:at] + line[at : at + 1] + line[at:]


def _swap(dice: Random, line: bytes) -> bytes:
    fields = line.split(b" ")
    a, b = dice.randrange(len(fields)), dice.randrange(len(fields))
    fields[a], fields[b] = fields[b], fields[a]
    return b" ".join(fields)


def _drop(dice: Random, line: bytes) -> bytes:
    fields = line.split(b" ")
    del fields[dice.randrange(len(fields))]
    return b" ".join(fields)


def _repeat(dice: Random, line: bytes) -> bytes:
    fields = line.split(b" ")
    at = dice.randrange(len(fields))
    return b" ".join([*fields[:at], fields[at], *fields[at:]])


def _cut(dice: Random, line: bytes) -> bytes:
    return line[: dice.randint(0, len(line))]


def _behead(dice: Random, line: bytes) -> bytes:
    return line[dice.randint(0, len(line)) :]


def _twice(dice: Random, line: bytes) -> bytes:
    return line + dice.choice([b"", b" ", b'"']) + line


def _pad(dice: Random, line: bytes) -> bytes:
    spaces = b" " * dice.randint(1, 3)
    return dice.choice([line + spaces, spaces + line])


def _quote_field(dice: Random, line: bytes) -> bytes:
    fields = line.split(b" ")
    at = dice.randrange(len(fields))
    value = fields[at]
    cut = dice.randint(0, len(value))
    fields[at] = b'"' + value[:cut] + b'"' + value[cut:]
    return b" ".join(fields)


MUTATIONS: list[Callable[[Random, bytes], bytes]] = [
    _insert, _beside_mark, _beside_mark, _delete, _delete_mark, _delete_mark, _double, _swap, _drop,
    _repeat, _cut, _behead, _twice, _pad, _quote_field, _quote_field,
]  # fmt: skip


def hostile_line(dice: Random, format: str) -> bytes:
    """A line without its line end: good, odd, of another format, mutated, or no log line at all."""
    kind = dice.random()
    if kind < 0.1:
        return dice.choice(WHOLE)
    if kind < 0.2:
        format = dice.choice(FORMATS)
    line = odd_line(dice, format) if dice.random() < 0.5 else good_line(dice, format)
    for _ in range(dice.choice([0, 1, 1, 2, 4])):
        line = dice.choice(MUTATIONS)(dice, line)
    return line


def hostile_log(dice: Random, format: str) -> bytes:
    """A few lines: mostly hostile, or good with one hostile among them (which is what the fast
    reading has to survive); at times with carriage returns or a byte order mark anywhere."""
    share = dice.choice([0.0, 0.15, 0.15, 0.5, 0.9])
    lines = []
    for _ in range(dice.randint(1, 9)):
        bad = dice.random() < share
        lines.append(hostile_line(dice, format) if bad else good_line(dice, format))
        lines.append(dice.choice(LINE_ENDS))
    log = b"".join(lines)
    wild = dice.random()
    if wild < 0.15:
        at = dice.randint(0, len(log))
        piece = dice.choice([b"\r", b"\r\r\n", b"\xef\xbb\xbf", b"\n\r", b"\n\n", b"\r\n\r\n"])
        log = log[:at] + piece + log[at:]
    if dice.random() < 0.08:
        log = b"\xef\xbb\xbf" + log
    if dice.random() < 0.3:
        log = log[: len(log) - dice.randint(1, 3)]
    return log


GOOD = b'1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "curl"\n'


def hostile_text_log(dice: Random, format: str) -> bytes:
    """A hostile log with more good lines behind it, which does not begin as a picture does: any
    draw is taken for a text log."""
    log = hostile_log(dice, format) + b"\n"
    first = GOOD if b"\x89PNG" in log else b""
    return first + log + GOOD * (1 + log.count(b"\n"))
