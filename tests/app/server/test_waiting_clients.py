"""A hundred clients that wait for an analysis: pages answer, uploads are taken, and who finds no
place to wait is told at once how things stand."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.services import analyses
from tests.app.product import Product, running_product, until
from tests.app.web import Client

CLIENTS = 100
WAIT_SECONDS = 60
PATIENCE_SECONDS = 2.0
"""For a page, on a machine that runs other tests, too."""


@pytest.fixture
def held(huge_log: Path) -> Iterator[tuple[Product, str]]:
    """One web process alone, and an analysis in it that does not end."""
    with running_product(web_workers=1) as product:
        id = product.hold(huge_log)
        yield product, id
        product.client.steer(id, "cancel")


def answers_soon(client: Client) -> bool:
    begun = time.monotonic()
    return client.get("/").status == 200 and time.monotonic() - begun < PATIENCE_SECONDS


def test_pages_and_uploads_go_on_beside_clients_that_wait(
    held: tuple[Product, str], shop_log: bytes
) -> None:
    product, id = held
    patient = Client(product.url, timeout=2 * WAIT_SECONDS)
    with ThreadPoolExecutor(CLIENTS) as threads:
        asked = [
            threads.submit(patient.get, f"/api/v1/analyses/{id}", wait=WAIT_SECONDS)
            for _ in range(CLIENTS)
        ]
        early = CLIENTS - analyses.MOST_WAITS
        until(lambda: sum(one.done() for one in asked) == early, 20, "who finds no place is told")
        assert all(answers_soon(product.client) for _ in range(20))
        assert product.client.upload("shop.log", shop_log).status == 202
        states = {one.result().json()["state"] for one in asked if one.done()}
        assert states == {"running"}
        product.client.steer(id, "cancel")
        assert {one.result().status for one in asked} == {200}


def test_uploads_that_wait_for_their_report_keep_no_other_upload_out(
    held: tuple[Product, str], huge_log: Path
) -> None:
    product, _ = held
    log = huge_log.read_bytes()[: 17 << 20]  # too large to run beside the one that is held
    patient = Client(product.url, timeout=2 * WAIT_SECONDS)
    with ThreadPoolExecutor(CLIENTS) as threads:
        waits = [threads.submit(patient.upload, "a.log", log, wait=WAIT_SECONDS) for _ in range(33)]
        until(lambda: sum(one.done() for one in waits) == 1, 30, "all but one have a place")
        assert product.client.upload("b.log", log).status == 202
        assert answers_soon(product.client)
        for analysis in product.client.get("/api/v1/analyses").json()["analyses"]:
            product.client.delete(analysis["id"])
        for one in waits:
            one.result()
