"""Compressed logs that are damaged, or become too large, through REST: what could be read is there,
and the report names what is not."""

import gzip
import random
import zlib
from typing import Any

import pytest

from tests.app.product import running_product
from tests.app.web import Client

LINE = '203.0.113.%d - - [10/Oct/2025:13:55:36 +0000] "GET /%x HTTP/1.1" 200 5 "-" "curl"\n'


def log_of(lines: int) -> bytes:
    """Lines that do not shrink to nothing."""
    dice = random.Random(1)
    return "".join(
        LINE % (dice.randrange(250), dice.getrandbits(64)) for _ in range(lines)
    ).encode()


def causes(report: dict[str, Any]) -> dict[str, str]:
    return {one["source"]: one["cause"] for one in report["damaged"]}


@pytest.mark.parametrize("put", [True, False])
def test_of_a_truncated_gzip_the_report_tells_what_was_analysed_and_what_was_not(
    client: Client, put: bool
) -> None:
    packed = gzip.compress(log_of(6000))
    cut = packed[: len(packed) * 2 // 3]
    kept = zlib.decompressobj(31).decompress(cut)
    if put:
        answer = client.upload("access.log.gz", cut, wait=20)
    else:
        answer = client.upload_form(("access.log.gz", cut), ("other.log", log_of(10)), wait=20)
    report = answer.json()
    assert report["coverage"] == {
        "state": "damaged",
        "bytes_analysed": len(kept) + (0 if put else len(log_of(10))),
        "bytes_total": len(kept) + (0 if put else len(log_of(10))),
    }
    assert list(causes(report)) == ["access.log.gz"]
    assert f"breaks off after {len(kept):,} decoded bytes" in causes(report)["access.log.gz"]
    whole, rest = kept.count(b"\n"), not kept.endswith(b"\n")
    others = 0 if put else 10
    assert report["accounting"]["records"] == whole + rest + others
    assert report["accounting"]["parsed"] >= whole + others


def test_a_log_that_becomes_more_than_may_be_stored_is_read_as_far_as_there_is_room() -> None:
    log = log_of(120_000)
    packed = gzip.compress(log, 1)
    most = len(packed) + (4 << 20)
    assert len(log) > 8 << 20
    with running_product(web_workers=1, max_stored=most) as product:
        report = product.client.upload("access.log.gz", packed, wait=20).json()
        assert report["coverage"]["state"] == "damaged"
        assert "max-stored" in causes(report)["access.log.gz"]
        assert 1 << 20 < report["coverage"]["bytes_analysed"] <= 4 << 20
        [analysis] = product.client.get("/api/v1/analyses").json()["analyses"]
        source = product.data / "analyses" / analysis["id"] / "0"
        assert source.read_bytes() == packed
        product.client.delete(analysis["id"])
        small = gzip.compress(log_of(100))
        assert (
            product.client.upload("b.gz", small, wait=20).json()["coverage"]["state"] == "complete"
        )
