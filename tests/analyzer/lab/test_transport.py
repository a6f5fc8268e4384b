"""The cost of a message."""

from analyzer.lab.apart import run_apart
from analyzer.lab.transport import message_costs

SIZES = (1 << 10, 300_000)


def test_every_transport_moves_every_size_in_some_time() -> None:
    costs = run_apart(message_costs, SIZES, limit_s=50)
    names = list(dict.fromkeys(cost.transport for cost in costs))
    assert names == [
        "Pipe.send",
        "Pipe.send_bytes",
        "Queue",
        "SimpleQueue",
        "Array",
        "Manager queue",
        "file",
    ]
    assert [(cost.transport, cost.bytes) for cost in costs] == [
        (name, size) for name in names for size in SIZES
    ]
    for cost in costs:
        taken = cost.microseconds
        assert 0 < taken.low <= taken.median <= taken.high
        assert taken.values >= 15
        assert cost.megabytes_per_s > 0
