"""Addresses and secrets of a block of text masked: RE2 finds them, and what stands for each is
decided once for each distinct value."""

import re
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.model import Masked, Redaction
from analyzer.redact import patterns
from analyzer.redact.levels import Mask, mask_for, mask_ipv4, mask_ipv6, mask_ipv6_escaped
from analyzer.redact.marking import joined, pieces_of, spans

_REDACTED = b"redacted"
_EMAIL = b"redacted-email"
_TOKEN = b"redacted-token"
_MOST_REMEMBERED = 1 << 18
_QUERY_BEGINS = tuple(b"?&# \t")
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
_KINDS = ("left", "addresses", "emails", "tokens", "queries")


class Redactor:
    """Masks what ``wanted`` names; the key of its pseudonyms goes when it does. May be used by
    several threads."""

    def __init__(self, wanted: Redaction) -> None:
        self._mask: Mask | None = mask_for(wanted.addresses) if wanted.addresses else None
        self._secrets = wanted.secrets
        self._kinds = {
            **(_ADDRESSES if wanted.addresses else {}),
            **(_SECRETS if wanted.secrets else {}),
        }
        self._remembered: dict[bytes, tuple[bytes, int]] = {}

    def redact(self, data: bytes, *, columns: bool = False) -> tuple[bytes, Masked]:
        """The text with what is in it masked, and how much that was. It holds whole lines;
        ``columns`` is whether it is of a W3C extended log, whose queries are columns."""
        if not data:
            return data, Masked()
        data, counts = self._matches(data, columns)
        if self._mask and (edges := spans(data, patterns.CLIENT_NAME)).size:
            pieces = pieces_of(data, edges)
            names = pieces.take(pa.array(np.arange(1, len(pieces), 2))).dictionary_encode()
            masked = pa.array(map(self._mask, names.dictionary.to_pylist()), pa.binary())
            data = joined(pieces, masked.take(names.indices))
            counts["addresses"] += len(names)
        counts.pop("left", None)
        return data, Masked(**counts)

    def text(self, text: str) -> str:
        """The same of a short text, a name."""
        masked, _ = self.redact(text.encode("utf-8", "surrogateescape"))
        return masked.decode("utf-8", "surrogateescape")

    def _matches(self, data: bytes, columns: bool) -> tuple[bytes, dict[str, int]]:
        kinds = [*self._kinds.values()]
        if self._secrets:
            kinds = [patterns.QUERY, *([patterns.COLUMN_QUERY] if columns else []), *kinds]
        edges = spans(data, "|".join(kinds))
        counts = dict.fromkeys(_KINDS, 0)
        if not edges.size:
            return data, counts
        pieces = pieces_of(data, edges)
        found = pieces.take(pa.array(np.arange(1, len(pieces), 2)))
        distinct = found.dictionary_encode()
        values = distinct.dictionary
        masked, kind = self._decided(values)
        for code, times in enumerate(np.bincount(kind[distinct.indices.to_numpy()]).tolist()):
            counts[_KINDS[code]] += times
        return joined(pieces, masked.take(distinct.indices)), counts

    def _decided(self, values: pa.BinaryArray) -> tuple[pa.BinaryArray, "np.ndarray"]:
        """What stands for each distinct value, and which kind it is."""
        begins = np.frombuffer(values.buffers()[2], np.uint8)
        first = begins[np.frombuffer(values.buffers()[1], np.int32)[values.offset :][: len(values)]]
        is_query = np.isin(first, _QUERY_BEGINS)
        queries = _masked_queries(values.filter(pa.array(is_query)))
        others = [self._one(value) for value in values.filter(pa.array(~is_query)).to_pylist()]
        kind = np.full(len(values), _KINDS.index("queries"))
        kind[~is_query] = [kind for _, kind in others]
        order = np.empty(len(values), np.int64)
        order[is_query] = np.arange(len(queries))
        order[~is_query] = len(queries) + np.arange(len(others))
        both = pa.concat_arrays([queries, pa.array([text for text, _ in others], pa.binary())])
        return both.take(pa.array(order)), kind

    def _one(self, value: bytes) -> tuple[bytes, int]:
        known = self._remembered.get(value)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            kind = _kind_of(value, tuple(self._kinds))
            text, counted = self._masked(kind, value)
            known = text, _KINDS.index(counted)
            self._remembered[value] = known
        return known

    def _masked(self, kind: str, value: bytes) -> tuple[bytes, str]:
        if kind == "ipv4" and self._mask:
            return mask_ipv4(value, self._mask), "addresses"
        if kind in _IPV6 and self._mask:
            text = _IPV6[kind](value, self._mask)
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
    return found[1] + _masked_queries(pa.array([found[2]], pa.binary()))[0].as_py(), "queries"


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


def _masked_queries(queries: pa.BinaryArray) -> pa.BinaryArray:
    return pc.replace_substring_regex(
        queries, pattern=patterns.VALUE_OF_QUERY, replacement=f"={_REDACTED.decode()}"
    )


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
