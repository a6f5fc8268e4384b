"""Small logs of web servers."""

from collections.abc import Callable, Iterable, Mapping

# isort: split
from dice import Dice
from visits import Visit, visits

LINES = 60
SCAN = '198.51.100.9 - - [02/Mar/2026:08:01:00 +0000] "\\x16\\x03\\x01\\x00" 400 157 "-" "-"'


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


def _iis(dice: Dice) -> Iterable[str]:
    """Two starts of the server; before the second one somebody chose other fields."""
    first = (
        "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip"
        " cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken"
    )
    second = (
        "date time cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status"
        " sc-win32-status sc-bytes time-taken cs-host"
    )
    for visit in visits(dice, LINES):
        when = f"{visit.when:%Y-%m-%d %H:%M:%S}"
        if visit.number in (1, LINES // 2):
            yield "#Software: Microsoft Internet Information Services 10.0"
            yield "#Version: 1.0"
            yield f"#Date: {when}"
            yield f"#Fields: {first if visit.number == 1 else second}"
        what = f"{visit.method} {visit.path} {visit.query or '-'}"
        agent, took = visit.agent.replace(" ", "+"), visit.spent // 1000
        if visit.number < LINES // 2:
            yield (
                f"{when} 192.0.2.5 {what} 443 - {visit.client} {agent} {visit.referrer}"
                f" {visit.status} 0 0 {took}"
            )
        else:
            yield (
                f"{when} {what} {visit.client} {agent} {visit.status} 0 {visit.size} {took}"
                f" {visit.host}"
            )
        if visit.number == 40:
            yield f"{when} GET  /doubled/blank - {visit.client}  {agent} 200 0 512 {took} -"
            yield f"{when} GET /cut/off"


def _cloudfront(dice: Dice) -> Iterable[str]:
    yield "#Version: 1.0"
    yield (
        "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status"
        " cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id"
        " x-host-header cs-protocol cs-bytes time-taken x-forwarded-for cs-protocol-version"
    )
    for visit in visits(dice, LINES):
        values = (
            *(f"{visit.when:%Y-%m-%d}", f"{visit.when:%H:%M:%S}", "FRA56-P1", str(visit.size)),
            *(visit.client, visit.method, "d0.cloudfront.net", visit.path, str(visit.status)),
            *(visit.referrer, visit.agent.replace(" ", "%20"), visit.query or "-", "-"),
            *("Miss" if visit.number % 3 else "Hit", f"id{visit.number:04}==", visit.host),
            *("https", "217", visit.seconds, "-", "HTTP/2.0"),
        )
        yield "\t".join(values)
        if visit.number == 40:
            yield "\t".join(values[:7])


def each(write: Callable[[Visit], str], *odd: str) -> Callable[[Dice], Iterable[str]]:
    """A log of what ``write`` makes of each visit, with odd lines."""
    return lambda dice: with_odd([write(visit) for visit in visits(dice, LINES)], *odd)


def _apache_error(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        start = f"[{visit.when:%a %b %d %H:%M:%S.%f %Y}]"
        if visit.number % 20 == 1:
            yield f"{start} [mpm_event:notice] [pid 7:tid 140] AH00489: Apache/2.4.62 configured"
        elif visit.number % 5 == 0:
            old = f"[{visit.when:%a %b %d %H:%M:%S %Y}] [error] [client {visit.client}]"
            yield f"{old} File does not exist: /srv/shop{visit.path}"
        else:
            yield (
                f"{start} [authz_core:error] [pid 7:tid 141] [client {visit.client}:{visit.port}]"
                f" AH01630: client denied by server configuration: /srv/shop{visit.path}"
            )
        if visit.number == 30:
            yield "PHP message: Stack trace:"
            yield "#0 {main}"


def _lighttpd_error(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        start = f"{visit.when:%Y-%m-%d %H:%M:%S}:"
        if visit.number % 10:
            what = "password doesn't match for /admin username: ann"
            yield f"{start} (mod_auth.c.853) {what}, IP: {visit.client}"
        else:
            yield f"{start} (server.c.1551) server started (lighttpd/1.4.76)"


def _gin(dice: Dice) -> Iterable[str]:
    yield '[GIN-debug] [WARNING] Running in "debug" mode. Switch to "release" mode in production.'
    for visit in visits(dice, LINES):
        took = f"{visit.spent / 1000:.3f}ms" if visit.spent > 1000 else f"{visit.spent}.5µs"
        yield (
            f"[GIN] {visit.when:%Y/%m/%d - %H:%M:%S} | {visit.status} | {took:>13} |"
            f' {visit.client:>15} | {visit.method:7}  "{visit.target}"'
        )


def _uvicorn(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        line = f'{visit.client}:{visit.port} - "{visit.request}" {visit.status}'
        yield (
            f"{visit.when:%Y-%m-%d %H:%M:%S},123 INFO {line}"
            if visit.number % 4
            else (f"INFO:     {line} OK")
        )
        if visit.number == 30:
            yield "INFO:     Application shutdown complete."


def _uwsgi(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        took = f"{visit.spent // 1000} msecs" if visit.spent > 1000 else f"{visit.spent} micros"
        yield (
            f"[pid: 31|app: 0|req: {visit.number}/{visit.number}] {visit.client} () {{38 vars in"
            f" 696 bytes}} [{visit.when:%a %b %d %H:%M:%S %Y}] {visit.method} {visit.target} =>"
            f" generated {visit.size} bytes in {took} ({visit.protocol} {visit.status})"
            " 9 headers in 378 bytes (1 switches on core 0)"
        )


def _bitbucket(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        yield (
            f"{visit.client} | https | o@9K7Z3NNx{visit.number}x1 | ann |"
            f' {visit.when:%Y-%m-%d %H:%M:%S},838 | "{visit.request}" | "" "git/2.47.0" |'
            f" {visit.status} | 13 | {visit.size} | refs | {visit.spent // 1000} | tmpqqw |"
        )
        if visit.number == 30:
            yield f"{visit.client} | https | o@9K7"


def _squid(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        cache = "TCP_HIT" if visit.status == 304 else "TCP_MISS"
        yield (
            f"{visit.when.timestamp():.3f} {visit.spent // 1000:6} {visit.client}"
            f" {cache}/{visit.status} {visit.size} {visit.method} http://{visit.host}{visit.target}"
            " - HIER_DIRECT/192.0.2.5 text/html"
        )
        if visit.number == 30:
            yield f"{visit.when.timestamp():.3f} cut off"


def with_odd(lines: list[str], *odd: str) -> list[str]:
    """The lines with odd ones among them, a blank one, and one cut off in its middle."""
    return [*lines[:20], *odd, *lines[20:30], "", *lines[30:40], lines[40][:25], *lines[40:]]


LOGS: Mapping[str, Callable[[Dice], Iterable[str]]] = {
    "nginx_error/missing-files": _nginx_error,
    "vhost_common/two-sites": _vhost_common,
    "w3c/proxy": _w3c,
    "iis/two-starts": _iis,
    "cloudfront/shop": _cloudfront,
    "apache_error/denied": _apache_error,
    "lighttpd_error/passwords": _lighttpd_error,
    "gin/api": _gin,
    "uvicorn/api": _uvicorn,
    "uwsgi/api": _uwsgi,
    "bitbucket/clones": _bitbucket,
    "squid/proxy": _squid,
    "gandi/shop": each(lambda v: f"{v.host} {v.combined}".replace("] ", "] (0 s) ", 1), SCAN),
    "access_other_date/iso": each(
        lambda v: v.combined.replace(v.clf_time, f"{v.when:%Y-%m-%d %H:%M:%S}"), SCAN
    ),
    "lighttpd_access/two-sites": each(lambda v: v.combined.replace(" - ", f" {v.host} ", 1), SCAN),
    "varnish_ncsa/cache": each(
        lambda v: v.combined.replace(v.target, f"http://{v.host}{v.target}", 1), SCAN
    ),
    "vhost_extra/two-sites": each(lambda v: f'{v.host} {v.combined} "text/html" {v.number}', SCAN),
    "common_extra/intranet": each(lambda v: f"{v.common} {v.size + 300} {v.number}", SCAN),
    "combined_extra/shop": each(lambda v: f'{v.combined} "text/html" {v.number} -', SCAN),
    "combined_forwarded/behind-proxy": each(
        lambda v: v.combined + (f' "{v.client}, 203.0.113.99"' if v.number % 3 else ' "-"'), SCAN
    ),
    "combined_compression/shop": each(
        lambda v: v.combined + (f' "{1 + v.size % 500 / 100:.2f}"' if v.number % 3 else ' "-"'),
        SCAN,
    ),
    "combined_request_time/shop": each(lambda v: f"{v.combined} {v.seconds} {v.seconds} .", SCAN),
    "combined_microseconds/shop": each(lambda v: f"{v.combined} {v.spent}", SCAN),
    "combined_seconds/radio": each(lambda v: f"{v.combined} {v.number % 40}", SCAN),
}
