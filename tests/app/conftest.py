"""The real product and real logs, for the tests of REST and of the engine."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.product import ROOT, Product, running_product
from tests.app.web import Client, timeless


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """A product that all tests share and none may kill."""
    with running_product() as product:
        yield product


@pytest.fixture
def client(product: Product) -> Client:
    """Asks the shared product."""
    return product.client


@pytest.fixture(scope="session")
def shop_log() -> bytes:
    """A log of 1.4 MB in which every record is fine."""
    return (ROOT / "sample_logs/combined/shop.log").read_bytes()


@pytest.fixture(scope="session")
def hostile_log() -> bytes:
    """A log by attackers, with rejects."""
    return (ROOT / "sample_logs/combined/hostile.log").read_bytes()


@pytest.fixture(scope="session")
def huge_report(huge_log: Path) -> dict[str, object]:
    """What the command line says of the huge log, its timing aside."""
    command = [sys.executable, "-m", "analyzer", "analyze", "--json", str(huge_log)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return timeless(json.loads(done.stdout))


@pytest.fixture(scope="session")
def huge_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """92 MB: about a second of work for two workers, long enough to step in."""
    log = tmp_path_factory.mktemp("huge") / "huge.log"
    generate = [sys.executable, "sample_logs/generate.py", "--lines", "400_000", str(log)]
    subprocess.run(generate, cwd=ROOT, check=True)
    return log
