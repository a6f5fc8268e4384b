"""Request lines become method, path and protocol, once per distinct value.

``GET /a?b HTTP/1.1`` is method GET, path /a, protocol HTTP/1.1. What does not begin with a method
(a TLS handshake, a dash) has none, and its path is the whole text. The query is not part of the
path.
"""

from dataclasses import dataclass

import numpy as np

from analyzer.kernels.contract import METHOD, PATH, PROTOCOL, STEP
from analyzer.kernels.library import address, kernels
from analyzer.parse.columns import ABSENT, Encoded
from analyzer.parse.dictionary import Dictionary, binary_parts


@dataclass(frozen=True, slots=True)
class Requests:
    """The three parts of a request column, each encoded over the same records."""

    method: Encoded
    path: Encoded
    protocol: Encoded


def split_requests(requests: Encoded) -> Requests:
    """Method, path and protocol of each record."""
    ends, letters = binary_parts(requests.values)
    rows = len(requests.values)
    written = letters[ends[0] : ends[-1]]
    data = np.concatenate([written, np.frombuffer(ABSENT + bytes(STEP), np.uint8)])
    begins, lengths = np.empty((2, 3, rows), np.int32)
    ends = ends - ends[0]
    kernels().split_request(
        address(data), address(ends), rows, len(written), address(begins), address(lengths)
    )

    def encoded(part: int) -> Encoded:
        dictionary, codes = Dictionary(), np.empty(rows, np.int32)
        dictionary.encode(address(data), begins[part], lengths[part], range(rows), codes)
        return Encoded(codes[requests.codes], dictionary.values())

    return Requests(encoded(METHOD), encoded(PATH), encoded(PROTOCOL))
