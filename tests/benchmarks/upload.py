"""How fast a raw upload arrives, beside a copy of the same file on the same disk."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests.app.product import Product, running_product
from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import counted, markdown_table, ratio, spread

_HELD_LINES = 400_000
_RECEIVER = """
import socket, sys
size, path = int(sys.argv[1]), sys.argv[2]
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
connection, _ = listening.accept()
head = b""
while b"\\r\\n\\r\\n" not in head:
    head += connection.recv(65536)
buffer = memoryview(bytearray(1 << 18))
with open(path, "wb", buffering=0) as file:
    size -= file.write(head.partition(b"\\r\\n\\r\\n")[2])
    while size and (landed := connection.recv_into(buffer)):
        size -= file.write(buffer[:landed])
connection.sendall(b"HTTP/1.1 201 Created\\r\\nContent-Length: 0\\r\\n\\r\\n")
"""
"""The least that an upload can be: from a socket into a file, and nothing else."""


def run(bench: Bench) -> Section:
    """``curl -T`` of one gigabyte, or as many lines as were asked for: while nothing is analysed,
    and while it is analysed as it comes."""
    log = bench.log()
    held = bench.log(_HELD_LINES)
    with running_product() as idle, running_product() as busy:
        idle.hold(held.path)  # large logs queue behind it
        contenders = {
            "cp": lambda: _copied(log, idle.data / "copy"),
            "a bare socket": lambda: _received(log, idle.data / "copy"),
            "PUT, analysis held off": lambda: _put(idle, log),
            "PUT, analysed as it comes": lambda: _put(busy, log),
        }
        times = take_turns(contenders, bench.rounds, say)
    base = times["cp"]
    rows = [
        [name, spread(taken), f"{log.bytes / taken.median / 1e6:,.0f}", ratio(base.ratio(taken))]
        for name, taken in times.items()
    ]
    explained = (
        f"{log.bytes / 1e6:,.0f} MB over loopback by curl, {counted(bench.rounds, 'round')} in"
        " turns, until the answer is there. Speed: of cp, which has no socket to go through."
    )
    table = markdown_table(["", "seconds", "MB/s", "speed of cp"], rows)
    data = {name: list(taken.seconds) for name, taken in times.items()}
    return Section("Upload", f"{explained}\n\n{table}", {"seconds": data})


def _copied(log: Log, target: Path) -> float:
    begun = perf_counter()
    subprocess.run(["cp", str(log.path), str(target)], check=True)
    seconds = perf_counter() - begun
    target.unlink()
    return seconds


def _received(log: Log, target: Path) -> float:
    command = [sys.executable, "-c", _RECEIVER, str(log.bytes), str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as receiver:
        assert receiver.stdout
        port = receiver.stdout.readline().strip()
        begun = perf_counter()
        _sent(log, f"http://127.0.0.1:{port}/")
        seconds = perf_counter() - begun
    assert target.stat().st_size == log.bytes
    target.unlink()
    return seconds


def _put(product: Product, log: Log) -> float:
    begun = perf_counter()
    head = _sent(log, f"{product.url}/api/v1/analyses?filename=access.log")
    seconds = perf_counter() - begun
    place = next(line for line in head.splitlines() if line.lower().startswith("location:"))
    assert product.client.ask("DELETE", place.split()[1]).status == 204
    return seconds


def _sent(log: Log, url: str) -> str:
    """The head of the answer."""
    command = ["curl", "-sS", "--fail", "-H", "Expect:", "-D", "-", "-o", "/dev/null"]
    sent = subprocess.run(
        [*command, "-T", str(log.path), url], stdout=subprocess.PIPE, text=True, check=True
    )
    return sent.stdout
