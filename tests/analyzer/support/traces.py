"""Logs whose records go over several lines: stack traces of Java and Python, and what disturbs
them."""

from random import Random

_JAVA = (
    b"java.lang.IllegalStateException: no stock of 17",
    b"\tat shop.Stock.take(Stock.java:41)",
    b"\t... 12 common frames omitted",
    b"Caused by: java.io.IOException: \xff\xfe",
    b"",
    b"  2026-03-02 is no beginning",
)
_PYTHON = (
    b"Traceback (most recent call last):",
    b'  File "/srv/shop/stock.py", line 41, in take',
    b"    raise OutOfStock(17)",
    b"shop.OutOfStock: 17",
    b"During handling of the above exception, another exception occurred:",
    b"",
)
_ENDS = (b"\n", b"\n", b"\n", b"\r\n")


def log_of_traces(dice: Random, format: str) -> bytes:
    """Up to thirty records of log4j or python_logging, a third of them with up to nine more lines;
    it may begin with lines of no record and end without a line end."""
    record, traces = _WRITERS[format]
    lines: list[bytes] = dice.choices(traces, k=dice.randint(0, 2))
    for number in range(dice.randint(1, 30)):
        lines.append(record(dice, number))
        if dice.random() < 1 / 3:
            lines += dice.choices(traces, k=dice.randint(1, 9))
    ends = [dice.choice(_ENDS) for _ in lines[1:]] + [dice.choice((b"\n", b""))]
    return b"".join(line + end for line, end in zip(lines, ends, strict=True))


def _time(dice: Random, number: int) -> str:
    day = dice.choice(["2026-03-02", "2026-03-02", "2026-02-30"])
    return f"{day} 08:00:{number:02},{dice.randrange(1000):03}"


def _log4j(dice: Random, number: int) -> bytes:
    level = dice.choice(["INFO ", "ERROR", "WARN "])
    return f"{_time(dice, number)} {level} [http-1] shop.Stock - order {number}".encode()


def _python(dice: Random, number: int) -> bytes:
    level = dice.choice(["INFO", "ERROR", "WARNING"])
    return f"{_time(dice, number)} - shop.stock - {level} - order {number}".encode()


_WRITERS = {"log4j": (_log4j, _JAVA), "python_logging": (_python, _PYTHON)}
FORMATS = tuple(_WRITERS)
