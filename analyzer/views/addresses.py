"""Which client addresses lie in a network: arithmetic on all distinct ones at once."""

import socket
from ipaddress import IPv4Network, IPv6Network, ip_network

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_V4, _V6 = 4, 6


class Addresses:
    """The values of a dictionary that are addresses, as numbers. Host names are in no network; an
    IPv4 address written as IPv6 (``::ffff:192.0.2.1``) is the IPv4 one."""

    def __init__(self, values: pa.BinaryArray) -> None:
        packed = [_packed(value) for value in values.to_pylist()]
        self._version = np.array([{4: _V4, 16: _V6}.get(len(one), 0) for one in packed], np.int8)
        padded = b"".join(one.rjust(16, b"\0") for one in packed)
        halves = np.frombuffer(padded, ">u8").reshape(-1, 2).astype(np.uint64)
        self._high, self._low = halves[:, 0], halves[:, 1]

    def within(self, network: IPv4Network | IPv6Network) -> npt.NDArray[np.bool_]:
        """Which values are in ``network``."""
        address, mask = int(network.network_address), int(network.netmask)
        half = (1 << 64) - 1
        inside = self._version == (_V4 if network.version == 4 else _V6)
        inside &= self._low & np.uint64(mask & half) == np.uint64(address & half)
        if network.version == 6:
            inside &= self._high & np.uint64(mask >> 64) == np.uint64(address >> 64)
        return np.asarray(inside)


def network_of(text: str) -> IPv4Network | IPv6Network:
    """``203.0.113.0/24``; ValueError for what is no network."""
    return ip_network(text, strict=False)


_MAPPED = bytes(10) + b"\xff\xff"


def _packed(value: bytes) -> bytes:
    """Four or sixteen bytes; none for what is no address."""
    family = socket.AF_INET6 if b":" in value else socket.AF_INET
    try:
        packed = socket.inet_pton(family, value.decode("ascii"))
    except (OSError, ValueError):
        return b""
    return packed[12:] if packed.startswith(_MAPPED) else packed
