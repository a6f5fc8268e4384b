"""Everything that is measured side by side, by name, in the order of the table."""

from collections.abc import Mapping

from tests.benchmarks.peers import duckdb, goaccess, ours, pandas, re_loop, wc
from tests.benchmarks.peers.base import Peer
from tests.benchmarks.peers.ours_warm import WarmPeer


def all_peers() -> Mapping[str, Peer]:
    """New ones, ours first: the others are compared with it."""
    peers: list[Peer] = [
        ours.COLD,
        WarmPeer(),
        ours.ALONE,
        wc.PEER,
        goaccess.PEER,
        duckdb.PEER,
        pandas.PEER,
        re_loop.PEER,
    ]
    return {peer.name: peer for peer in peers}
