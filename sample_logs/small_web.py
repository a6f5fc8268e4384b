"""Small logs of web servers."""

from collections.abc import Callable, Iterable, Mapping

# isort: split
from dice import Dice
from visits import visits

LINES = 60
SCAN = '"\\x16\\x03\\x01\\x00" 400 157'


def _nginx_error(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        start = f"{visit.when:%Y/%m/%d %H:%M:%S}"
        if visit.number % 20 == 1:
            yield f"{start} [notice] 1#1: signal {visit.number} (SIGCHLD) received from 29"
        else:
            yield (
                f'{start} [error] 29#29: *{visit.number} open() "/srv/shop{visit.path}" failed'
                f" (2: No such file or directory), client: {visit.client}, server: {visit.host},"
                f' request: "{visit.request}", host: "{visit.host}"'
            )
        if visit.number == 30:
            yield "stack traceback:"
            yield "\t[C]: in function 'error'"


def _vhost_common(dice: Dice) -> Iterable[str]:
    return with_odd([f"{visit.host} {visit.common}" for visit in visits(dice, LINES)])


def _w3c(dice: Dice) -> Iterable[str]:
    yield "#Version: 1.0"
    yield "#Fields: date time c-ip cs-method cs-uri sc-status sc-bytes time-taken"
    for visit in visits(dice, LINES):
        yield (
            f"{visit.when:%Y-%m-%d %H:%M:%S} {visit.client} {visit.method} {visit.target}"
            f" {visit.status} {visit.size} {visit.seconds}"
        )
        if visit.number == 40:
            yield "#Remark: a line with a value missing follows"
            yield f"{visit.when:%Y-%m-%d %H:%M:%S} {visit.client} GET /"


def with_odd(lines: list[str], *odd: str) -> list[str]:
    """The lines with odd ones among them, a blank one, and one cut off in its middle."""
    return [*lines[:20], *odd, *lines[20:30], "", *lines[30:40], lines[40][:25], *lines[40:]]


LOGS: Mapping[str, Callable[[Dice], Iterable[str]]] = {
    "nginx_error/missing-files": _nginx_error,
    "vhost_common/two-sites": _vhost_common,
    "w3c/proxy": _w3c,
}
