"""``python -m tests.load [--browsers 50] [--seconds 20] [--lines 4200000]``: how long pages take
for many browsers at once, at rest and while a log of a gigabyte is uploaded and analysed, one time
after the other.

The browsers are threads of this process, on the same processors as the server: each keeps its
connection, asks for what a page asks for, and reads for 0.1 to 0.3 s before it goes on."""

import argparse
import http.client
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from tests.app.product import ROOT, Product, running_product
from tests.soak.footprint import quantiles


def main() -> int:
    """Measures; fails where a page is not answered."""
    parser = argparse.ArgumentParser(prog="python -m tests.load")
    parser.add_argument("--browsers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--lines", type=int, default=4_200_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder, running_product() as product:
        log = Path(folder, "large.log")
        command = [sys.executable, "sample_logs/generate.py", "--lines", str(chosen.lines)]
        subprocess.run([*command, str(log)], cwd=ROOT, check=True)
        pages = _pages(product)
        rest = _times(product, pages, chosen.browsers, _after(chosen.seconds))
        print(f"{chosen.browsers} browsers at rest: {quantiles(rest)}", flush=True)
        ended = Event()
        with ThreadPoolExecutor(1) as uploading:
            rounds = uploading.submit(_analyse, product, log, chosen.seconds, ended)
            busy = _times(product, pages, chosen.browsers, ended.is_set)
        size = log.stat().st_size / 1e9
        print(
            f"beside {rounds.result()} analyses of {size:.2f} GB, one after the other:"
            f" {quantiles(busy)}"
        )
    return 0


def _pages(product: Product) -> list[str]:
    """What a browser asks for: the start page, a report and its figures, and the list."""
    shop = (ROOT / "sample_logs/combined/shop.log").read_bytes()
    place = product.client.upload("shop.log", shop, wait=30).headers["Location"]
    page = f"/analyses/{place.rpartition('/')[2]}"
    return ["/", page, f"{page}/charts.json", f"{page}/chunks.json", "/api/v1/analyses"]


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _times(
    product: Product, pages: list[str], browsers: int, over: Callable[[], bool]
) -> list[float]:
    """Milliseconds of every answer, to its last byte, until it is over."""
    host = product.url.removeprefix("http://")

    def browse(number: int) -> list[float]:
        dice, times = random.Random(number), []
        connection = http.client.HTTPConnection(host, timeout=60)
        while not over():
            time.sleep(dice.uniform(0.1, 0.3))
            began = time.monotonic()
            connection.request("GET", dice.choice(pages))
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            times.append((time.monotonic() - began) * 1000)
        connection.close()
        return times

    with ThreadPoolExecutor(browsers) as pool:
        return [one for times in pool.map(browse, range(browsers)) for one in times]


def _analyse(product: Product, log: Path, seconds: float, ended: Event) -> int:
    """Uploads the log until the time is over, each time once the one before is analysed; how often
    it did."""
    over, rounds = _after(seconds), 0
    try:
        while not over():
            url = f"{product.url}/api/v1/analyses?filename=large.log&wait=60"
            done = ["curl", "--silent", "--fail", "--output", "/dev/null", "-T", str(log), url]
            subprocess.run(done, check=True)
            rounds += 1
            for one in product.client.get("/api/v1/analyses").json()["analyses"]:
                if one["name"] == log.name:
                    product.client.delete(one["id"])
        return rounds
    finally:
        ended.set()


if __name__ == "__main__":
    sys.exit(main())
