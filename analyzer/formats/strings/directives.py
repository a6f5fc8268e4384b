"""What the directives of log format strings stand for, as data.

Sources: https://httpd.apache.org/docs/current/mod/mod_log_config.html#formats,
https://nginx.org/en/docs/varindex.html and https://goaccess.io/man#custom-log.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Directive:
    """``column`` is the raw column, empty where nobody wants to know. ``pattern`` is what a value
    looks like; empty: anything up to the character that follows. ``example`` is such a value.
    ``layout`` is that of a time, ``unit`` that of a duration. ``clock`` is what strftime calls a
    part of a time: neighbours with one make a time together."""

    column: str = ""
    pattern: str = ""
    example: str = "-"
    layout: str = ""
    unit: str = ""
    clock: str = ""


_HOST = Directive("client_ip", r"\S+", "203.0.113.7")
_USER = Directive("user", example="ann")
_REQUEST = Directive("request", example="GET /a?b=c HTTP/1.1")
_STATUS = Directive("status", r"\d{3}|-", "200")
_SIZE = Directive("bytes_sent", r"\d{1,13}|-", "2326")
_REFERRER = Directive("referrer", example="https://example.org/")
_AGENT = Directive("user_agent", example="curl/8.0")
_METHOD = Directive("method", r"[A-Za-z-]+", "GET")
_PATH = Directive("target", r"[^\s?\"]*", "/a")
_URI = Directive("target", r"[^\s\"]*", "/a?b=c")
_PROTOCOL = Directive("protocol", r"[^\s\"]*", "HTTP/1.1")
_SERVER = Directive("virtual_host", r"\S+", "example.org")
_FORWARDED = Directive("forwarded_for", r"[^\s,\"]*(?:,\s*[^\s,\"]+)*", "203.0.113.9, 10.0.0.1")
CLF = Directive(
    "timestamp",
    r"\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}",
    "10/Oct/2025:13:55:36 -0700",
    "clf",
)
_CLF_BARE = Directive(
    "timestamp", r"\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d", "10/Oct/2025:13:55:36", "clf"
)
_ISO = Directive(
    "timestamp",
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\S*",
    "2025-10-10T13:55:36-07:00",
    "iso",
)
_EPOCH = Directive("timestamp", r"\d{9,19}(?:\.\d+)?", "1760129736.123", "epoch")
_MOMENT = Directive("timestamp", rf"{_ISO.pattern}|{_EPOCH.pattern}", _ISO.example, "iso|epoch")
_MICROSECONDS = Directive("duration", r"\d+|-", "41250", unit="us")
_MILLISECONDS = Directive("duration", r"\d+|-", "41", unit="ms")
_SECONDS = Directive("duration", r"\d+(?:\.\d+)?|-", "0.041", unit="s")

APACHE: Mapping[str, Directive] = {
    "%h": _HOST, "%a": _HOST, "%{c}a": _HOST, "%l": Directive("ident"), "%u": _USER,
    "%t": CLF,
    "%{sec}t": _EPOCH, "%{msec}t": _EPOCH, "%{usec}t": _EPOCH,
    "%r": _REQUEST, "%s": _STATUS, "%b": _SIZE, "%B": _SIZE,
    "%O": Directive(), "%I": Directive(),
    "%m": _METHOD, "%U": _PATH, "%q": Directive("", r"(?:\?[^\s\"]*)?", "?b=c"), "%H": _PROTOCOL,
    "%v": _SERVER, "%V": _SERVER, "%p": Directive(),
    "%D": _MICROSECONDS, "%T": _SECONDS,
    "%{us}T": _MICROSECONDS, "%{ms}T": _MILLISECONDS, "%{s}T": _SECONDS,
    "%P": Directive("pid", r"\d+|-", "17"), "%L": Directive("trace"),
    "%{referer}i": _REFERRER, "%{user-agent}i": _AGENT, "%{x-forwarded-for}i": _FORWARDED,
    "%{host}i": _SERVER,
    "%f": Directive(), "%k": Directive(), "%R": Directive(), "%X": Directive(), "%A": Directive(),
}  # fmt: skip
"""Names in braces in lower case. The time stands in square brackets. Any other header,
cookie, note or variable is read over."""

NGINX: Mapping[str, Directive] = {
    "$remote_addr": _HOST, "$remote_user": _USER, "$time_local": CLF, "$time_iso8601": _ISO,
    "$msec": _EPOCH, "$request": _REQUEST, "$status": _STATUS, "$body_bytes_sent": _SIZE,
    "$http_referer": _REFERRER, "$http_user_agent": _AGENT, "$http_x_forwarded_for": _FORWARDED,
    "$request_method": _METHOD, "$request_uri": _URI, "$uri": _PATH, "$server_protocol": _PROTOCOL,
    "$host": _SERVER, "$http_host": _SERVER, "$server_name": _SERVER,
    "$request_time": _SECONDS, "$upstream_addr": Directive("upstream", example="10.0.0.1:8080"),
    "$upstream_cache_status": Directive("cache", example="HIT"),
    "$request_id": Directive("trace", example="0123456789abcdef"),
}  # fmt: skip
"""Any other variable is read over."""

FRACTION: Mapping[str, str] = {"msec_frac": "%f", "usec_frac": "%f"}
"""What of Apache's times stands behind the seconds."""

GOACCESS: Mapping[str, Directive] = {
    "%h": _HOST, "%e": _USER, "%r": _REQUEST, "%s": _STATUS, "%b": _SIZE, "%R": _REFERRER,
    "%u": _AGENT, "%m": _METHOD, "%U": _URI, "%q": Directive("", r"(?:\?[^\s\"]*)?", "?b=c"),
    "%H": _PROTOCOL, "%v": _SERVER, "%D": _MICROSECONDS, "%T": _SECONDS, "%L": _MILLISECONDS,
    "%n": Directive("duration", r"\d+|-", "41250000", unit="ns"),
    "%C": Directive("cache", example="HIT"), "%M": Directive(), "%K": Directive(),
    "%k": Directive(),
    "%^": Directive(), "~h": _FORWARDED, "%~": Directive("", r"\s*", " "),
    "%d:%t %^": CLF, "%d:%t": _CLF_BARE, "%dT%t": _ISO, "%d %t": _ISO, "%x": _MOMENT,
}  # fmt: skip
"""A date and a time count together, in the two ways that logs write them most."""

PREDEFINED: Mapping[str, str] = {
    "COMBINED": "combined", "VCOMBINED": "vhost_combined", "COMMON": "common",
    "VCOMMON": "vhost_common", "W3C": "w3c", "CLOUDFRONT": "cloudfront",
    "CLOUDSTORAGE": "gcs_usage", "AWSELB": "aws_elb", "AWSALB": "aws_alb", "AWSS3": "aws_s3",
    "SQUID": "squid", "CADDY": "caddy", "TRAEFIKCLF": "traefik_clf",
}  # fmt: skip
"""Names that GoAccess gives to log formats, and ours."""
