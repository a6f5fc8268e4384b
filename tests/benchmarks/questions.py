"""What is asked of an analysis to be measured: filters of all kinds and breadths, for the log that
``logs`` makes."""

from collections.abc import Mapping

Question = Mapping[str, str]

BERLIN = "Europe/Berlin"

_BY_STATUS = (
    "status=200", "status=404", "status=4xx", "status=5xx", "status>=500", "status!=200",
    "status in (301, 304, 4xx)", "status>=200 and status<300",
)  # fmt: skip
_BY_VALUE = (
    "method=GET", "method=POST", "method!=GET", "method in (HEAD, PUT)", 'path="/"', 'path!="/"',
    'referrer="-"', 'referrer!="-"', 'protocol="HTTP/2.0"', "protocol!=HTTP/1.1", 'user!="-"',
    "client=198.19.84.14", "client!=198.19.84.14",
)  # fmt: skip
_BY_TEXT = (
    'path~"^/api"', 'path~"^/(img|static)/"', r'path~"\\.(js|css|webp)$"', 'path~"[0-9]{4}"',
    'path contains "product"', 'path contains "a"', 'not path contains "e"',
    'path contains "xyzzy"', 'agent contains "Firefox"', 'agent contains "Mozilla"',
    'agent contains "curl"', 'agent~"(?i)android|iphone"', 'referrer contains "blog"',
    'referrer~"^https://"', 'client~"^198\\."', 'client contains "7"',
)  # fmt: skip
_BY_NETWORK = (
    "client in 198.18.0.0/15", "client in 198.19.0.0/16", "client in 198.19.84.0/24",
    "not client in 198.19.0.0/16", "client in (198.18.0.0/17, 2001:db8::/32)",
    "client in 2001:db8::/32",
)  # fmt: skip
_BY_NUMBER = (
    "bytes>0", "bytes>1000", "bytes>50000", "bytes>=1MiB", "bytes=0", "bytes<500",
    "bytes>1000 and bytes<20000",
)  # fmt: skip
_MIXED = (
    "bot", "not bot", 'status>=500 and path~"^/api" and not bot', "status=200 or status=304",
    'status=200 and method=GET and not bot and path contains "a"',
    '(bot or status=404) and path!="/"',
    'not (path~"^/img" or path~"^/static")', "method=GET and client in 198.18.0.0/16",
)  # fmt: skip
_TIMES = (
    {"since": "2026-03-02"}, {"since": "2026-03-03"}, {"until": "2026-03-15"},
    {"since": "2026-03-09"}, {"until": "2026-03-09"},
    {"since": "2026-03-05", "until": "2026-03-06"},
    {"since": "2026-03-05T10:00", "until": "2026-03-05T11:00"},
    {"since": "2026-03-05T10:00", "until": "2026-03-05T10:05"},
    {"since": "2026-03-04", "until": "2026-03-14", "where": "not bot"},
    {"since": "2026-03-07", "until": "2026-03-10", "where": "status>=400"},
    {"where": "time in 2026-03-08"}, {"where": "not time in 2026-03-08"},
)  # fmt: skip

KINDS: Mapping[str, tuple[Question, ...]] = {
    "everything": ({},),
    **{
        name: tuple({"where": where} for where in filters)
        for name, filters in {
            "status": _BY_STATUS, "value": _BY_VALUE, "text": _BY_TEXT, "network": _BY_NETWORK,
            "number": _BY_NUMBER, "mixed": _MIXED,
        }.items()
    },
    "zoom": _TIMES,
}  # fmt: skip
"""By the kind of filter."""

SEARCHES = (
    "timeout", "HTTP/1\\.[01]\" 5[0-9][0-9]", "Chrome/1[0-4]", "(?i)googlebot",
    "product/[a-z]+-[a-z]+", "\" 404 [0-9]+ \"-\"", "[0-9]{7} \"", "nothing holds this",
)  # fmt: skip
"""Regular expressions over whole lines."""
