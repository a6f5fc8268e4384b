"""What stands for a match of a pattern, by the kind of the pattern."""

import re
from collections.abc import Callable, Mapping
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from analyzer.model import Redaction
from analyzer.redact import patterns
from analyzer.redact.levels import Mask, mask_ipv4, mask_ipv6, mask_ipv6_escaped

KINDS = ("left", "addresses", "emails", "tokens", "queries")
"""What a match may turn out to be. What is left is not counted."""

_REDACTED = b"redacted"
_EMAIL = b"redacted-email"
_TOKEN = b"redacted-token"
_UNQUOTED_JSON = re.compile(rb"(?i)(?:\\[nrt])?[a-z0-9_-]+\\*[\"'][ \t]*:[ \t]*\[?")

_ADDRESSES = {
    "version": patterns.VERSION,
    "ipv4": patterns.IPV4,
    "ipv6": patterns.IPV6,
    "ipv6_escaped": patterns.IPV6_ESCAPED,
}
_SECRETS = {
    "arguments": patterns.ARGUMENTS,
    "credentials": patterns.CREDENTIALS,
    "query_escaped": patterns.QUERY_ESCAPED,
    "email": patterns.EMAIL,
    "list": patterns.LIST,
    "nested": patterns.NESTED,
    "keyed": patterns.KEYED,
    "bearer": patterns.BEARER,
    "token": patterns.WELL_KNOWN,
    "opaque": patterns.OPAQUE,
}
_IPV6 = {"ipv6": mask_ipv6, "ipv6_escaped": mask_ipv6_escaped}


def patterns_for(wanted: Redaction) -> dict[str, str]:
    """Those that look for what is wanted, by kind, in the order in which they are tried. Queries
    have a rule of their own: ``masked_queries``."""
    return {
        **(_ADDRESSES if wanted.addresses else {}),
        **(_SECRETS if wanted.secrets else {}),
    }


NOT_IN_WORDS = frozenset({"arguments", "list", "nested"})
"""Kinds of matches that hold a quotation mark, or a word behind which a match may go on."""


def masked_match(kinds: tuple[str, ...], mask: Mask | None, value: bytes) -> tuple[bytes, int]:
    """What stands for a match of one of ``kinds``, and its number in KINDS."""
    kind = _kind_of(value, kinds)
    text, counted = _masked(kind, mask, value)
    return text, KINDS.index(counted)


def masked_queries(queries: pa.BinaryArray) -> pa.BinaryArray:
    """Of matches of the patterns for queries, their values."""
    return pc.replace_substring_regex(
        queries, pattern=patterns.VALUE_OF_QUERY, replacement=f"={_REDACTED.decode()}"
    )


def _masked(kind: str, mask: Mask | None, value: bytes) -> tuple[bytes, str]:
    if kind == "ipv4" and mask:
        return mask_ipv4(value, mask), "addresses"
    if kind in _IPV6 and mask:
        text = _IPV6[kind](value, mask)
        return (value, "left") if text is None else (text, "addresses")
    return _SECRET_RULES.get(kind, _as_it_is)(value)


def _as_it_is(value: bytes) -> tuple[bytes, str]:
    return value, "left"


def _keyed(value: bytes) -> tuple[bytes, str]:
    found = patterns.HEAD_OF_KEYED.fullmatch(value)
    assert found
    head, secret = found.groups()
    if not secret:
        return value, "left"
    if not _UNQUOTED_JSON.fullmatch(head):
        return head + _REDACTED, "tokens"
    bare = secret.rstrip(b"}]")  # a number, true, null: what stands for it must be JSON, too
    return (head + b"0" + secret[len(bare) :], "tokens") if bare[:1].isdigit() else (value, "left")


def _opaque(value: bytes) -> tuple[bytes, str]:
    return (_TOKEN, "tokens") if patterns.is_mixed(value) else (value, "left")


def _bearer(value: bytes) -> tuple[bytes, str]:
    found = patterns.HEAD_OF_BEARER.fullmatch(value)
    assert found
    return found[1] + _TOKEN, "tokens"


def _arguments(value: bytes) -> tuple[bytes, str]:
    found = patterns.HEAD_OF_ARGUMENTS.fullmatch(value)
    assert found
    return found[1] + masked_queries(pa.array([found[2]], pa.binary()))[0].as_py(), "queries"


def _credentials(value: bytes) -> tuple[bytes, str]:
    found = patterns.ENDS_OF_CREDENTIALS.fullmatch(value)
    assert found
    return found[1] + _REDACTED + found[2], "tokens"


def _query_escaped(value: bytes) -> tuple[bytes, str]:
    return patterns.VALUE_OF_QUERY_ESCAPED.sub(rb"\1" + _REDACTED, value), "queries"


def _list(value: bytes) -> tuple[bytes, str]:
    """Each entry for itself, so that it stays JSON; true and null stay."""
    found = patterns.HEAD_OF_LIST.fullmatch(value)
    assert found
    return found[1] + patterns.ENTRY.sub(_entry, found[2]), "tokens"


def _nested(value: bytes) -> tuple[bytes, str]:
    """As a text in such quotes as its name is in."""
    found = patterns.HEAD_OF_NESTED.fullmatch(value)
    assert found
    return found[1] + found[2] + _REDACTED + found[2], "tokens"


def _entry(found: "re.Match[bytes]") -> bytes:
    if found[1] is None:
        return b"0"
    quote = b'\\"' if found[1].startswith(b"\\") else b'"'
    return quote + _REDACTED + quote


_SECRET_RULES: Mapping[str, Callable[[bytes], tuple[bytes, str]]] = {
    "arguments": _arguments,
    "credentials": _credentials,
    "query_escaped": _query_escaped,
    "list": _list,
    "nested": _nested,
    "email": lambda _value: (_EMAIL, "emails"),
    "keyed": _keyed,
    "bearer": _bearer,
    "token": lambda _value: (_TOKEN, "tokens"),
    "opaque": _opaque,
}


@cache
def _kinds_pattern(kinds: tuple[str, ...]) -> "re.Pattern[bytes]":
    known = {**_ADDRESSES, **_SECRETS}
    return re.compile("|".join(f"(?P<{kind}>{known[kind]})" for kind in kinds).encode())


def _kind_of(value: bytes, kinds: tuple[str, ...]) -> str:
    """Which pattern it was that matched. A hyphen begins a match only where another one ended with
    a letter or digit before it. What matches nothing on its own is masked as a token: nothing that
    was found stays."""
    pattern = _kinds_pattern(kinds)
    found = pattern.fullmatch(value) or pattern.fullmatch(b"0" + value, 1)
    return (found and found.lastgroup) or "token"
