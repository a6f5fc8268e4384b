"""Small logs of systems and applications."""

import json
from collections.abc import Callable, Iterable, Mapping

# isort: split
from dice import Dice
from visits import visits

LINES = 60
LEVELS = ("INFO", "INFO", "INFO", "WARN", "ERROR", "DEBUG")
LOGGERS = ("shop.Orders", "shop.Stock", "shop.mail.Queue")


def _message(dice: Dice) -> str:
    what = ("placed", "paid", "packed", "sent")
    return f"order {dice.one(900)} was {dice.choice(what)}"


def _iso_text(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        yield f"{visit.when:%Y-%m-%d %H:%M:%S} [{dice.choice(LEVELS)}] {_message(dice)}"
        if visit.number == 30:
            yield "    a line that continues the record before it"


def _json_lines(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        level = dice.choice(LEVELS).lower()
        record = {"time": f"{visit.when:%Y-%m-%dT%H:%M:%S.%f}Z", "level": level}
        yield json.dumps({**record, "msg": _message(dice), "pid": 17, "order": dice.one(900)})
        if visit.number == 30:
            yield '{"time": "2026-03-02T08:00:00Z", "level": "info", "msg": "cut o'


def _log4j(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        start = f"{visit.when:%Y-%m-%d %H:%M:%S},{visit.when.microsecond // 1000:03}"
        level, logger = dice.choice(LEVELS), dice.choice(LOGGERS)
        yield f"{start} {level:5} [http-{dice.one(4)}] {logger} - {_message(dice)}"
        if visit.number % 25 == 0:
            yield "java.lang.IllegalStateException: no stock"
            yield "\tat shop.Stock.take(Stock.java:41)"


def _logfmt(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        time, level = f"{visit.when:%Y-%m-%dT%H:%M:%SZ}", dice.choice(LEVELS).lower()
        yield f'time={time} level={level} msg="{_message(dice)}" took={visit.spent}us shop=2'
        if visit.number == 30:
            yield "panic: not a pair at all"


def _plain_text(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        yield _message(dice) if visit.number % 3 else f"WARNING: {_message(dice)}"
        if visit.number == 30:
            yield ""


def _syslog(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        start = f"{visit.when:%b} {visit.when.day:2} {visit.when:%H:%M:%S} gateway"
        if visit.number % 3:
            pid = 700 + dice.one(5)
            yield f"{start} postfix/smtpd[{pid}]: connect from unknown[{visit.client}]"
        else:
            yield f"{start} CRON[{visit.port}]: (root) CMD (/usr/bin/true)"
        if visit.number == 30:
            yield "no syslog line"


LOGS: Mapping[str, Callable[[Dice], Iterable[str]]] = {
    "iso_text/worker": _iso_text,
    "json_lines/orders": _json_lines,
    "log4j/orders": _log4j,
    "logfmt/orders": _logfmt,
    "plain_text/orders": _plain_text,
    "syslog_rfc3164/gateway": _syslog,
}
