"""How timestamps are written: layouts by name, as data.

A layout's ``template`` says where the parts stand at the beginning of the text: YYYY, YY, MM, Mon,
DD (a space may stand for its first digit), hh, mm, ss and DDD (day of the year); any other
character stands for any one character. Behind the template a fraction of a second and a zone may
follow. ``rewrite`` is an RE2 expression and what to put in its place, for layouts whose parts have
no fixed place, and ``then`` another one for what came out. ``strptime`` is the standard library's
word for layouts that no template fits; it is applied once a distinct value. ``epoch`` is the number
of units in a second. ``tai64`` is the label of an external TAI64 or TAI64N timestamp, hexadecimal
digits behind an @.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to write a moment; exactly one of template, strptime, epoch and tai64 is set."""

    template: str = ""
    rewrite: tuple[str, str] | None = None
    then: tuple[str, str] | None = None
    strptime: str = ""
    epoch: int = 0
    tai64: bool = False

    @property
    def yearless(self) -> bool:
        """Whether it names no year."""
        return bool(self.template) and "YY" not in self.template

    @property
    def names_month(self) -> bool:
        """Whether the month is a word."""
        return "Mon" in self.template or "%b" in self.strptime


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The names that are read, in any case; what follows their three letters is not looked at."""

_ONE_DIGIT = (r"\b(\d)\b", r"0\1")
_ONE_DIGIT_DAY = (r"^(\w{3}) (\d) ", r"\1  \2 ")

LAYOUTS: Mapping[str, Layout] = {
    # 2025-10-28T19:15:10.821315Z, 2025-10-28 19:15:10,821 +0200, 2025/10/28 19:15:10
    "iso": Layout("YYYY-MM-DD hh:mm:ss"),
    # [2025-10-28T19:15:10.821Z]
    "iso_in_brackets": Layout("[YYYY-MM-DD hh:mm:ss"),
    "iso_minute": Layout("YYYY-MM-DD hh:mm"),
    # 2021-11-09  5:13:12 (MySQL and MariaDB pad the hour with a space), 2021-11-09  15:13:12 (apt)
    "iso_padded": Layout(
        "YYYY-MM-DD hh:mm:ss",
        (r"^(\d{4}-\d\d-\d\d)  (\d):", r"\1 0\2:"),
        (r"^(\d{4}-\d\d-\d\d)  (\d\d):", r"\1 \2:"),
    ),
    "iso_loose": Layout("YYYY-MM-DD hh:mm:ss", _ONE_DIGIT),
    # 2012-025T10:22:40
    "ordinal": Layout("YYYY-DDD hh:mm:ss"),
    # 20250404 19:15:10, 20250404-19:15:10, 20250404T191510
    "compact": Layout("YYYYMMDD hh:mm:ss"),
    "compact_time": Layout("YYYYMMDD hhmmss"),
    # 20250404-9:5:10:821 (no digit is padded)
    "compact_loose": Layout("YYYYMMDD hh:mm:ss", _ONE_DIGIT),
    # 20250404191510
    "compact_whole": Layout("YYYYMMDDhhmmss"),
    # 081109 203615 (year, month and day in two digits each)
    "compact_short": Layout("YYMMDD hhmmss"),
    # 081109 20:36:15, 081109  8:36:15, 081109   20:36:15
    "short_year_compact": Layout(
        "YYMMDD hh:mm:ss", (r" +(\d):", r" 0\1:"), (r"^(\d{6}) +", r"\1 ")
    ),
    # 25-10-28 19:15:10, 25/10/28 19:15:10
    "short_year": Layout("YY-MM-DD hh:mm:ss"),
    # 10/Oct/2025:13:55:36 -0700, 9/Oct/2025:13:55:36 -0700, 10/Oct/2025 13:55:36
    "clf": Layout("DD/Mon/YYYY:hh:mm:ss", (r"^(\d)/", r"0\1/")),
    # 28-Mar-2022 07:01:48.459, 28 Mar 2022 07:01:48
    "day_month": Layout("DD-Mon-YYYY hh:mm:ss"),
    # 14 Nov 07:01:22.119
    "day_month_no_year": Layout("DD Mon hh:mm:ss"),
    # Oct 11 22:14:15, Oct 1 22:14:15
    "syslog": Layout("Mon DD hh:mm:ss", _ONE_DIGIT_DAY),
    # Oct 11 2025 22:14:15 (Cisco), Oct 11, 2025 22:14:15, October - 11, 2025:22:14:15,
    # Oct 11, 2025 @ 22:14:15.000 (Kibana)
    "month_day_year": Layout(
        "Mon DD YYYY hh:mm:ss",
        (r"^(\w{3})\w* (?:- )?([ \d]?\d),? (\d{4})[, :@]+", r"\1 \2 \3 "),
        _ONE_DIGIT_DAY,
    ),
    # Wed Oct 11 14:32:52.123456 2025, Wed Oct 11 14:32:52 EST 2025, Wed Oct 1 14:32:52 2025
    "asctime": Layout(
        "YYYY Mon DD hh:mm:ss",
        (r"^\w{3} (\w{3} [ \d]?\d \d\d:\d\d:\d\d)(?:\.\d+)?( [A-Z]+)? (\d{4})$", r"\3 \1\2"),
        (r"^(\d{4} \w{3}) (\d) ", r"\1  \2 "),
    ),
    # Oct-11-25 22:14:15
    "month_day_short_year": Layout(
        "YY Mon DD hh:mm:ss", (r"^(\w{3})-(\d\d)-(\d\d) ", r"\3 \1 \2 ")
    ),
    # 2025 Oct 11 22:14:15
    "year_month_day": Layout("YYYY Mon DD hh:mm:ss"),
    # Wed, 11 Oct 2025 14:32:52 GMT
    "rfc1123": Layout("DD Mon YYYY hh:mm:ss", (r"^\w{3}, ", "")),
    # 10/28/2025 19:15:10
    "month_first": Layout("MM/DD/YYYY hh:mm:ss", _ONE_DIGIT),
    # 28.10.2025 19:15:10
    "day_first": Layout("DD.MM.YYYY hh:mm:ss", _ONE_DIGIT),
    # 08/02/2023, 7:32:47 PM
    "month_first_12": Layout(strptime="%m/%d/%Y, %I:%M:%S %p"),
    "month_first_12_plain": Layout(strptime="%m/%d/%Y %I:%M:%S %p"),
    # 08/02/2023, 19:32:47
    "month_first_comma": Layout(strptime="%m/%d/%Y, %H:%M:%S"),
    "day_first_comma": Layout(strptime="%d.%m.%Y, %H:%M:%S"),
    # Mar 01, 2025 10:00:00 AM
    "month_day_year_12": Layout(strptime="%b %d, %Y %I:%M:%S %p"),
    # 10/13/21 07:57:42.865446, 10-13-21,07:57:42
    "month_first_short": Layout("MM/DD/YY hh:mm:ss"),
    # 10/28/2025-19:15:10.667372, 10/28-19:15:10.667372
    "month_first_dash": Layout("MM/DD/YYYY-hh:mm:ss"),
    # 03-17 16:13:38.811
    "no_year": Layout("MM-DD hh:mm:ss"),
    # 0517 15:04:22.619632 (klog)
    "klog": Layout("MMDD hh:mm:ss"),
    # 2005-06-03-15.42.50.675872
    "dotted": Layout("YYYY-MM-DD-hh.mm.ss"),
    "epoch_s": Layout(epoch=1),
    "epoch_ms": Layout(epoch=1_000),
    "epoch_us": Layout(epoch=1_000_000),
    "epoch_ns": Layout(epoch=1_000_000_000),
    # @4000000063b1c2d53b6e1a8c
    "tai64": Layout(tai64=True),
    # The unit is known by the number of digits: see parse.timestamps.
    "epoch": Layout(epoch=-1),
}

TEMPLATE, STRPTIME = "template:", "strptime:"
"""Before a layout that has no name: what describes it."""


def layout_named(name: str) -> Layout:
    """The layout of that name, or that it describes itself; KeyError for neither."""
    if name.startswith(TEMPLATE):
        return Layout(name.removeprefix(TEMPLATE))
    if name.startswith(STRPTIME):
        return Layout(strptime=name.removeprefix(STRPTIME))
    return LAYOUTS[name]


def is_layout(name: str) -> bool:
    """Whether there is such a layout."""
    return name in LAYOUTS or name.startswith((TEMPLATE, STRPTIME))


COMMON = ("iso", "epoch", "clf", "rfc1123", "asctime", "syslog")
"""What a JSON or logfmt record's time may be written in, where its format does not say."""
