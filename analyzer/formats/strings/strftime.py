"""Times described by the codes of strftime."""

import re
from collections.abc import Mapping

from analyzer.errors import UsageError
from analyzer.formats.layouts import STRPTIME, TEMPLATE
from analyzer.formats.strings.directives import Directive

_LONGER: Mapping[str, str] = {
    "%T": "%H:%M:%S", "%R": "%H:%M", "%F": "%Y-%m-%d", "%D": "%m/%d/%y", "%h": "%b",
    "%c": "%a %b %e %H:%M:%S %Y", "%r": "%I:%M:%S %p", "%n": "\n", "%t": "\t",
}  # fmt: skip

_CODES: Mapping[str, tuple[str, str, str]] = {
    "%Y": ("YYYY", r"\d{4}", "2025"), "%y": ("YY", r"\d\d", "25"),
    "%m": ("MM", r"\d\d", "10"), "%b": ("Mon", "[A-Za-z]{3}", "Oct"),
    "%d": ("DD", r"\d\d", "10"), "%e": ("DD", r"[ \d]\d", "10"), "%j": ("DDD", r"\d{3}", "283"),
    "%H": ("hh", r"\d\d", "13"), "%M": ("mm", r"\d\d", "55"), "%S": ("ss", r"\d\d", "36"),
    "%a": ("___", "[A-Za-z]{3}", "Fri"),
}  # fmt: skip
"""Of each code the part of a layout's template, what it looks like, and an example."""

_TAIL = re.compile(r"([.,:]%f)?( ?)(%z|%Z)?")
_TAILS = {
    "%f": (r"\d{1,9}", "250"),
    "%z": (r"[+-]\d\d:?\d\d", "-0700"),
    "%Z": ("[A-Za-z]{1,5}", "UTC"),
}
_CODE = re.compile(r"%.|.", re.DOTALL)
_HALF_DAYS = ("%I", "%p")


def moment(text: str) -> Directive:
    """The time that ``text`` describes; ``%f`` are digits of a fraction. UsageError for codes that
    are not known here, or that stand behind a fraction or a zone."""
    for short, long in _LONGER.items():
        text = text.replace(short, long)
    if text == "%s":
        return Directive("timestamp", r"\d{9,11}", "1760129736", "epoch")
    if any(code in text for code in _HALF_DAYS):
        return _by_strptime(text)
    template, pattern, example = "", "", ""
    codes = _CODE.findall(text)
    while codes and not _TAIL.fullmatch("".join(codes)):
        code = codes.pop(0)
        part, looks, shown = _CODES.get(code) or _literal(code, text)
        template, pattern, example = template + part, pattern + looks, example + shown
    for code in codes:
        looks, shown = _TAILS.get(code) or _literal(code, text)[1:]
        pattern, example = pattern + looks, example + shown
    return Directive("timestamp", pattern, example, TEMPLATE + template)


def _literal(code: str, text: str) -> tuple[str, str, str]:
    if code == "%%":
        code = "%"
    if len(code) > 1 or not code.isascii():
        raise UsageError(f"The time {text!r} has {code}, which is not known here or not there.")
    return "_" if code.isalpha() else code, f"\\x{ord(code):02x}", code


_STRPTIME = {"%I": (r"\d\d?", "01"), "%p": ("[AaPp][Mm]", "PM")}


def _by_strptime(text: str) -> Directive:
    """A clock of twelve hours."""
    pattern, example = "", ""
    for code in _CODE.findall(text):
        known = {code: parts[1:] for code, parts in _CODES.items()} | _STRPTIME
        looks, shown = known.get(code) or _literal(code, text)[1:]
        pattern, example = pattern + looks, example + shown
    return Directive("timestamp", pattern, example, STRPTIME + text)
