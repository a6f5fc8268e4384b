"""The log format string within what a user pasted: the string itself, the statement of a server's
configuration that holds it, or the lines of goaccess.conf."""

import re
from dataclasses import dataclass

_NGINX = re.compile(r"\s*log_format\s+\S+\s+(?:escape=\w+\s+)?(?P<rest>.*?);?\s*", re.DOTALL)
_APACHE = re.compile(
    r'\s*(?:LogFormat|GlobalLog\s+\S+|CustomLog\s+\S+)\s+"(?P<format>(?:[^"\\]|\\.)*)"(?:\s+\S+)?\s*',
    re.DOTALL,
)
_GOACCESS = re.compile(r"^\s*(log|date|time)-format[ =]+(\S.*?)\s*$", re.MULTILINE)
_PIECE = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S+))""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """``format`` is the string; ``date`` and ``time`` are how GoAccess is told to read %d and %t,
    empty where nobody says."""

    format: str
    date: str = ""
    time: str = ""


def statement(text: str) -> Statement:
    """What ``text`` says."""
    if match := _NGINX.fullmatch(text):
        pieces = _PIECE.findall(match["rest"])
        texts = (one.replace("\\'", "'") or two or bare for one, two, bare in pieces)
        return Statement("".join(texts))
    if match := _APACHE.fullmatch(text):
        return Statement(match["format"].replace('\\"', '"'))
    settings = dict(_GOACCESS.findall(text))
    if "log" in settings:
        return Statement(settings["log"], settings.get("date", ""), settings.get("time", ""))
    return Statement(text.replace('\\"', '"'))
