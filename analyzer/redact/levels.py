"""Addresses masked, one distinct value at a time, to one of three levels."""

import hashlib
import re
import secrets
import socket
from collections.abc import Callable

from analyzer.redact.patterns import ESCAPED

NETWORK, PSEUDONYM, HIDDEN = LEVELS = ("network", "pseudonym", "hidden")

HIDDEN_ADDRESS = b"0.0.0.0"

_KEY_BYTES = 32
_HEX_DIGITS = 15
_IPV6_NETWORK_BYTES = 6
_IPV4_IN_IPV6 = bytes(10) + b"\xff\xff"
_LABELS_KEPT = 2
_NUMBERS = re.compile(rf"({ESCAPED}|[A-Za-z_]?)([\d.-]+)([A-Za-z_]?)".encode())
_ESCAPED = re.compile(ESCAPED.encode())

Mask = Callable[[bytes], bytes]
"""From an address or a host name, as it is in the log, to what stands for it."""


def mask_for(level: str) -> Mask:
    """The level's rule; that for pseudonyms holds a key of its own, which is nowhere else."""
    if level == NETWORK:
        return _network_of
    if level == HIDDEN:
        return lambda _address: HIDDEN_ADDRESS
    key = secrets.token_bytes(_KEY_BYTES)
    return lambda address: _pseudonym(address, key)


def mask_ipv4(text: bytes, mask: Mask) -> bytes:
    """Of a match of the pattern for IPv4: what is beside the address, and hyphens, stay."""
    found = _NUMBERS.fullmatch(text)
    assert found
    before, address, after = found.groups()
    if b"." in address:
        return bytes(before + mask(address) + after)
    masked = mask(address.replace(b"-", b"."))
    return bytes(before + masked.replace(b".", b"-").replace(b":", b"-") + after)


def mask_ipv6(text: bytes, mask: Mask) -> bytes | None:
    """Of a match of the pattern for IPv6; None where that is no address after all."""
    escaped = _ESCAPED.match(text)
    before, address = text[: escaped.end() if escaped else 0], text.rstrip(b"_")
    address = address[len(before) :]
    try:
        packed = socket.inet_pton(socket.AF_INET6, address.decode())
    except OSError:
        return None
    masked = mask(socket.inet_ntop(socket.AF_INET6, packed).encode())
    return before + masked + text[len(before) + len(address) :]


def mask_ipv6_escaped(text: bytes, mask: Mask) -> bytes | None:
    """Of a match of the pattern for IPv6 with escaped colons; None where that is no address. What
    stands before it may be escaped, too: a colon there may be its own."""
    for begin in (0, 3) if text.startswith(b"%") else (0,):
        plain = text[begin:].replace(b"%3A", b":").replace(b"%3a", b":")
        masked = None if b"%" in plain else mask_ipv6(plain, mask)
        if masked is not None:
            return text[:begin] + masked.replace(b":", b"%3A")
    return None


def _network_of(address: bytes) -> bytes:
    """IPv4 with its last octet zero; IPv6 with all but its first 48 bits zero; of a host name the
    last two labels."""
    if b":" in address:
        packed = socket.inet_pton(socket.AF_INET6, address.decode())
        if packed.startswith(_IPV4_IN_IPV6):
            return socket.inet_ntop(socket.AF_INET6, packed[:-1] + b"\0").encode()
        kept = packed[:_IPV6_NETWORK_BYTES]
        return socket.inet_ntop(socket.AF_INET6, kept.ljust(16, b"\0")).encode()
    labels = address.split(b".")
    if labels[-1].isdigit():
        return b".".join([*labels[:-1], b"0"])
    return b".".join([b"*", *labels[1:][-_LABELS_KEPT:]])


def _pseudonym(address: bytes, key: bytes) -> bytes:
    """Sixty bits of a keyed hash, written as an address of the network for documentation,
    2001:db8::/32, which nobody has: what reads addresses reads it, too. It ends with a letter's
    group, so that nobody takes that for a port."""
    digits = hashlib.blake2b(address, key=key, digest_size=8).hexdigest()[:_HEX_DIGITS]
    return f"2001:db8::{digits[:4]}:{digits[4:8]}:{digits[8:12]}:f{digits[12:]}".encode()
