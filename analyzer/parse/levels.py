"""Severities in one vocabulary, whatever a program calls them."""

from collections.abc import Mapping
from functools import lru_cache

LEVELS = ("trace", "debug", "info", "notice", "warning", "error", "critical")
"""From the least severe to the most."""

_WORDS: Mapping[str, str] = {
    **{level: level for level in LEVELS},
    **dict.fromkeys(("finest", "finer", "fine", "verbose", "silly", "v", "t", "trc"), "trace"),
    **dict.fromkeys(
        ("dbg", "dbug", "d", "debugging", "config", "debug1", "debug2", "debug3"), "debug"
    ),
    **dict.fromkeys(("debug4", "debug5"), "debug"),
    **dict.fromkeys(("information", "informational", "inf", "i", "log", "http"), "info"),
    **dict.fromkeys(("note", "n", "hint", "detail", "statement", "context"), "notice"),
    **dict.fromkeys(("warn", "wrn", "w"), "warning"),
    **dict.fromkeys(("err", "eror", "e", "severe", "failure", "failed"), "error"),
    **dict.fromkeys(("crit", "fatal", "ftl", "f", "c", "panic", "dpanic", "p"), "critical"),
    **dict.fromkeys(("alert", "emerg", "emergency", "a"), "critical"),
}


def level_of(word: bytes, own: Mapping[str, str]) -> bytes:
    """The level that ``word`` means; as it is, in lower case, where it means none of ours.
    ``own`` is what a format says of its words, in lower case."""
    return _level(word, tuple(own.items()))


@lru_cache(maxsize=4096)
def _level(word: bytes, own: tuple[tuple[str, str], ...]) -> bytes:
    text = word.decode("utf-8", "backslashreplace").strip(" []:<>").lower()
    return (dict(own).get(text) or _WORDS.get(text) or text).encode() or b"-"
