"""Hostile lines of JSON, by a random source: objects as programs write them, with everything that
may differ between writers, and objects gone wrong."""

import json
from random import Random

KEYS = [
    "ts", "time", "@timestamp", "level", "severity", "msg", "message", "logger", "status", "path",
    "request", "request.method", "remote_addr", "http", "log", "log.level", "host", "user", "free",
    "tags", "größe", "", "a b", 'quo"te', "back\\slash", "response", "bytes", "size", "type",
]  # fmt: skip
TEXTS = [
    '""', '"x"', '"GET /a?b HTTP/1.1"', '"2025-03-01T10:00:00.123Z"', '"2025-03-01 10:00:00"',
    '"warn"', '"a \\"quoted\\" word"', '"tab\\tand\\nline"', '"\\u00e9t\\u00C9"', '"été"', '"日本"',
    '"\\ud83d\\ude00"', '"\\ud83d"', '"\\x41"', '"\\u12g4"', '"\\"', '"open', '"\x01"', '"\x7f"',
    '"' + "long " * 20 + '"', '"-"', '"null"', '"200"', '"1.50"', "'single'", '"\\/"', '"-\\u002d"',
]  # fmt: skip
NUMBERS = [
    "0", "-0", "-1", "1", "200", "007", "1.5", "1.50", "0.04", "0.00001", "0.0001", "0.0", "-0.0",
    "1e5", "1E-3", "1.", ".5", "+1", "1740823200", "1740823200.123", "1740823200.1234567",
    "123456789012345678", "1234567890123456789", "99999999999999999999", "1_0", "0x10", "NaN",
    "100000000000000000.5", "12345678901.12345",
]  # fmt: skip
WORDS = ["true", "false", "null", "tru", "nulll", "True", "None"]
LISTS = [
    "[]",
    "[1]",
    '["a"]',
    "[null]",
    "[1,2]",
    "[[1]]",
    "[[]]",
    "[1,]",
    "[,1]",
    '[{"b":1}]',
    "[ 5 ]",
]
SPACES = ["", "", "", " ", "  ", "\t", "\r"]


def value(dice: Random, depth: int = 0) -> str:
    """A value, most of them right."""
    kind = dice.random()
    if kind < 0.2 and depth < 4:
        return object_of(dice, depth + 1)
    if kind < 0.3:
        inner = ",".join(value(dice, depth + 1) for _ in range(dice.randrange(3)))
        return dice.choice([*LISTS, f"[{inner}]"])
    return dice.choice(TEXTS if kind < 0.65 else NUMBERS if kind < 0.9 else WORDS)


def object_of(dice: Random, depth: int = 0) -> str:
    """An object; keys may come twice."""
    pairs = [
        f"{json.dumps(dice.choice(KEYS), ensure_ascii=dice.random() < 0.5)}{space}:{space}"
        f"{value(dice, depth)}"
        for space in (dice.choice(SPACES) for _ in range(dice.randrange(5)))
    ]
    space = dice.choice(SPACES)
    return "{" + space + f"{space},{space}".join(pairs) + space + "}"


def plain_object(dice: Random) -> str:
    """One that every reader takes."""
    record = {
        "ts": f"2025-03-{dice.randint(10, 28)}T10:00:{dice.randint(10, 59)}.{dice.randrange(999)}Z",
        "level": dice.choice(["info", "warn", "error"]),
        "msg": dice.choice(["started", "été \u20ac", 'say "hi"\n', "x" * 40]),
        "status": dice.choice([200, 404, "500", None]),
        "request": {"method": dice.choice(["GET", "POST"]), "url": f"/a/{dice.randrange(9)}?b"},
        "free": dice.choice([0.04, 17, 12.5, True, [], [3]]),
    }
    return json.dumps(record, ensure_ascii=dice.random() < 0.5, indent=None)


def hostile_objects(dice: Random) -> bytes:
    """Some lines, of which a byte may be put in, over another, or be missing."""
    lines = []
    for _ in range(dice.randint(1, 8)):
        line = (plain_object(dice) if dice.random() < 0.4 else object_of(dice)).encode()
        if dice.random() < 0.3:
            at = dice.randrange(len(line) + 1)
            piece = dice.choice([b'"', b"\\", b"{", b"}", b"[", b",", b"\0", b"\xff", b"\xc3", b""])
            line = line[:at] + piece + line[at + dice.randrange(2) :]
        if dice.random() < 0.1:
            line = dice.choice([b"", b" ", b"\xef\xbb\xbf", b"text ", b"\r"]) + line
        lines.append(line + dice.choice([b"\n", b"\n", b"\n", b"\r\n", b" \n", b"x\n"]))
    log = b"".join(lines)
    return log if dice.random() < 0.7 else log.rstrip(b"\r\n")
