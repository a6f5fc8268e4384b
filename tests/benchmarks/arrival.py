"""How long after the last byte of an upload its complete report is there."""

import json
import socket
from time import perf_counter
from urllib.parse import urlsplit

from tests.app.product import Product, running_product
from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.rounds import Times, take_turns
from tests.benchmarks.table import counted, markdown_table, spread

_WAIT_SECONDS = 120


def run(bench: Bench) -> Section:
    """A raw upload that is parsed while it arrives; the same request waits for the report."""
    log = bench.log()
    sent: list[float] = []
    with running_product() as product:
        times = take_turns({"report": lambda: _report_after(product, log, sent)}, bench.rounds, say)
    rows = [
        ["first byte to last", spread(Times(sent))],
        ["last byte to the complete report", spread(times["report"])],
    ]
    explained = (
        f"{log.bytes / 1e6:,.0f} MB over loopback, {counted(bench.rounds, 'round')}; seconds. The"
        " whole report is in the answer, with the hash of the log."
    )
    data = {"sent_s": sent, "report_s": list(times["report"].seconds)}
    return Section("Arrival", f"{explained}\n\n{markdown_table(['', 'seconds'], rows)}", data)


def _report_after(product: Product, log: Log, sent: list[float]) -> float:
    """Seconds from the last byte to the end of the answer; adds those before it to ``sent``."""
    place = urlsplit(product.url)
    with socket.create_connection((place.hostname, place.port)) as connection:
        connection.sendall(
            f"PUT /api/v1/analyses?filename=access.log&wait={_WAIT_SECONDS} HTTP/1.1\r\n"
            f"Host: {place.netloc}\r\nContent-Length: {log.bytes}\r\nConnection: close\r\n"
            "Content-Type: application/octet-stream\r\n\r\n".encode()
        )
        begun = perf_counter()
        with open(log.path, "rb") as file:
            connection.sendfile(file)
        last = perf_counter()
        answer = b"".join(iter(lambda: connection.recv(1 << 20), b""))
        seconds = perf_counter() - last
    sent.append(last - begun)
    head, _, body = answer.partition(b"\r\n\r\n")
    report = json.loads(body)
    assert report["coverage"]["state"] == "complete", report["coverage"]
    assert report["totals"]["requests"] == log.lines
    location = next(
        line for line in head.decode().splitlines() if line.lower().startswith("location:")
    )
    assert product.client.ask("DELETE", location.split()[1]).status == 204
    return seconds
