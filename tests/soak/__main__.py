"""``python -m tests.soak [--seconds 60]``: a day squeezed into a minute, and 200 stalled clients.

Prints what the product holds every few rounds, which should stay flat, and how long pages take at
rest, beside stalled clients, and beside an analysis."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.app.product import ROOT, Product, running_product, until
from tests.app.server.test_stalled_clients import CLIENTS, STALLED, stalled
from tests.soak.footprint import footprint, page_times, quantiles
from tests.soak.rounds import Logs, play

_REPORTS = 6
_WARM_UP = 3
_PAGE_SECONDS = 5.0


def main() -> int:
    """Runs it; fails only where something is refused, or not given back."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args().seconds
    large = _generated(120_000)
    logs = Logs((ROOT / "sample_logs/combined/shop.log").read_bytes(), large, bytes(100_000))
    with tempfile.TemporaryDirectory() as own:
        os.environ["TMPDIR"] = own
        _run(logs, seconds)
    return 0


def _run(logs: Logs, seconds: float) -> None:
    with running_product() as product:
        _soak(product, logs, seconds)
        _pages(product, logs.large)


def _generated(lines: int) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".log") as file:
        command = [sys.executable, "sample_logs/generate.py", "--lines", str(lines), file.name]
        subprocess.run(command, cwd=ROOT, check=True)
        return Path(file.name).read_bytes()


def _soak(product: Product, logs: Logs, seconds: float) -> None:
    for _ in range(_WARM_UP):
        play(product, logs)
    began, rounds, analyses, said = time.monotonic(), 0, 0, 0.0
    print(f"warm: {footprint(product)}")
    while (elapsed := time.monotonic() - began) < seconds:
        analyses += play(product, logs)
        rounds += 1
        if elapsed - said >= seconds / _REPORTS:
            said = elapsed
            print(f"{elapsed:5.0f} s, {rounds} rounds, {analyses} analyses: {footprint(product)}")
    print(f"after {rounds} rounds, {analyses} analyses: {footprint(product)}")


def _pages(product: Product, large: bytes) -> None:
    print(f"pages at rest: {quantiles(page_times(product, _PAGE_SECONDS))}")
    for kind, sent in STALLED.items():
        with stalled(product, sent):
            times = page_times(product, _PAGE_SECONDS)
        print(f"beside {CLIENTS} clients, each with {kind}: {quantiles(times)}")
    id = product.client.upload_form(*[(f"{n}.log", large) for n in range(12)]).json()["id"]
    until(lambda: product.client.state(id) == "running", 30, "it runs")
    times = page_times(product, _PAGE_SECONDS)
    print(f"beside a running analysis: {quantiles(times)} ({product.client.state(id)} at the end)")


if __name__ == "__main__":
    sys.exit(main())
