"""Lines inside the lines of containers' logs, by a random source: as Docker and Kubernetes write
them, with what may differ between writers, and gone wrong."""

import json
from collections.abc import Callable
from random import Random

TIMES = [
    "2025-03-01T10:00:00.123456789Z", "2025-03-01T10:00:00.123456789Z", "2025-03-01T23:59:60.1Z",
    "2025-03-01T10:00:00.5+05:30", "2025-03-01T10:00:00.123456789-07:00", "2025-02-30T10:00:00.1Z",
    "2025-03-01T10:00:00Z", "2025-03-01T10:00:00.Z", "2025-03-01T25:00:00.1Z", "2025-03-01",
    "2025-03-01T10:00:00.1234567891Z", "2025-03-01t10:00:00.1Z", "2025-03-01T10:00:00.1+0530", "-",
]  # fmt: skip
ENDS = ["\n", "\n", "\n", "\n", "", "\r\n", "\n\n", "\r", "\nmore\n", "\n\r", " \n"]
COLOURS = [b"\x1b[31m", b"\\x1b[0m", b"\\033[1m", b"#033[0m", b"\x1b[", b"[31m", b"1b[", b"33["]


def _often(dice: Random, some: list[str], share: float) -> str:
    """Nearly always the first."""
    return some[0] if dice.random() < share else dice.choice(some)


def _escaped(dice: Random, text: str, share: float) -> str:
    """The text as a JSON string, as one of several programs writes it, or nearly."""
    written = json.dumps(text, ensure_ascii=dice.random() < 0.5)
    if dice.random() < 0.3:  # as Go does
        for letter in "&<>":
            written = written.replace(letter, f"\\u{ord(letter):04x}")
    if dice.random() < 0.2:
        written = written.replace("/", "\\/")
    if dice.random() > share:
        at = dice.randrange(len(written))
        piece = dice.choice(['"', "\\", "\\n", "\\ud83d", "\\u000a"])
        written = written[:at] + piece + written[at:]
    return written


def in_docker(dice: Random, line: bytes, share: float = 0.9) -> bytes:
    """As Docker's json-file has it; ``share`` of the parts are usual."""
    text = line.decode("utf-8", "replace") + _often(dice, ENDS, share)
    message = _escaped(dice, text, share)
    if dice.random() > share:
        message = dice.choice([message, "5", "null", "[]", '""', "true", "{}"])
    pairs = [
        ("log", message),
        ("stream", json.dumps(_often(dice, ["stdout", "stderr", ""], share))),
        ("time", json.dumps(_often(dice, TIMES, share))),
    ]
    if dice.random() > share:
        pairs.insert(2, ("attrs", dice.choice(['{"tag":"web"}', '{"tag":null}', "{}", '"x"', "1"])))
    if dice.random() > share:
        pairs.append(dice.choice([*pairs, ("status", "500"), ("message", '"none"')]))
    if dice.random() > share:
        del pairs[dice.randrange(len(pairs))]
    return ("{" + ",".join(f'"{key}":{value}' for key, value in pairs) + "}").encode()


def in_cri(dice: Random, line: bytes, share: float = 0.9) -> bytes:
    """As Kubernetes has it; ``share`` of the parts are usual."""
    stream = _often(dice, ["stdout", "stderr", "stdin", ""], share)
    flag = _often(dice, ["F", "P", "f", "FF", ""], share)
    gap = _often(dice, [" ", "  ", "\t", ""], share)
    head = f"{_often(dice, TIMES, share)} {stream} {flag}{gap}".encode()
    if dice.random() > share:
        at = dice.randint(0, len(line))
        line = line[:at] + dice.choice(COLOURS) + line[at:]
    return head + line


WRAPPERS: dict[str, Callable[[Random, bytes, float], bytes]] = {
    "docker_json": in_docker,
    "cri": in_cri,
}
