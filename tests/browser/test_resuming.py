"""The page's upload goes on after a lost connection, and after a reload."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Route

from tests.app.product import ROOT, Product, until
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SLICE_BYTES = 8 << 20
UPLOADS = re.compile(r"/api/v1/uploads/[\w-]{22}$")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of two slices."""
    path = tmp_path_factory.mktemp("resuming") / "two-slices.log"
    shop = (ROOT / "sample_logs/combined/shop.log").read_bytes()
    path.write_bytes(shop * (SLICE_BYTES * 5 // 4 // len(shop)))
    return path


class Line:
    """The way from browser to server: PATCH requests after the first ``good`` are lost."""

    def __init__(self, good: int) -> None:
        self.good = good
        self.lost = 0

    def __call__(self, route: Route) -> None:
        if route.request.method != "PATCH" or self.good > 0:
            self.good -= route.request.method == "PATCH"
            route.continue_()
        else:
            self.lost += 1
            route.abort("connectionreset")


def arrived(product: Product, id: str) -> bytes:
    """What the server has of the log, once its analysis has ended; which is then deleted."""
    assert product.client.state(id, wait=30) == "done"
    stored = (product.data / "analyses" / id / "0").read_bytes()
    product.client.delete(id)
    return stored


def test_it_goes_on_after_a_lost_connection(visit: Visit, product: Product, log: Path):
    line = Line(good=1)
    visit.expect_lost_connections()
    visit.page.route(UPLOADS, line)
    visit.start().set_input_files("#files", str(log))
    visit.page.get_by_text("the connection is lost, trying again").wait_for()
    line.good = 99
    visit.page.wait_for_url("**/analyses/*")
    assert line.lost >= 1
    assert arrived(product, visit.page.url.rpartition("/")[2]) == log.read_bytes()


def test_it_goes_on_after_a_reload_when_the_file_is_chosen_again(
    visit: Visit, product: Product, log: Path
):
    line = Line(good=1)
    visit.expect_lost_connections()
    visit.page.route(UPLOADS, line)
    visit.start().set_input_files("#files", str(log))
    until(lambda: _pump(visit) and line.lost > 0, 20, "the second slice is lost")
    visit.page.reload()
    share = 100 * SLICE_BYTES // log.stat().st_size
    visit.page.get_by_text(f"two-slices.log stopped at {share} %").wait_for()
    line.good = 99
    visit.page.set_input_files("#files", str(log))
    visit.page.wait_for_url("**/analyses/*")
    assert line.good == 98, "only what was missing is sent"
    assert arrived(product, visit.page.url.rpartition("/")[2]) == log.read_bytes()
    visit.start()
    assert visit.page.locator("#unfinished").is_hidden()


def test_cancelling_gives_it_up(visit: Visit, product: Product, log: Path):
    before = ids(product)
    visit.expect_lost_connections()
    visit.page.route(UPLOADS, Line(good=1))
    visit.start().set_input_files("#files", str(log))
    visit.page.get_by_text("the connection is lost, trying again").wait_for()
    visit.page.click("#transfer-cancel")
    until(
        lambda: ids(product) == before,
        10,
        "it is gone",
    )


def ids(product: Product) -> list[str]:
    """The analyses there are: their states go on changing, as earlier ones end."""
    return [one["id"] for one in product.client.get("/api/v1/analyses").json()["analyses"]]


def _pump(visit: Visit) -> bool:
    """Lets the browser's events through."""
    visit.page.wait_for_timeout(20)
    return True
